// A deadlock in a sentence for a person.
#pragma once

#include "core/model/run_result.h"

#include <span>
#include <string>

namespace interleave {

/// "deadlock: worker 1 waits for fork 2, which worker 2 holds; worker 2 waits for fork 1, which
/// worker 1 holds". Empty for no links.
[[nodiscard]] std::string deadlockText(std::span<const DeadlockLink> circle);

} // namespace interleave
