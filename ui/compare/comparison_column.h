// One of two arms side by side: its outcome, its speed, what its workers' time went into, its
// cores. The view sets the scales, because both sides share them.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"
#include "ui/widgets/number_table.h"
#include "ui/widgets/palette.h"

#include <QFrame>

#include <limits>
#include <optional>
#include <vector>

class QLabel;
class QStackedWidget;

namespace interleave::ui {

class BarRows;
class CorePlot;
class Heading;

/// What the bars of one of two runs show; NaN is not known yet.
struct RunMeasures
{
    double updates = kUnknown;
    double lost = kUnknown;
    double perSecond = kUnknown;
    Counted counted = Counted::Tasks; // what is done per second
    double taskNs = kUnknown; // in tasks
    double waitNs = kUnknown; // of it
    double holdNs = kUnknown; // of it, estimated

    static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
};

/// Of all workers, in nanoseconds.
struct TimeInTasks
{
    double busyNs = 0; // in tasks
    double waitNs = 0; // of it
    double holdNs = 0; // of it, in which something was held: estimated
};

class ComparisonColumn : public QFrame
{
    Q_OBJECT

public:
    /// `run` is Working for A and RunB for B.
    explicit ComparisonColumn(Meaning run, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Its outcome and its cores only.
    void setLow(bool low);
    /// Without what is to be clicked.
    void setBrief(bool brief);
    /// What belongs on both sides if on one: the bars of updates, the workload's own answer.
    void showStory(bool updates, bool answer);
    /// Nothing to show yet; `state` says why.
    void showNothing(const QString& state);
    void showLive(const LiveSnapshot& live);
    void showRun(const RunResult& run, const UtilisationSeries& series);

    /// What is known of it: of the trials that have ended.
    [[nodiscard]] const std::optional<RunResult>& run() const { return m_run; }
    /// Fewer than two samples make no curve.
    [[nodiscard]] bool hasCurves() const { return m_series.seconds.size() > 1; }
    /// How high the answer is in this width, and how high it is made: below it, what stands side by
    /// side is at one height.
    [[nodiscard]] int answerHeight() const;
    void setAnswerHeight(int height);
    /// What its workload found out itself; empty where it says nothing of its own.
    [[nodiscard]] QString answer() const;
    [[nodiscard]] const RunMeasures& measures() const { return m_measures; }
    /// Every sample of the cores; without curves a row per core.
    [[nodiscard]] NumberTable numbersOfCores() const;
    /// How long the cores' time axis must be for this side.
    [[nodiscard]] double seconds() const { return m_seconds; }
    /// Curves over that time, or a bar per core for the whole run.
    void showCores(double seconds, bool asCurves);

    /// outcome, throughput, workers' time, cores: the same order on both sides.
    [[nodiscard]] const std::vector<BarRows*>& bars() const { return m_bars; }
    [[nodiscard]] const CorePlot& cores() const { return *m_cores; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// The answer has another width, and may need another height.
    void answerResized();

private:
    void setOutcome(double updates, double lost);
    void setThroughput(double perSecond, Counted counted, std::vector<double> each = {});
    void setWorkerTime(const TimeInTasks& time);
    void nameOutcome(double updates);
    void setCoreBars(const std::vector<CoreResult>& cores);
    void showCoreTable();
    QWidget* addPart(QWidget* title, QWidget* part, int stretch);
    [[nodiscard]] bool hasCoreNumbers() const;

    Meaning m_meaning;
    Heading* m_title;
    QLabel* m_state;
    QWidget* m_updatesPart = nullptr; // m_outcome with its question
    QWidget* m_answerPart = nullptr; // m_answer with its question
    QLabel* m_answer;
    BarRows* m_outcome;
    QLabel* m_outcomeTitle; // the question
    BarRows* m_throughput;
    BarRows* m_workerTime;
    QWidget* m_timePart = nullptr; // m_workerTime with its question
    BarRows* m_coreBars;
    CorePlot* m_cores;
    QStackedWidget* m_corePages;
    std::vector<BarRows*> m_bars;
    std::optional<RunResult> m_run;
    UtilisationSeries m_series;
    RunMeasures m_measures;
    TableButton* m_coreTable;
    double m_seconds = 0;
    bool m_brief = false;
};

} // namespace interleave::ui
