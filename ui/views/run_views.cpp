#include "ui/models/arm_trials.h"
#include "ui/views/run_view.h"

#include <vector>

namespace interleave::ui {

RunViewKind pairView();
RunViewKind primitivesView();
RunViewKind poolSizesView();
RunViewKind overviewView();
RunViewKind picturesView();
RunViewKind timelineView();
RunViewKind timingsView();
RunViewKind activityView();
RunViewKind raceView();
RunViewKind lostUpdatesView();
RunViewKind waitsView();
RunViewKind logView();

std::span<const RunViewKind> runViews()
{
    static const std::vector<RunViewKind> kViews{pairView(),
        primitivesView(),
        poolSizesView(),
        overviewView(),
        picturesView(),
        timelineView(),
        timingsView(),
        activityView(),
        raceView(),
        lostUpdatesView(),
        waitsView(),
        logView()};
    return kViews;
}

const TrialResult& tellingTrial(const RunResult& result)
{
    const TrialResult* deadlocked = deadlockedTrial(result);
    return deadlocked != nullptr ? *deadlocked : result.trials.back();
}

} // namespace interleave::ui
