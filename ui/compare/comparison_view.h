// What did the change cost, and what did it save? Two runs side by side on common scales: A solid
// at the left, B outlined at the right, the answer in one sentence above.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

class QAction;

namespace interleave::ui {

class BarRows;
class ComparisonColumn;
class Heading;
class StateHint;

enum class Side { A, B };

class ComparisonView : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget* parent = nullptr);

    /// Two runs are about to begin, A first.
    void start(const Experiment& a, const Experiment& b);
    void setRunning(Side side, const LiveSnapshot& live);
    void setRun(Side side, const RunResult& run, const UtilisationSeries& series);
    /// Both at once, from history say.
    void setRuns(const RunResult& a,
        const UtilisationSeries& seriesA,
        const RunResult& b,
        const UtilisationSeries& seriesB);
    /// A run could not begin, or its engine died.
    void setFailed(Side side, const QString& reason);
    void clear();
    /// What to press where there are no runs yet; stays the caller's.
    void setStartAction(QAction* start);

    [[nodiscard]] QString headline() const;
    /// What the bars of both runs show.
    [[nodiscard]] NumberTable numbers() const;

private:
    [[nodiscard]] ComparisonColumn& column(Side side) const
    {
        return side == Side::A ? *m_a : *m_b;
    }
    void setTitles(const Experiment& a, const Experiment& b);
    void showWallTimes();
    void shareScales();
    void showAnswer();
    void showContent(bool shown);

    StateHint* m_hint;
    QWidget* m_content;
    Heading* m_headline;
    BarRows* m_wallTimes;
    ComparisonColumn* m_a;
    ComparisonColumn* m_b;
    QString m_titleA;
    QString m_titleB;
    GrowingMaximum m_axis; // of the cores, in seconds
    GrowingMaximum m_wallAxis; // in nanoseconds
    double m_wallNsA = 0;
    double m_wallNsB = 0;
};

} // namespace interleave::ui
