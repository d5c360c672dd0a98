#include "core/evidence/tagged_word.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace interleave {

Result<TagFormat, EvidenceError> TagFormat::of(std::uint32_t workers, std::uint64_t operations)
{
    if (workers == 0 || workers > kMostEvidenceWorkers)
        return fail(EvidenceError::TooManyWorkers,
            fmt::format("{} workers: lost updates can be named for 1 to {}; use fewer workers or "
                        "no evidence",
                workers,
                kMostEvidenceWorkers));
    const std::uint32_t needed = std::bit_width(workers - 1);
    const std::uint32_t sequenceBits = 32 - std::max(needed, 1U);
    // The last sequence number of the last worker could be the root's tag.
    const std::uint64_t most = (std::uint64_t{1} << sequenceBits) - 1 - kMostInterruptions;
    if (operations > most)
        return fail(EvidenceError::TooManyOperations,
            fmt::format("{} updates: with {} workers, lost updates can be named among at most {}; "
                        "use fewer updates, fewer workers or no evidence",
                operations,
                workers,
                most));
    return TagFormat(sequenceBits);
}

} // namespace interleave
