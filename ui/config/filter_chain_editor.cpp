#include "ui/config/filter_chain_editor.h"

#include "core/model/filter_chain.h"
#include "ui/config/filter_parameters.h"
#include "ui/models/value_text.h"
#include "ui/widgets/gestures.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kStepGap = 4;
constexpr int kFewestRows = 2; // of the list, so that its place to drop can be seen
constexpr int kMostRows = 6;
constexpr int kStepRole = Qt::UserRole; // of an item: its text in the chain

// As high as its steps need, where Qt thinks of a list that scrolls.
class StepList final : public QListWidget
{
public:
    using QListWidget::QListWidget;
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {QListWidget::minimumSizeHint().width(), minimumHeight()};
    }
};

QStringList stepsIn(const QString& chain)
{
    QStringList steps;
    for (const QString& part : chain.split(QLatin1Char(',')))
        steps << part.trimmed();
    return steps == QStringList(QString()) ? QStringList() : steps;
}

// In words, or as it was typed where it is no filter.
void showIn(QListWidgetItem& item, const QString& step)
{
    const auto chain = filterChainFromText(step.toStdString());
    item.setText(chain ? QString::fromStdString(describeFilters(*chain))
                       : FilterChainEditor::tr("✕ “%1”").arg(step));
    item.setToolTip(chain ? coreWord(choiceOf(chain->front().kind).help) : QString());
    item.setData(kStepRole, step);
}

} // namespace

FilterChainEditor::FilterChainEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_text(new QLineEdit(this))
    , m_steps(new StepList(this))
    , m_add(new QToolButton(this))
    , m_parameters(new FilterParameters(this))
{
    m_steps->setDragDropMode(QAbstractItemView::InternalMove);
    m_steps->setTabKeyNavigation(false);
    m_steps->setTextElideMode(Qt::ElideRight);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    makeActions();
    fillMenu();
    arrange();
    connect(m_text, &QLineEdit::textChanged, this, [this] {
        showSteps();
        Q_EMIT edited();
    });
    connect(m_steps, &QListWidget::currentRowChanged, this, &FilterChainEditor::showChosen);
    connect(m_steps->model(), &QAbstractItemModel::rowsMoved, this, &FilterChainEditor::takeSteps);
    connect(m_parameters, &FilterParameters::edited, this, &FilterChainEditor::takeParameters);
    showSteps();
}

void FilterChainEditor::makeActions()
{
    m_up = addGesture(
        *m_steps, tr("Move the filter up"), {Qt::ALT | Qt::Key_Up}, [this] { move(-1); });
    m_down = addGesture(
        *m_steps, tr("Move the filter down"), {Qt::ALT | Qt::Key_Down}, [this] { move(1); });
    m_remove
        = addGesture(*m_steps, tr("Remove the filter"), {Qt::Key_Delete}, [this] { remove(); });
    addGesture(*m_steps, tr("Add a filter…"), {Qt::Key_Insert}, [this] { m_add->showMenu(); });
    m_up->setIconText(QStringLiteral("↑"));
    m_down->setIconText(QStringLiteral("↓"));
    m_remove->setIconText(QStringLiteral("✕"));
    m_steps->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void FilterChainEditor::fillMenu()
{
    auto* menu = new QMenu(m_add);
    menu->setToolTipsVisible(true);
    for (const Choice& filter : choicesOf<FilterKind>()) {
        QAction* action = menu->addAction(coreWord(filter.title));
        action->setToolTip(coreWord(filter.help));
        const QString name = QString::fromUtf8(filter.name);
        connect(action, &QAction::triggered, this, [this, name] { add(name); });
    }
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add a filter after the chosen one"));
    m_add->setMenu(menu);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setFocusPolicy(Qt::StrongFocus);
}

void FilterChainEditor::arrange()
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kStepGap);
    buttons->addWidget(m_add);
    buttons->addStretch();
    for (QAction* action : {m_up, m_down, m_remove}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        button->setFocusPolicy(Qt::NoFocus); // by keys the list does it
        buttons->addWidget(button);
        m_buttons << button;
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kStepGap);
    layout->addWidget(m_steps);
    layout->addLayout(buttons);
    layout->addWidget(m_parameters);
    layout->addWidget(m_text);
}

FieldValue FilterChainEditor::value() const
{
    return m_text->text().toStdString();
}

void FilterChainEditor::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(m_text);
    m_text->setText(QString::fromStdString(toText(value)));
    m_text->setCursorPosition(0); // a long text shows its beginning
    showSteps();
}

std::vector<FieldValue> FilterChainEditor::readings() const
{
    QStringList steps = stepsIn(m_text->text());
    std::vector<FieldValue> chains;
    for (const QString& reading : m_parameters->readings()) {
        steps[m_steps->currentRow()] = reading;
        chains.emplace_back(steps.join(QStringLiteral(", ")).toStdString());
    }
    return chains;
}

QList<QWidget*> FilterChainEditor::keyboardWidgets() const
{
    return QList<QWidget*>{m_steps, m_add} + m_parameters->keyboardWidgets()
        + QList<QWidget*>{m_text};
}

void FilterChainEditor::describe(const QString& name, const QString& description)
{
    ValueEditor::describe(name, description);
    m_add->setAccessibleName(tr("Add one to: %1").arg(name));
    m_text->setAccessibleName(tr("%1, as the command line has them").arg(name));
    m_text->setAccessibleDescription(description);
}

void FilterChainEditor::changeEvent(QEvent* event)
{
    ValueEditor::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitList();
}

void FilterChainEditor::applyReadOnly()
{
    m_text->setReadOnly(isReadOnly());
    flatten(*m_text);
    flatten(*m_steps);
    m_steps->setDragEnabled(!isReadOnly());
    m_add->setVisible(!isReadOnly());
    for (QToolButton* button : m_buttons)
        button->setVisible(!isReadOnly());
    for (QAction* action : m_steps->actions())
        action->setEnabled(!isReadOnly());
    m_parameters->setReadOnly(isReadOnly());
}

void FilterChainEditor::showSteps()
{
    const QStringList steps = stepsIn(m_text->text());
    const int chosen
        = std::clamp(m_steps->currentRow(), 0, std::max(0, static_cast<int>(steps.size()) - 1));
    {
        const QSignalBlocker blocker(m_steps);
        m_steps->clear();
        for (const QString& step : steps) {
            auto* item = new QListWidgetItem(m_steps);
            item->setFlags(item->flags() & ~Qt::ItemIsDropEnabled); // between them, not onto them
            showIn(*item, step);
        }
        m_steps->setCurrentRow(chosen);
    }
    fitList();
    showChosen();
}

void FilterChainEditor::takeSteps()
{
    QStringList steps;
    for (int row = 0; row < m_steps->count(); ++row)
        steps << m_steps->item(row)->data(kStepRole).toString();
    {
        const QSignalBlocker blocker(m_text);
        m_text->setText(steps.join(QStringLiteral(", ")));
        m_text->setCursorPosition(0);
    }
    Q_EMIT edited();
}

void FilterChainEditor::takeParameters()
{
    showIn(*m_steps->currentItem(), m_parameters->step());
    takeSteps();
}

void FilterChainEditor::showChosen()
{
    const QListWidgetItem* item = m_steps->currentItem();
    m_parameters->setStep(item != nullptr ? item->data(kStepRole).toString() : QString());
    const int row = m_steps->currentRow();
    m_up->setEnabled(row > 0 && !isReadOnly());
    m_down->setEnabled(row >= 0 && row < m_steps->count() - 1 && !isReadOnly());
    m_remove->setEnabled(row >= 0 && !isReadOnly());
    const QList<QWidget*> order = keyboardWidgets();
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void FilterChainEditor::add(const QString& filter)
{
    QStringList steps = stepsIn(m_text->text());
    const int place = m_steps->currentRow() + 1;
    steps.insert(place, filter);
    m_text->setText(steps.join(QStringLiteral(", ")));
    m_steps->setCurrentRow(place);
}

void FilterChainEditor::move(int by)
{
    const int row = m_steps->currentRow();
    QListWidgetItem* item = m_steps->takeItem(row);
    m_steps->insertItem(row + by, item);
    m_steps->setCurrentRow(row + by);
    takeSteps();
}

void FilterChainEditor::remove()
{
    delete m_steps->takeItem(m_steps->currentRow());
    takeSteps();
    showSteps();
}

void FilterChainEditor::fitList()
{
    const int rows = std::clamp(m_steps->count(), kFewestRows, kMostRows);
    const int row = std::max(m_steps->sizeHintForRow(0), m_steps->fontMetrics().height());
    m_steps->setFixedHeight(rows * row + 2 * m_steps->frameWidth());
}

} // namespace interleave::ui
