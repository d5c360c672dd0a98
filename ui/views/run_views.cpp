#include "ui/models/arm_trials.h"
#include "ui/views/run_view.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace interleave::ui {

RunViewKind pairView();
RunViewKind primitivesView();
RunViewKind executorsView();
RunViewKind poolSizesView();
RunViewKind overviewView();
RunViewKind picturesView();
RunViewKind timelineView();
RunViewKind timingsView();
RunViewKind activityView();
RunViewKind raceView();
RunViewKind lostUpdatesView();
RunViewKind waitsView();
RunViewKind programView();
RunViewKind logView();

std::span<const RunViewKind> runViews()
{
    static const std::vector<RunViewKind> kViews{pairView(),
        primitivesView(),
        executorsView(),
        poolSizesView(),
        overviewView(),
        picturesView(),
        timelineView(),
        timingsView(),
        activityView(),
        raceView(),
        lostUpdatesView(),
        waitsView(),
        programView(),
        logView()};
    return kViews;
}

std::size_t viewWithIcon(const QString& icon)
{
    const auto views = runViews();
    const auto found = std::ranges::find_if(
        views, [&](const RunViewKind& kind) { return icon == QLatin1String(kind.icon); });
    return found == views.end() ? firstView() : static_cast<std::size_t>(found - views.begin());
}

std::optional<std::size_t> leadingView(const Run* run)
{
    const auto views = runViews();
    const auto leading = std::ranges::find_if(views, [run](const RunViewKind& kind) {
        return run != nullptr && kind.leads != nullptr && kind.leads(*run);
    });
    return leading == views.end()
        ? std::nullopt
        : std::optional(static_cast<std::size_t>(leading - views.begin()));
}

std::size_t firstView()
{
    const auto views = runViews();
    const auto first = std::ranges::find_if(
        views, [](const RunViewKind& kind) { return kind.leads == nullptr; });
    return static_cast<std::size_t>(first - views.begin());
}

const TrialResult& tellingTrial(const RunResult& result)
{
    const TrialResult* deadlocked = deadlockedTrial(result);
    return deadlocked != nullptr ? *deadlocked : result.trials.back();
}

} // namespace interleave::ui
