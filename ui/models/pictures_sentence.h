// The answer of a run of the image filter: how many pictures, how fast, and how much faster than
// one worker where that was measured.
#pragma once

#include "core/model/run_result.h"
#include "core/workload/image/picture_times.h"

#include <QString>

#include <cstdint>

namespace interleave::ui {

/// Where the time of a picture went on average, of those that a trial filtered; nothing where it
/// has not measured that.
[[nodiscard]] std::optional<PictureTimes> averageTimes(const TrialResult& trial);

/// "12 pictures filtered, 2.0 a second, 1.9 times as fast as one worker; 1 failed". Of one trial,
/// without the speed beside one worker.
[[nodiscard]] QString picturesSentence(const TrialResult& trial, double perSecond);
/// Of the median trial of the main arm. The comparison is told only where an arm of the run had one
/// worker.
[[nodiscard]] QString picturesSentence(const RunResult& run);

/// How many pictures a second a trial filtered that did so many tasks a second.
[[nodiscard]] double picturesPerSecond(const TrialResult& trial, double tasksPerSecond);

/// "1.9 times as fast as one worker"; empty where the run has no arm that says it.
[[nodiscard]] QString speedBesidesOneWorker(const RunResult& run);

} // namespace interleave::ui
