// Edits an experiment. The rows are made from experimentFields() and the workload's parameters: a
// field that core adds appears here with its title, unit, range and help.
//
// What is typed stays as it is; while something is not allowed, isValid() is false and the reason
// stands under the field. What makes no difference is not there. Each workload keeps the values
// that are its own: its parameters, and how many tasks it has.
#pragma once

#include "ui/config/folder_look.h"
#include "ui/config/form_fields.h"
#include "ui/config/form_history.h"

class QScrollArea;

namespace interleave::ui {

class ExperimentForm : public QWidget
{
    Q_OBJECT

public:
    /// `prompt` answers the Browse buttons.
    explicit ExperimentForm(QWidget* parent = nullptr, PlacePrompt prompt = askForPlaces);

    /// Only meaningful while isValid(). Parameters that have their default are left out.
    [[nodiscard]] Experiment experiment() const;
    /// Shows `experiment` as it is, allowed or not; parameters that its workload lacks are not
    /// shown. Can be undone.
    void setExperiment(const Experiment& experiment);
    /// The same, with nothing before it to go back to.
    void beginWith(const Experiment& experiment);
    /// Chooses `workload`, with this value of its parameter; its others stay. Can be undone.
    void setParameter(WorkloadKind workload, std::string_view name, const FieldValue& value);
    /// All but the workload; what other workloads have as their own stays.
    void resetToDefaults();
    void resetFocusedField();

    /// Before it is asked whether a run may begin: looks at the folders as they are now, and waits
    /// shortly for that. What is not known then is no problem of the form, but of the run. False
    /// when the form has another experiment now, as by something that was dropped meanwhile.
    [[nodiscard]] bool finishLooking();
    [[nodiscard]] bool isValid() const { return m_valid; }
    /// "Pool size: 0 is not allowed; use ..."; empty while valid.
    [[nodiscard]] QString firstProblem() const;
    void focusFirstProblem();

    void setReadOnly(bool readOnly);
    /// Undo, redo, back to defaults: for a menu.
    [[nodiscard]] QList<QAction*> editActions() const { return m_editActions; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void experimentChanged();
    /// Somebody else than its user has put this into it.
    void filled(const Experiment& experiment);
    void validityChanged(bool valid);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] FormFields* makeFields(PlacePrompt prompt);
    void makeEditActions();
    void setValues(const FormValues& values);
    void showStep(const FormValues& values, const QString& field);
    void onEdited(const FieldRow* row);
    void raiseTrials();
    void chooseExecutor();
    void refresh();
    void showState();
    void lookAtFolders();
    void lookAgain();
    void updateTabOrder();
    void reveal(FieldRow* row);

    QScrollArea* m_scroll;
    FormFields* m_fields;
    FolderLook* m_folders;
    FormHistory* m_history;
    QList<QAction*> m_editActions;
    bool m_readOnly = false;
    bool m_valid = true;
    bool m_compares = false; // what is shown now
    bool m_raised = false; // its trials, by the form itself
    std::optional<FieldValue> m_executorBefore; // where the form itself has chosen another
};

} // namespace interleave::ui
