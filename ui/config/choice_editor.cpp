#include "ui/config/choice_editor.h"

#include "ui/models/value_text.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QWheelEvent>

namespace interleave::ui {

namespace {

constexpr int kHelpRole = Qt::UserRole + 1; // what the choice means

// The wheel scrolls the form unless the user is in this field.
class CalmComboBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

} // namespace

ChoiceEditor::ChoiceEditor(const ValueSpec& spec, QWidget* parent)
    : ValueEditor(parent)
    , m_list(new CalmComboBox(this))
    , m_text(new QLineEdit(this))
{
    for (const Choice& choice : spec.choices) {
        m_list->addItem(
            coreWord(choice.title), QByteArray(choice.name.data(), std::ssize(choice.name)));
        m_list->setItemData(m_list->count() - 1, coreWord(choice.help), kHelpRole);
    }
    m_list->view()->setTextElideMode(Qt::ElideNone);
    m_list->view()->setMinimumWidth(m_list->view()->sizeHintForColumn(0));
    m_list->setFocusPolicy(Qt::StrongFocus);
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_text->setReadOnly(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    layout->addWidget(m_text);
    connect(m_list, &QComboBox::currentIndexChanged, this, [this] {
        showChoice();
        Q_EMIT edited();
    });
    setUnfit({});
    setReadOnly(false);
}

FieldValue ChoiceEditor::value() const
{
    return m_list->currentIndex() < 0
        ? m_unknown
        : FieldValue(m_list->currentData().toByteArray().toStdString());
}

void ChoiceEditor::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(m_list);
    m_unknown = value;
    m_list->setCurrentIndex(m_list->findData(QByteArray::fromStdString(toText(value))));
    showChoice();
}

void ChoiceEditor::setUnfit(const UnfitChoices& choices)
{
    auto* items = qobject_cast<QStandardItemModel*>(m_list->model());
    for (int row = 0; row < m_list->count(); ++row) {
        const QString name = QString::fromUtf8(m_list->itemData(row).toByteArray());
        const QString whyNot = choices.value(name);
        items->item(row)->setEnabled(!choices.contains(name));
        items->item(row)->setToolTip(
            whyNot.isEmpty() ? m_list->itemData(row, kHelpRole).toString() : whyNot);
    }
}

// The widest choice is whole, and no row moves when the text takes the list's place.
QSize ChoiceEditor::minimumSizeHint() const
{
    return ValueEditor::minimumSizeHint().expandedTo({m_list->minimumSizeHint().width(), 0});
}

QList<QWidget*> ChoiceEditor::keyboardWidgets() const
{
    return {m_list, m_text};
}

void ChoiceEditor::describe(const QString& name, const QString& description)
{
    for (QWidget* field : keyboardWidgets()) {
        field->setAccessibleName(name);
        field->setAccessibleDescription(description);
    }
}

void ChoiceEditor::applyReadOnly()
{
    const bool flat = isReadOnly() || m_list->count() < 2;
    m_list->setVisible(!flat);
    m_text->setVisible(flat);
    QPalette own;
    own.setColor(QPalette::Base, palette().color(QPalette::Window));
    m_text->setPalette(own);
}

void ChoiceEditor::showChoice()
{
    m_text->setText(m_list->currentText());
    m_text->setCursorPosition(0);
}

} // namespace interleave::ui
