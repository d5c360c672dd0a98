// Edits a chain of filters: its steps as a list that is added to, put into another order and
// shortened, by mouse and by keys; the parameters of the chosen step; and the whole as the command
// line has it. That text is the value: what is no filter stays in it as it was typed.
#pragma once

#include "ui/config/value_editor.h"

class QAction;
class QLineEdit;
class QListWidget;
class QToolButton;

namespace interleave::ui {

class FilterParameters;

class FilterChainEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit FilterChainEditor(QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] std::vector<FieldValue> readings() const override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;
    void describe(const QString& name, const QString& description) override;

protected:
    void changeEvent(QEvent* event) override;
    void applyReadOnly() override;

private:
    void makeActions();
    void fillMenu();
    void arrange();

    /// Into the list, from the text; the chosen place stays chosen.
    void showSteps();
    /// Into the text, from the list, as edited by the user.
    void takeSteps();
    void takeParameters();
    void showChosen();
    void add(const QString& filter);
    void move(int by);
    void remove();
    void fitList();

    QLineEdit* m_text;
    QListWidget* m_steps;
    QToolButton* m_add;
    FilterParameters* m_parameters;
    QAction* m_up = nullptr;
    QAction* m_down = nullptr;
    QAction* m_remove = nullptr;
    QList<QToolButton*> m_buttons;
};

} // namespace interleave::ui
