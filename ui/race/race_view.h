// The race in detail: what was expected and what is there, what the workload found out itself, how
// the losses spread over the trials, and what watching did to them.
#pragma once

#include "core/model/run_result.h"

#include <QWidget>

namespace interleave::ui {

class BrightnessView;
class LossDistribution;
class NoteLabel;
class OutcomeView;
class WorkloadOutcomeView;

class RaceView : public QWidget
{
    Q_OBJECT

public:
    explicit RaceView(QWidget* parent = nullptr);

    void setRunning(const Experiment& experiment);
    /// `ofWhat` is said with its answer: "trial 2 of 5"; empty: nothing.
    void setTrial(
        const Experiment& experiment, const TrialResult& trial, const QString& ofWhat = {});
    void setRun(const RunResult& run);
    void setUnknown(const Experiment& experiment);

private:
    void showBrightness(const WorkloadOutcome& outcome, const QString& ofWhat);
    void showOwn(const WorkloadOutcome& outcome, bool updatesToo, const QString& ofWhat);

    QWidget* m_updates; // what happened to the shared state, where there is one
    OutcomeView* m_outcome;
    NoteLabel* m_probe;
    WorkloadOutcomeView* m_own;
    BrightnessView* m_brightness; // of pictures
    LossDistribution* m_distribution;
};

} // namespace interleave::ui
