#include "ui/config/form_section.h"

#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QStringBuilder>
#include <QToolButton>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

QFont headingFont(QFont font)
{
    font.setBold(true);
    return font;
}

// Nothing goes away from under the hand.
bool isBeingEdited(const FieldRow& row)
{
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && row.isAncestorOf(focus);
}

bool isAnyEdited()
{
    for (const QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
        if (qobject_cast<const FieldRow*>(at) != nullptr)
            return true;
    }
    return false;
}

QString settingOf(const QString& key)
{
    return QStringLiteral("form/open/") % key;
}

} // namespace

FormSection::FormSection(const QString& key, const QString& title, Folding folding, QWidget* parent)
    : QWidget(parent)
    , m_key(key)
    , m_rows(new QVBoxLayout)
{
    setObjectName(key);
    setAccessibleName(title);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeHeading(title, folding));
    layout->addLayout(m_rows);
    if (m_toggle != nullptr)
        setUnfolded(QSettings().value(settingOf(key), false).toBool());
}

void FormSection::insertRow(FieldRow* row, int position)
{
    m_rows->insertWidget(position, row);
}

void FormSection::removeRow(FieldRow* row)
{
    if (const auto replacement = m_replacements.extract(row))
        delete replacement.mapped();
    delete row;
}

QList<FieldRow*> FormSection::rows() const
{
    QList<FieldRow*> rows;
    for (int i = 0; i < m_rows->count(); ++i) {
        if (auto* row = qobject_cast<FieldRow*>(m_rows->itemAt(i)->widget()))
            rows.append(row);
    }
    return rows;
}

void FormSection::refresh()
{
    bool any = false;
    for (FieldRow* row : rows()) {
        const bool replaced = !row->applies() && !row->replacement().isEmpty();
        any = any || row->applies() || replaced;
        const bool wanted
            = m_unfolded || !row->isDefault() || row->problem() || isBeingEdited(*row);
        showReplacement(row, replaced && wanted);
        row->setVisible(row->applies() && wanted);
    }
    setVisible(any);
}

// As high as the row was while something is edited: nothing moves under the hand.
void FormSection::showReplacement(FieldRow* row, bool shown)
{
    const auto found = m_replacements.find(row);
    if (!shown) {
        if (found != m_replacements.end())
            found->second->hide();
        return;
    }
    NoteLabel* note = found != m_replacements.end() ? found->second : new NoteLabel(this);
    if (found == m_replacements.end()) {
        m_replacements.emplace(row, note);
        m_rows->insertWidget(m_rows->indexOf(row) + 1, note);
    }
    if (!row->isHidden())
        note->setFixedHeight(row->height());
    if (!isAnyEdited() && !parentWidget()->underMouse()) {
        note->setMinimumHeight(0);
        note->setMaximumHeight(QWIDGETSIZE_MAX);
    }
    note->setNote(NoteKind::Hint, row->replacement());
}

void FormSection::unfold()
{
    if (m_toggle != nullptr)
        setUnfolded(true);
}

QList<QWidget*> FormSection::keyboardWidgets() const
{
    QList<QWidget*> widgets;
    if (m_toggle != nullptr)
        widgets.append(m_toggle);
    for (const FieldRow* row : rows())
        widgets.append(row->keyboardWidgets());
    return widgets;
}

QWidget* FormSection::makeHeading(const QString& title, Folding folding)
{
    if (folding == Folding::Never) {
        auto* heading = new QLabel(title, this);
        heading->setFont(headingFont(font()));
        return heading;
    }
    m_toggle = new QToolButton(this);
    m_toggle->setText(title);
    m_toggle->setAccessibleName(title);
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    connect(m_toggle, &QToolButton::clicked, this, [this] {
        setUnfolded(!m_unfolded);
        QSettings().setValue(settingOf(m_key), m_unfolded);
    });
    return m_toggle;
}

void FormSection::setUnfolded(bool unfolded)
{
    m_unfolded = unfolded;
    m_toggle->setArrowType(unfolded ? Qt::DownArrow : Qt::RightArrow);
    m_toggle->setAccessibleDescription(unfolded ? tr("open") : tr("folded"));
    refresh();
}

} // namespace interleave::ui
