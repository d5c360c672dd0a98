#include "ui/config/field_row.h"

#include "ui/config/field_text.h"

#include <QGridLayout>

namespace interleave::ui {

FieldRow::FieldRow(const ValueSpec& spec, const FolderPrompt& prompt, QWidget* parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_title(new QLabel(titleOf(spec), this))
    , m_editor(makeValueEditor(spec, prompt, this))
    , m_note(new NoteLabel(this))
{
    setObjectName(QString::fromUtf8(spec.name));
    m_title->setWordWrap(true);
    m_title->setBuddy(keyboardWidgets().constFirst());
    setToolTip(toolTipOf(spec));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    const bool ownLabel = spec.type == ValueType::Flag;
    m_title->setVisible(!ownLabel);
    if (ownLabel) {
        grid->addWidget(m_editor, 0, 0, 1, 2);
    } else if (spec.type == ValueType::Folder) { // paths are long
        grid->addWidget(m_title, 0, 0);
        grid->addWidget(m_editor, 1, 0, 1, 2);
    } else {
        grid->addWidget(m_title, 0, 0);
        grid->addWidget(m_editor, 0, 1);
    }
    grid->addWidget(m_note, 2, 0, 1, 2);
    connect(m_editor, &ValueEditor::edited, this, [this] {
        check();
        Q_EMIT edited();
    });
    setValue(spec.defaultValue);
}

void FieldRow::setValue(const FieldValue& value)
{
    m_editor->setValue(value);
    check();
}

void FieldRow::setNote(NoteKind kind, const QString& text)
{
    m_kind = kind;
    m_text = text;
    showNote();
}

void FieldRow::setConflict(std::optional<QString> conflict)
{
    m_conflict = std::move(conflict);
    showNote();
}

void FieldRow::setApplies(bool applies)
{
    m_applies = applies;
    setVisible(applies);
}

void FieldRow::setTitleWidth(int width)
{
    m_title->setFixedWidth(width);
}

void FieldRow::check()
{
    m_problem = problemOf(m_spec, m_editor->value());
    showNote();
}

void FieldRow::showNote()
{
    m_editor->describe(titleOf(m_spec), problem().value_or(QString::fromUtf8(m_spec.help)));
    if (const auto now = problem())
        m_note->setNote(NoteKind::Problem, *now);
    else
        m_note->setNote(m_kind, m_text);
}

} // namespace interleave::ui
