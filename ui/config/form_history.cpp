#include "ui/config/form_history.h"

#include <QAction>
#include <QUndoCommand>
#include <QUndoStack>

namespace interleave::ui {

namespace {

constexpr int kMostSteps = 200;

} // namespace

class FormEdit : public QUndoCommand
{
public:
    FormEdit(FormHistory& history, QString field, const QString& title, FormValues after)
        : QUndoCommand(title)
        , m_history(history)
        , m_field(std::move(field))
        , m_step(history.m_step)
        , m_before(history.m_now)
        , m_after(std::move(after))
    {
    }

    void undo() override { show(m_before); }
    // The first time the form has it already.
    void redo() override
    {
        if (std::exchange(m_done, true))
            show(m_after);
        else
            m_history.m_now = m_after;
    }

    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* next = static_cast<const FormEdit*>(other); // all of this stack are
        if (next->m_field != m_field || next->m_step != m_step)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    void show(const FormValues& values)
    {
        m_history.m_now = values;
        m_history.endStep();
        m_history.m_show(values, m_field);
    }

    FormHistory& m_history;
    QString m_field;
    int m_step;
    FormValues m_before;
    FormValues m_after;
    bool m_done = false;
};

FormHistory::FormHistory(Show show, QObject* parent)
    : QObject(parent)
    , m_show(std::move(show))
    , m_stack(new QUndoStack(this))
    , m_undo(new QAction(tr("&Undo"), this))
    , m_redo(new QAction(tr("&Redo"), this))
{
    m_stack->setUndoLimit(kMostSteps);
    m_undo->setShortcut(tr("Ctrl+Z"));
    m_redo->setShortcuts({tr("Ctrl+Shift+Z"), tr("Ctrl+Y")});
    connect(m_undo, &QAction::triggered, m_stack, &QUndoStack::undo);
    connect(m_redo, &QAction::triggered, m_stack, &QUndoStack::redo);
    connect(m_stack, &QUndoStack::indexChanged, this, &FormHistory::updateActions);
    updateActions();
}

void FormHistory::add(const QString& field, const QString& title, const FormValues& now)
{
    if (now != m_now)
        m_stack->push(new FormEdit(*this, field, title, now));
}

void FormHistory::begin(const FormValues& now)
{
    m_now = now;
    m_stack->clear();
    updateActions();
}

void FormHistory::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    endStep();
    updateActions();
}

void FormHistory::updateActions()
{
    m_undo->setEnabled(m_stack->canUndo() && !m_readOnly);
    m_redo->setEnabled(m_stack->canRedo() && !m_readOnly);
    m_undo->setText(m_stack->canUndo() ? tr("&Undo %1").arg(m_stack->undoText()) : tr("&Undo"));
    m_redo->setText(m_stack->canRedo() ? tr("&Redo %1").arg(m_stack->redoText()) : tr("&Redo"));
}

} // namespace interleave::ui
