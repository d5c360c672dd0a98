// A deadlock in the window's words.
#pragma once

#include "core/model/run_result.h"

#include <QString>

#include <span>

namespace interleave::ui {

/// "Deadlock: workers 1, 2 and 3 wait for each other". Empty for no links.
[[nodiscard]] QString deadlockHeadline(std::span<const DeadlockLink> circle);

/// "Worker 1 waits for fork 2, which worker 2 holds; worker 2 waits for fork 1, which worker 1
/// holds". Empty for no links.
[[nodiscard]] QString deadlockSentence(std::span<const DeadlockLink> circle);

} // namespace interleave::ui
