// What is left to do of a batch of pictures: those are done of which journal and result agree, and
// that were made from the same file in the same way.
//
// A result that is older than its picture, or half on the disk because the power was lost, is made
// again. One that somebody has changed or put there, or that was made in another way, is left
// alone, and the batch refused, unless results are to be replaced. So lost with the power is only
// what was last changed before the machine was started.
#pragma once

#include "core/base/machine_boot.h"
#include "core/workload/image/journal_entries.h"
#include "core/workload/image/result_names.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace interleave {

struct BatchPicture
{
    std::filesystem::path file; // empty: the program makes it
    std::string name; // within the input folder: "trees/oak.jpg"; "sample picture 3"
    std::string outputName;
};

/// What lay under the name of a result when it was judged: what a loss of power has left of it, or
/// what somebody has copied or moved.
struct ResultRemains
{
    std::size_t picture = 0; // of the batch
    FileFacts file{};
    std::uint64_t sum = 0; // of its contents
};

/// What a batch was before a run begins.
struct BatchState
{
    std::vector<std::size_t> left; // of its pictures, in their order
    std::size_t pictures = 0;
    std::size_t done = 0;
    /// Of `left` those whose result is there, and not as the journal has it. Whoever looks later
    /// has no right to read it.
    std::vector<ResultRemains> remains{};
    std::vector<std::string> crashed{}; // names of those that are left out for their crashes
};

/// So many workers may a picture cost; then it is left out until it changes.
inline constexpr std::size_t kCrashesAtMost = 3;

/// Looks at each result that is there; reads them, too, where the machine was started anew since.
[[nodiscard]] Result<BatchState, PictureFolderError> whatIsLeft(
    const std::vector<BatchPicture>& pictures,
    const ResultPlace& place,
    const BatchSettings& settings,
    const JournalEntries& journal,
    const MachineBoot& boot);

/// Of a picture as it is now; all zero where there is none, or it cannot be looked at.
[[nodiscard]] FileFacts factsOfPicture(const std::filesystem::path& file);

/// Removes what killed workers have left of results with these names. Nobody else may be writing.
void removeUnfinished(
    const std::filesystem::path& folder, const std::vector<std::string>& outputNames);

} // namespace interleave
