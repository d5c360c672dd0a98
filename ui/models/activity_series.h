// What the trial as a whole did over time, as series to be drawn: rates from the sums that the
// sampler counted, and what it saw at its moments.
#pragma once

#include "core/model/experiment.h"
#include "core/trace/recording.h"

#include <QString>

#include <vector>

namespace interleave::ui {

enum class Activity { TaskRate, Queue, Waiting, Memory, SwitchRate };

inline constexpr Activity kAllActivities[]{
    Activity::TaskRate, Activity::Queue, Activity::Waiting, Activity::Memory, Activity::SwitchRate};

/// What this experiment has something to say about; known before it runs, so that nothing appears
/// or goes meanwhile.
[[nodiscard]] std::vector<Activity> activitiesOf(const Experiment& experiment);

/// "tasks per second".
[[nodiscard]] QString titleOf(Activity activity);
/// The same with the unit that the values have: "tasks ended (/s)".
[[nodiscard]] QString titleWithUnit(Activity activity);
/// What exactly is counted, and when.
[[nodiscard]] QString explanationOf(Activity activity);
/// A value with its unit: "18.2 k/s", "12.4 MiB".
[[nodiscard]] QString formatActivity(Activity activity, double value, int digits = 3);
/// The values at the series' times. A rate is that since the time before.
[[nodiscard]] std::vector<float> activityValues(const UtilisationSeries& series, Activity activity);

/// The smallest round number that is not below `value`: 1, 2 or 5 x 10^n, of bytes in their unit.
[[nodiscard]] double roundedUp(Activity activity, double value);

} // namespace interleave::ui
