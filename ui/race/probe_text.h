// What watching did to a race, in words.
#pragma once

#include "core/model/probe_intervals.h"
#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "Watching changed this run: logged trials lost 0.78 times as much (0.70 to 0.86)", or that no
/// change is seen, or why that cannot be said. Of one trial only what it was.
[[nodiscard]] QString probeSentence(const ProbeEffect& probe, const ProbeIntervals& intervals = {});
/// Whether it did, for more than chance.
[[nodiscard]] bool watchingChanged(const ProbeEffect& probe, const ProbeIntervals& intervals);
/// What the three ways of watching do, for whoever sees their names.
[[nodiscard]] QString probeExplanation();

/// "bare", "tagged", "logged": what is done to every update.
[[nodiscard]] QString watchTitle(Watch watch);

} // namespace interleave::ui
