// Pool sizes that are compared with each other, as a user writes them: "1, 2, 4..6".
#pragma once

#include "core/model/compared_list.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// In rising order, whatever the order in `text`; each from 1 to kMaxWorkers. Empty text means
/// none.
[[nodiscard]] ComparedValues<std::int64_t> workerCountsFromText(std::string_view text);
[[nodiscard]] std::string toText(const std::vector<std::int64_t>& workerCounts);

/// What is wrong with `text`, for ValueSpec; nothing when it is fine.
[[nodiscard]] std::optional<std::string> findWorkerCountsProblem(std::string_view text);

} // namespace interleave
