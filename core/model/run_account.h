// What became of all that a run was to do: of its tasks, or of its pictures.
#pragma once

#include "core/model/picture_account.h"

namespace interleave {

struct RunAccount
{
    Counted counted = Counted::Tasks;
    TaskCounts counts{};
};

/// In pictures where each is a task, or the trial tells of them, as one in strips does; else in
/// tasks.
[[nodiscard]] RunAccount accountOf(const Experiment& experiment, const TrialResult& trial);
/// Of all trials of a run, or of one arm of it.
[[nodiscard]] RunAccount accountOf(const RunResult& run);
[[nodiscard]] RunAccount accountOf(const RunResult& run, std::uint32_t arm);

/// The Python that ran them, as it names itself; empty where none did. Of compared executors only
/// some have one.
[[nodiscard]] std::string pythonOf(const std::vector<TrialResult>& trials);

} // namespace interleave
