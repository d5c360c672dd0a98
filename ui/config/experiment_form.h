// Edits an experiment. The rows are made from experimentFields() and the workload's parameters: a
// field that core adds appears here with its title, unit, range and help.
//
// What is typed stays as it is; while something is not allowed, isValid() is false and the reason
// stands under the field.
#pragma once

#include "core/model/experiment.h"
#include "ui/config/form_section.h"

#include <map>
#include <vector>

class QScrollArea;

namespace interleave::ui {

class ExperimentForm : public QWidget
{
    Q_OBJECT

public:
    /// `prompt` answers the Browse buttons.
    explicit ExperimentForm(QWidget* parent = nullptr, FolderPrompt prompt = askForFolder);

    /// Only meaningful while isValid(). Parameters that have their default are left out.
    [[nodiscard]] Experiment experiment() const;
    /// Shows `experiment` as it is, allowed or not; parameters that its workload lacks are not
    /// shown.
    void setExperiment(const Experiment& experiment);

    [[nodiscard]] bool isValid() const { return m_valid; }
    /// "Pool size: 0 is not allowed; use ..."; empty while valid.
    [[nodiscard]] QString firstProblem() const;
    void focusFirstProblem();

    void setReadOnly(bool readOnly);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void experimentChanged();
    void validityChanged(bool valid);

private:
    enum SectionName {
        WorkloadSection,
        WorkersSection,
        SharedSection,
        TrialsSection,
        MoreSection,
        SectionCount
    };

    void makeSections();
    void makeFieldRows();
    [[nodiscard]] FieldRow* makeRow(const ValueSpec& spec);
    [[nodiscard]] static SectionName sectionOf(const ValueSpec& spec);
    [[nodiscard]] WorkloadKind workload() const;
    void replaceParameterRows();
    void rememberParameters();
    void onEdited(const FieldRow* row);
    void refresh();
    void updateNotes();
    void updateConflicts();
    void updateVisibility();
    void updateTabOrder();
    [[nodiscard]] FieldRow* firstProblemRow() const;

    FolderPrompt m_prompt;
    QScrollArea* m_scroll;
    std::vector<FormSection*> m_sections; // by SectionName
    std::vector<FieldRow*> m_fieldRows; // as experimentFields()
    std::vector<FieldRow*> m_parameterRows; // as the workload's parameters
    std::map<std::string, FieldValue, std::less<>>
        m_remembered; // parameters of all workloads, as last seen
    bool m_valid = true;
    bool m_readOnly = false;
};

} // namespace interleave::ui
