// Undo and redo in the form. What is typed into one field without leaving it is one step.
#pragma once

#include "ui/config/form_values.h"

#include <QObject>

#include <functional>

class QAction;
class QUndoStack;

namespace interleave::ui {

class FormHistory : public QObject
{
    Q_OBJECT

public:
    /// `show` puts values into the form, and shows where it has changed.
    using Show = std::function<void(const FormValues& values, const QString& field)>;
    FormHistory(Show show, QObject* parent);

    /// The user has changed `field`; `title` is what undo calls it.
    void add(const QString& field, const QString& title, const FormValues& now);
    /// The form shows this, and nothing was before it.
    void begin(const FormValues& now);
    /// What comes next is a step of its own, also in the same field.
    void endStep() { ++m_step; }
    void setReadOnly(bool readOnly);

    [[nodiscard]] QAction* undoAction() const { return m_undo; }
    [[nodiscard]] QAction* redoAction() const { return m_redo; }

private:
    friend class FormEdit;
    void updateActions();

    Show m_show;
    FormValues m_now;
    QUndoStack* m_stack;
    QAction* m_undo;
    QAction* m_redo;
    int m_step = 0;
    bool m_readOnly = false;
};

} // namespace interleave::ui
