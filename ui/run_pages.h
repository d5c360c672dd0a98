// The middle of the window: one run, two side by side, or primitives by turns. What the controller
// tells goes to the page that asked for it.
#pragma once

#include "core/model/experiment.h"

#include <QStackedWidget>

class QAction;

namespace interleave::ui {

class ComparisonView;
class PrimitivesView;
class RunController;
class RunPage;
struct SavedRun;

class RunPages : public QStackedWidget
{
    Q_OBJECT

public:
    /// `run` is what an empty page offers; both stay the caller's.
    RunPages(QAction* run, RunController* controller, QWidget* parent = nullptr);

    /// The next run is shown alone, or as a table where it compares primitives.
    void expectRun(const Experiment& experiment);
    void expectTwoRuns(const Experiment& a, const Experiment& b);

    void choosePrimitives(const Experiment& experiment);
    /// What can be compared follows the form.
    void setFormExperiment(const Experiment& experiment);
    /// `experiment` with the primitives that are chosen.
    [[nodiscard]] Experiment withChosenPrimitives(const Experiment& experiment) const;

    /// A run from a file, at its timeline.
    void showSaved(const SavedRun& saved);

    void showView(int index);
    /// Of two runs, as their columns are headed; else nothing.
    [[nodiscard]] QString whichRun(std::size_t run) const;

Q_SIGNALS:
    void compareRequested();
    void exportRequested(const QString& csv);

private:
    enum class Kind { Run, TwoRuns, Primitives };

    void connectLive(RunController* controller);
    void connectEnd(RunController* controller);

    Kind m_kind = Kind::Run; // of what runs, or ran last
    RunPage* m_run;
    ComparisonView* m_twoRuns;
    PrimitivesView* m_primitives;
};

} // namespace interleave::ui
