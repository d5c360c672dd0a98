// One run of the window's, from "press Run" to its result: the answer, and the views in tabs. Any
// run, at any time; which views there are is no matter of the page (run_view.h).
#pragma once

#include "ui/views/run_view.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QStackedWidget;
class QTabWidget;

namespace interleave::ui {

class FirstExperiments;
class RunEvents;
class RunHeader;
class StateHint;
class TabIcons;
class TaskSelection;
class TimeView;

class RunPage : public QWidget
{
    Q_OBJECT

public:
    /// `run` is the action that an empty page offers; it stays the caller's. `engineProgram` is the
    /// interleave executable.
    RunPage(QAction* run, std::filesystem::path engineProgram, QWidget* parent = nullptr);
    RunPage(const RunPage&) = delete;
    RunPage& operator=(const RunPage&) = delete;
    RunPage(RunPage&&) = delete;
    RunPage& operator=(RunPage&&) = delete;
    ~RunPage() override;

    /// Null: none.
    void show(std::shared_ptr<Run> run);
    using QWidget::show;
    /// What would run now.
    void setFormExperiment(const Experiment& experiment);
    /// The headline and the view, and nothing else.
    void setBrief(bool brief);
    /// Whether what stands beside the answer and the view is to give way.
    void setLow(bool low);
    /// Where it applies to the run that is shown. By its place among runViews().
    void showView(std::size_t view);
    /// By its title, with the key of its letter.
    void showView(const QString& title);
    /// The same, and the keys that follow are the view's.
    void bringView(std::size_t view);
    /// All tasks of one, by its place from 0, as if its row was clicked.
    void selectWorker(unsigned worker);
    /// To what keys work in the view that is seen.
    void takeFocus();
    /// As RunView does, in the view that is seen.
    bool clearSelection();
    [[nodiscard]] RunHeader& header() const { return *m_header; }

    /// Whether the run that is shown has it; by its place in runViews().
    [[nodiscard]] bool hasView(std::size_t view) const;

Q_SIGNALS:
    void exportRequested(const QString& title, const interleave::ui::TextRows& table);
    /// hasView() may have changed.
    void viewsChanged();
    /// Another one, which may need another room.
    void viewShown();
    /// One that a view offers was clicked.
    void experimentChosen(const interleave::Experiment& experiment);
    /// One of those that an empty page offers was.
    void examplesChosen(const std::vector<interleave::Experiment>& experiments);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeEmpty();
    void makeTabs();
    void observe();
    void followArm(std::uint32_t arm);
    void onViewShown();
    void showArms();
    void showTabs();
    void fitTabs();
    void showLow();
    void showLeading();
    void showNewLeading();
    void showHint();
    [[nodiscard]] bool isEmpty() const;

    QAction* m_runAction;
    std::filesystem::path m_engineProgram;
    QStackedWidget* m_stack;
    StateHint* m_hint;
    FirstExperiments* m_first; // below the hint where there is no run
    QWidget* m_empty;
    QWidget* m_content;
    RunHeader* m_header;
    QTabWidget* m_tabs;
    std::unique_ptr<TabIcons> m_icons;
    QComboBox* m_arms;
    TimeView* m_time; // what all views of time see,
    TaskSelection* m_selection; // and what is selected in all of them
    TimelineModel* m_events;
    std::unique_ptr<RunEvents> m_feed; // gives the recording to m_events
    std::vector<std::unique_ptr<RunView>> m_views; // as runViews()
    std::shared_ptr<Run> m_run;
    std::unique_ptr<QObject> m_context; // of the connections to m_run
    std::optional<std::size_t> m_leading; // the view that has the answer, as far as it is known
    std::optional<std::uint32_t> m_chosenArm; // by the user
    bool m_brief = false;
    bool m_low = false;
    std::uint32_t m_arm = 0; // that the views of one arm show
};

} // namespace interleave::ui
