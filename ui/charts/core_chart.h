// How busy were the cores? Live and afterwards: rows of small charts up to 8 cores, a heat map
// above; one bar per core for runs that were too short to be sampled.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/charts/run_time_axis.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

#include <optional>

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace interleave::ui {

class BarRows;
class Heading;
class CoreHeatMap;
class CoreRows;
class ElidedLabel;
class Legend;

class CoreChart : public QWidget
{
    Q_OBJECT

public:
    /// Above that many cores there is no room for a row each.
    static constexpr std::size_t kMostRows = 8;

    explicit CoreChart(QWidget* parent = nullptr);

    /// The series that come are of another trial of the run, called `ofWhat`. What is shown of the
    /// one before stays until there is something to be seen of this one.
    void beginTrial(const QString& ofWhat);
    /// A run is on, or has just ended; call clear() before the next one.
    void setSeries(const UtilisationSeries& series);
    /// The trial is over, and others may follow on the same time axis.
    void endTrial(const TrialResult& trial);
    /// The run is over: the time axis fits this trial of it.
    void setResult(const TrialResult& trial);
    void clear();
    /// Said beside the title: "last trial"; empty: nothing.
    void setOfWhat(const QString& what);
    /// What is said about the samples is in one line.
    void setLow(bool low);

    /// Every sample, whether it is drawn or not; without samples a row per core.
    [[nodiscard]] NumberTable numbers() const;
    /// Where the time axis ends, in seconds.
    [[nodiscard]] double axisSeconds() const { return m_axis.seconds(); }
    /// How often samples were taken and how many are drawn, or why there are none.
    [[nodiscard]] QString note() const;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showNote();
    void showNextTrial();
    void showSeries();
    void showBars(const TrialResult& trial);
    void showPage(QWidget* page, QWidget* legend);

    Heading* m_title;
    ElidedLabel* m_note;
    Legend* m_legend; // of the rows
    Legend* m_barsLegend;
    QStackedWidget* m_pages;
    QLabel* m_hint;
    CoreRows* m_rows;
    CoreHeatMap* m_heatMap;
    BarRows* m_bars;
    QScrollArea* m_barsPage; // many cores are a long list
    UtilisationSeries m_series;
    std::vector<CoreResult> m_whole; // over the trial that has ended
    std::optional<QString> m_nextTrial; // what it is called, while nothing is seen of it
    RunTimeAxis m_axis;
    TableButton* m_table;
};

} // namespace interleave::ui
