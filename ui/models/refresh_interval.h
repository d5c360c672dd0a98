// How often a run is looked at: often enough to follow it, seldom enough not to slow it.
#pragma once

#include "core/trace/recording.h"

#include <cstddef>

namespace interleave::ui {

/// Whether no core had time to spare in the last samples. One sample alone says little: the kernel
/// counts in steps of 10 ms, a fifth of it.
[[nodiscard]] bool allCoresBusy(const UtilisationSeries& series);

/// Milliseconds from one live update to the next, where one takes `frameCpuNs` of a core. While all
/// cores are busy, every update takes its time from the run: then updates together get at most 1 %
/// of the machine's `cores`, and come once a second at least.
[[nodiscard]] int refreshIntervalMs(double frameCpuNs, bool allBusy, std::size_t cores);

} // namespace interleave::ui
