// Edits which values of one of the workload's parameters are compared: "layout=packed, padded". The
// parameter is chosen, and below it its values, each with a chip.
#pragma once

#include "ui/config/value_editor.h"

#include <span>
#include <vector>

class QVBoxLayout;

namespace interleave::ui {

class ChoiceEditor;

class VariedParameterEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit VariedParameterEditor(QWidget* parent = nullptr);

    /// Exactly what was set, until the user chooses.
    [[nodiscard]] FieldValue value() const override { return m_value; }
    void setValue(const FieldValue& value) override;
    [[nodiscard]] std::vector<FieldValue> readings() const override;
    [[nodiscard]] const ValueSpec* readAs() const override;
    void setReading(const FieldValue& reading) override;
    [[nodiscard]] std::optional<QString> problem() const override;
    /// The executor can be compared as they can.
    void setParameters(std::span<const ValueSpec> parameters) override;
    void setUnfit(const UnfitChoices& choices) override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;
    void describe(const QString& name, const QString& description) override;

protected:
    void applyReadOnly() override;

private:
    void makeParameterList();
    void makeValues();
    void choose();
    void takeValues();
    [[nodiscard]] const ValueSpec* chosen() const;

    QVBoxLayout* m_layout;
    std::vector<Choice> m_choices; // of the parameters, and the executor
    std::vector<const ValueSpec*> m_specs; // of each
    ChoiceEditor* m_parameter = nullptr;
    ValueEditor* m_values = nullptr; // of the parameter that is chosen; null: the workload has none
    FieldValue m_value = std::string();
    UnfitChoices m_unfitExecutors;
    QString m_name;
    QString m_description;
};

} // namespace interleave::ui
