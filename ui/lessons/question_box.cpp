#include "ui/lessons/question_box.h"

#include "ui/lessons/given_editor.h"
#include "ui/widgets/application_font.h"
#include "ui/widgets/note_label.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

QuestionBox::QuestionBox(const Question& question, const QString& give, QWidget* parent)
    : QWidget(parent)
    , m_editor(new GivenEditor(question, this))
    , m_problem(new NoteLabel(this))
    , m_give(new QPushButton(give, this))
{
    auto* ask = new QLabel(QString::fromStdString(question.ask), this);
    ask->setWordWrap(true);
    followApplicationFont(*ask, [](QFont font) {
        font.setBold(true);
        return font;
    });
    m_problem->setElided(false);
    setFocusProxy(m_editor);
    m_editor->setAccessibleName(ask->text());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(ask);
    layout->addWidget(m_editor);
    layout->addWidget(m_problem);
    layout->addWidget(m_give, 0, Qt::AlignLeft);
    connect(m_editor, &GivenEditor::changed, this, &QuestionBox::look);
    connect(m_editor, &GivenEditor::entered, this, &QuestionBox::give);
    connect(m_give, &QPushButton::clicked, this, &QuestionBox::give);
    look();
}

void QuestionBox::setGiven(const std::optional<Given>& given)
{
    m_given = given.has_value();
    if (given)
        m_editor->setGiven(*given);
    m_editor->setEnabled(!m_given);
    m_give->setVisible(!m_given);
    look();
}

void QuestionBox::look()
{
    m_problem->setNote(NoteKind::Problem, m_given ? QString() : m_editor->problem());
    m_give->setEnabled(m_editor->given().has_value());
}

void QuestionBox::give()
{
    if (const auto answer = m_editor->given(); answer && !m_given)
        Q_EMIT given(*answer);
}

} // namespace interleave::ui
