// What did each worker do when? The timeline with its ruler, names, minimap, legend, search, and
// the figures of what is selected. It assembles; what its parts share is the model's TimeView and
// TaskSelection, which other views share, too.
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/trace/recording.h"

#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QScrollBar;

namespace interleave::ui {

class Minimap;
class NoteLabel;
class RowLabels;
class SearchBar;
class SelectedStatistics;
class StateHint;
class StatisticsPanel;
class TimelineActions;
class TimelineDisplay;
class TimelineGestures;
class TimelineLegend;
class TimelineModel;
class TimelineRows;
class TimelineTools;
class TimeRuler;
class TaskSelection;
class TimeView;

class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// `model` stays the caller's. `run` is what an empty timeline offers (may be null); it too.
    TimelineView(TimelineModel* model, QAction* run, QWidget* parent = nullptr);

    /// Why this run has nothing to show; empty: it has, or it is there when there is a run.
    void setMissing(const QString& why);
    /// Whether its figures are to give way.
    void setLow(bool low);
    /// Ends a search, or takes back what is selected. False: there was nothing.
    bool clearSelection();
    /// What the pointer's tip says at a place of the rows.
    [[nodiscard]] QString hoverText(const QPointF& place) const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeTimeline();
    QWidget* makeLegend();
    QWidget* makePanel();
    void fitToFont();
    void connectParts();
    void connectGestures();
    void showRowOf(const RecordedTask& task);
    void showRecording();
    void showCounts();
    void showPointer(const QPointF& place);
    void pin(const QPointF& place);

    QAction* m_run;
    TimelineModel* m_model;
    TimeView* m_time;
    TaskSelection* m_selection;
    TimelineDisplay* m_display;
    SelectedStatistics* m_statistics;
    StateHint* m_hint;
    QWidget* m_content;
    NoteLabel* m_missing;
    SearchBar* m_search;
    TimelineTools* m_tools;
    QLabel* m_base; // from when the ruler counts
    TimeRuler* m_ruler;
    RowLabels* m_labels;
    TimelineRows* m_rows;
    QScrollBar* m_scroll;
    Minimap* m_minimap;
    TimelineLegend* m_legend;
    QLabel* m_ofCores; // what a row per core cannot tell
    QLabel* m_notShown; // what the picture leaves out, or has not read yet
    QWidget* m_details = nullptr;
    StatisticsPanel* m_panel;
    TimelineGestures* m_gestures;
    TimelineActions* m_actions;
    bool m_low = false;
};

} // namespace interleave::ui
