// What did the run do over time? Tasks per second, the queue, who waits, memory, context switches:
// live and afterwards.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/charts/run_time_axis.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace interleave::ui {

class ActivityRows;

class ActivityChart : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityChart(QWidget* parent = nullptr);

    /// What is shown is chosen now, and stays while the run goes on.
    void start(const Experiment& experiment);
    /// The series that come are of another trial of the run. The one before stays until there is
    /// something to be seen of this one.
    void beginTrial();
    void setSeries(const UtilisationSeries& series);
    /// The trial is over, and others may follow on the same time axis.
    void endTrial(const TrialResult& trial);
    /// The run is over: the time axis fits this trial of it.
    void setResult(const TrialResult& trial);
    /// There are no samples, and why.
    void setMissing(const QString& why);

    [[nodiscard]] double axisSeconds() const { return m_axis.seconds(); }
    /// What stands below the charts: how often samples were taken, and whether all are drawn.
    [[nodiscard]] QString note() const;
    /// Every sample, whether it is drawn or not.
    [[nodiscard]] NumberTable numbers() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void showSeries();
    void showNote();
    void showPage(QWidget* page);

    QStackedWidget* m_pages;
    QLabel* m_hint;
    ActivityRows* m_rows;
    QLabel* m_note;
    TableButton* m_table;
    UtilisationSeries m_series;
    RunTimeAxis m_axis;
    bool m_ended = false; // the trial that is shown
    bool m_trialBegins = false; // of which nothing is seen yet
};

} // namespace interleave::ui
