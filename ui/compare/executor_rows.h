// What a run that compares executors says of each of them: pure functions from results to rows,
// words and a file.
#pragma once

#include "core/model/run_result.h"
#include "ui/widgets/copyable_table.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave::ui {

struct ExecutorRow
{
    ExecutorKind executor = ExecutorKind::Processes;
    std::uint64_t trials = 0; // that are complete: what follows is of these
    std::optional<Spread> rate{}; // tasks per second
    std::optional<Spread> startNs{}; // until it was ready; nothing where that is part of each task
    std::optional<Spread> roundTripNs{}; // nothing where it was not measured
    std::optional<Spread> memoryBytes{}; // nothing where it could not be read
    std::uint64_t disturbed = 0; // trials in which others took much of the cores
    QString python{}; // which one ran it: "Python 3.11.2"; empty where none did
    QString trouble{}; // what became of it, where it did not go well
};

/// One per executor, in their order; nothing is known of them yet.
[[nodiscard]] std::vector<ExecutorRow> emptyExecutorRows(const Experiment& experiment);
[[nodiscard]] std::vector<ExecutorRow> executorRowsOf(const RunResult& run);

/// "Thread pool was the fastest: 12 to 14 times as fast as Python: Pool, the fastest of Python's".
/// Where one of Python's does its tasks in a loop, and the others are Python's too, how fast these
/// are beside it: "Python: threads was 1.0 times as fast as Python: loop, Python: processes 1.9
/// times"; of one trial each, that it is of one. Those that did not go well are counted.
[[nodiscard]] QString executorsHeadline(const RunResult& run);
/// "thread pool the fastest", "1.0 and 1.9 times as fast".
[[nodiscard]] QString executorsBrief(const RunResult& run);

/// One line per executor with a line of names above; times in ns, memory in bytes.
[[nodiscard]] TextRows executorsTable(const std::vector<ExecutorRow>& rows);

} // namespace interleave::ui
