// The fields of the form, each in a row of its section, and the values that stand in them: those of
// the chosen workload, while each other one keeps its own.
#pragma once

#include "ui/config/form_checks.h"
#include "ui/config/form_section.h"
#include "ui/config/form_values.h"

#include <QObject>

#include <map>
#include <vector>

namespace interleave::ui {

class FormFields : public QObject
{
    Q_OBJECT

public:
    /// The sections stay the caller's.
    FormFields(std::vector<FormSection*> sections, PlacePrompt prompt, QObject* parent);

    /// What is allowed of the rows; parameters that have their default are left out.
    [[nodiscard]] Experiment experiment() const;
    [[nodiscard]] FormValues values() const;
    /// The same with all that `experiment` says; what other workloads have as their own stays.
    [[nodiscard]] FormValues valuesWith(const Experiment& experiment) const;
    /// The same with all defaults but the workload; what other workloads have as their own stays.
    [[nodiscard]] FormValues defaultValues() const;
    void setValues(const FormValues& values);
    /// Another workload may have been chosen: its own rows and values are then there.
    void followWorkload();
    void setReadOnly(bool readOnly);

    [[nodiscard]] FormRows rows() const { return {m_fieldRows, m_parameterRows}; }
    /// One of those that every experiment has.
    [[nodiscard]] FieldRow* field(std::string_view name) const { return rowOf(m_fieldRows, name); }
    /// The first one in reading order that has a problem; null: none.
    [[nodiscard]] FieldRow* firstProblem() const;
    /// In reading order.
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const;
    /// Shows the rows that apply.
    void refresh();
    void unfold(const FieldRow* row);

Q_SIGNALS:
    void edited(interleave::ui::FieldRow* row);
    /// The next edit is not typed.
    void stepBegins();

private:
    void makeFieldRows();
    [[nodiscard]] FieldRow* makeRow(const ValueSpec& spec);
    void makeParameterRows();
    void showOwnValues();
    [[nodiscard]] WorkloadKind chosenWorkload() const;
    [[nodiscard]] std::vector<FieldRow*> ownRows() const;

    std::vector<FormSection*> m_sections;
    PlacePrompt m_prompt;
    std::vector<FieldRow*> m_fieldRows; // as experimentFields()
    std::vector<FieldRow*> m_parameterRows; // as the shown workload's parameters
    std::map<WorkloadKind, NamedValues> m_own; // of the workloads that are not shown
    WorkloadKind m_shown = WorkloadKind::Counter;
    bool m_readOnly = false;
};

} // namespace interleave::ui
