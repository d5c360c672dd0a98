// A view of a run or of one of its arms, in a tab of the page. Views are registered in
// run_views.cpp; nothing else knows which there are.
#pragma once

#include "ui/run/run_follower.h"
#include "ui/widgets/copyable_table.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>

class QAction;
class QWidget;

namespace interleave::ui {

class TimelineModel;

/// What views share; all of it is the page's.
struct ViewTools
{
    QAction* run = nullptr; // what an empty view offers
    TimelineModel* events = nullptr; // of the trial that is shown
    std::filesystem::path engineProgram{}; // the interleave executable
    std::function<void(const QString& title, const TextRows& table)> exportTable{};
    std::function<void(const Experiment& experiment)>
        runExperiment{}; // after it has put it into the form
};

class RunView : public RunFollower
{
public:
    /// The same all the time; the tabs own it.
    [[nodiscard]] virtual QWidget* widget() = 0;
    /// Whether what is not its picture is to give way: there is little height.
    virtual void setLow(bool /*low*/) { }
    /// What would run now, for a view that can show something of it before.
    virtual void setFormExperiment(const Experiment& /*experiment*/) { }
    /// Whether it is presented: only looked at, in a large type. Before setLow(), which it is, too.
    virtual void setBrief(bool /*brief*/) { }
    /// What Escape does before it stops a run: ends a search, closes what covers the view, or takes
    /// back what is selected. False: there was nothing. Of tables it is done.
    virtual bool clearSelection() { return clearTables(*widget()); }
};

struct RunViewKind
{
    QString (*title)(); // with the key of its letter
    const char* icon; // among the resources
    const char* key; // that shows it from anywhere; null: none
    bool ofArm; // it shows one arm, which the page lets choose
    QStringList (*ofOneTrial)(); // what of it is one trial's, in a sentence; null: nothing
    bool (*applies)(const Run& run);
    bool (*leads)(const Run& run); // whether it opens by itself: it has the answer; null: never
    std::unique_ptr<RunView> (*make)(const ViewTools& tools);
};

/// In the order of their tabs.
[[nodiscard]] std::span<const RunViewKind> runViews();

/// By its place there: the one with that icon; the first where there is none.
[[nodiscard]] std::size_t viewWithIcon(const QString& icon);
/// By its place there: which has the answer of `run`, as far as it is known; null: no run.
[[nodiscard]] std::optional<std::size_t> leadingView(const Run* run);
/// The first of those that every run has.
[[nodiscard]] std::size_t firstView();

/// For views that every run has.
[[nodiscard]] inline bool appliesToAll(const Run& /*run*/)
{
    return true;
}

/// The trial that tells most about how an arm used its primitives: a deadlock, or the last one.
[[nodiscard]] const TrialResult& tellingTrial(const RunResult& result);

} // namespace interleave::ui
