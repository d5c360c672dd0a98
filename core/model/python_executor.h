// The executors that are Python's own systems: what they run, and what makes a difference to them.
#pragma once

#include "core/model/wording.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

[[nodiscard]] bool isPython(ExecutorKind executor);
/// Whether one worker does one task after the other, in ours or in Python's.
[[nodiscard]] bool isSerial(ExecutorKind executor);
/// Whether every task gets a process of its own. Of tasks that meet others a worker does its share.
[[nodiscard]] bool startsAProcessPerTask(const Experiment& experiment);
/// Whether its workers are threads, or take turns in one, and no processes of their own. Not
/// ExecutorKind::Serial, whose one worker is a process as those of a pool are.
[[nodiscard]] bool sharesOneProcess(const Experiment& experiment);

/// The largest number of tasks of a Python run: 48 bytes each for every worker, as far as used.
inline constexpr std::int64_t kMaxPythonTasks = 10'000'000;
/// Python needs some hundred times as long for each.
[[nodiscard]] std::int64_t usualPythonTasks(WorkloadKind workload);

/// Whether a Python system is asked by a call that can hand out several tasks at once.
[[nodiscard]] bool takesChunks(const Experiment& experiment);
/// The experiment's chunk, or what the system itself takes where none is given; nothing where that
/// changes as it goes on (joblib).
[[nodiscard]] std::optional<std::int64_t> pythonChunk(
    const Experiment& experiment, std::uint64_t tasks, std::uint32_t workers);

/// Whether results can come back otherwise than as the Python system returns them.
[[nodiscard]] bool handsBack(const Experiment& experiment);

/// Whether a Python executor has such tasks.
[[nodiscard]] bool canRunInPython(ExecutorKind executor, WorkloadKind workload);
/// Whether no other executor has such tasks.
[[nodiscard]] bool needsPython(WorkloadKind workload);
/// The primitives that Python's shared counter can be guarded by.
[[nodiscard]] bool guardsInPython(Primitive primitive);

/// What is wrong with an experiment that has a Python executor; nothing of others.
[[nodiscard]] std::vector<ExperimentProblem> findPythonConflicts(
    const Experiment& experiment, Wording wording);

} // namespace interleave
