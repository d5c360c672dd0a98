// How long did things take? Histogram, percentiles and a box per worker over one axis of durations:
// of the tasks, of the waits for locks, or of the delays before tasks; and where the workers' time
// went.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/time_range.h"
#include "ui/timings/duration_plot.h"
#include "ui/timings/timings_tools.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

#include <optional>

class QLabel;
class QScrollArea;

namespace interleave {
class Recording;
}

namespace interleave::ui {

class BoxPlots;
class DurationHistogram;
class PercentileCurve;
class SplitView;
class StateHint;
class TimelineModel;
class TaskSelection;
class TimingsQuery;
struct SelectedTasks;

class TimingsView : public QWidget
{
    Q_OBJECT

public:
    using Kind = TimingsTools::Kind;
    using enum TimingsTools::Kind;

    /// `model` stays the caller's.
    TimingsView(const TimelineModel* model, QWidget* parent = nullptr);

    /// The run goes on: what is shown follows it.
    void look();
    /// The trial whose recording the model has is over.
    void setTrial(const TrialResult& trial);

    /// Why this run has nothing to show; empty: it has, or it is there when there is a run.
    void setMissing(const QString& why);
    /// Takes back what is selected. False: there was nothing.
    bool clearSelection();
    void setKind(Kind kind);
    /// Whether an answer of the other thread is on its way.
    /// Whether what is told in words is to give way.
    void setLow(bool low);
    [[nodiscard]] bool busy() const;
    [[nodiscard]] NumberTable histogramNumbers() const;
    [[nodiscard]] NumberTable percentileNumbers() const;
    [[nodiscard]] NumberTable boxNumbers() const;
    /// What is not in the picture, and what is selected.
    [[nodiscard]] QString note() const;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makePlots();
    void connectParts();
    void forget();
    void refresh();
    void showPicture();
    void showSplit();
    void showNote();
    [[nodiscard]] QString countedSentence(const Recording& recording) const;
    [[nodiscard]] QString droppedSentence(std::uint64_t dropped) const;
    void choose(const std::optional<TimeRange>& bar);
    /// What a bar of the chosen kind selects.
    [[nodiscard]] std::optional<TimeRange> SelectedTasks::*selectedBar() const;
    [[nodiscard]] bool ofAllTasks() const;
    [[nodiscard]] bool ofAll() const; // times and workers
    [[nodiscard]] std::vector<DurationCounts> counts() const;

    const TimelineModel* m_model;
    TaskSelection* m_selection;
    TimingsQuery* m_query;
    TimingsTools* m_tools;
    DurationHistogram* m_histogram;
    PercentileCurve* m_percentiles;
    BoxPlots* m_boxes;
    QScrollArea* m_boxesPage;
    SplitView* m_split;
    StateHint* m_missing;
    QWidget* m_content;
    QLabel* m_note;
    DurationPicture m_picture;
    double m_startNs = 0; // of the processes
    double m_onCoreNs = 0; // all workers; 0 while it is not known
};

} // namespace interleave::ui
