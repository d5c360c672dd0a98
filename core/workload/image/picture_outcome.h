// What an image run says of its pictures: which were left out, and what results are not.
#pragma once

#include "core/model/run_result.h"
#include "core/work/claim_slot.h"
#include "core/work/task_ledger.h"
#include "core/workload/image/picture_folder.h"
#include "core/workload/image/picture_notes.h"
#include "core/workload/image/picture_times.h"

#include <functional>
#include <span>
#include <vector>

namespace interleave {

[[nodiscard]] bool allSucceeded(TaskRange tasks, const TaskLedger& ledger);
/// Or took too long.
[[nodiscard]] bool anyFailed(TaskRange tasks, const TaskLedger& ledger);

/// Nothing of a task that failed after it had noted something: that has its error.
[[nodiscard]] std::vector<PictureNotes> notesOfSucceeded(
    std::span<const PictureNotes> notes, const TaskLedger& ledger);

/// With a remark where there is something to say, and a figure for each thing that was counted.
[[nodiscard]] WorkloadOutcome pictureOutcome(std::span<const PictureNotes> notes,
    const LeftOut& leftOut,
    const std::function<std::string(std::uint64_t)>& nameOf);

/// Where the time of all pictures went, as figures of that name and in nanoseconds: decode_ns,
/// filter_ns, encode_ns.
void addTimes(WorkloadOutcome& outcome, const PictureTimes& times);

} // namespace interleave
