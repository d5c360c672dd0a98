// What a run that compares primitives says of each of them: pure functions from results to rows,
// words and a file.
#pragma once

#include "core/model/run_result.h"
#include "ui/widgets/copyable_table.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave::ui {

struct PrimitiveRow
{
    Primitive primitive = Primitive::None;
    std::uint64_t trials = 0; // that have ended
    std::uint64_t wrong = 0; // of these: lost updates, a deadlock, or not the wanted outcome
    std::uint64_t deadlocks = 0;
    std::uint64_t unknown = 0; // whose results are not known
    std::uint64_t disturbed = 0; // in which others took much of the cores
    double updates = 0; // in one trial
    std::vector<double> walls{}; // of each trial that is complete, in ns
    bool answers = false; // whether the workload says itself how it went
    bool held = false; // whether anyone got it: none and atomic add cannot be held
    std::optional<RunSummary> summary{}; // of the complete ones; nothing where there are none
};

/// One per primitive, in their order; nothing is known of them yet.
[[nodiscard]] std::vector<PrimitiveRow> emptyRows(const Experiment& experiment);
[[nodiscard]] std::vector<PrimitiveRow> rowsOf(const RunResult& run);

/// Whether losses tell what went wrong, or the workload does itself.
[[nodiscard]] bool tellOfUpdates(const std::vector<PrimitiveRow>& rows);

/// Of those whose results are known: "Atomic add is the fastest that lost nothing. It took 1.4
/// times as long as none, which lost 38 %"; of one trial each, that it is of one.
[[nodiscard]] QString primitivesHeadline(const std::vector<PrimitiveRow>& rows);

/// "atomic add", of those that lose nothing, or between how many no difference was found; empty
/// where none is.
[[nodiscard]] QString fastestPrimitive(const std::vector<PrimitiveRow>& rows);

/// One line per primitive with a line of names above; times in ns, shares from 0 to 1.
[[nodiscard]] TextRows primitivesTable(
    const Experiment& experiment, const std::vector<PrimitiveRow>& rows);

/// Why this primitive cannot be compared in the experiment; nothing when it can.
[[nodiscard]] std::optional<QString> whyUnfit(const Experiment& experiment, Primitive primitive);

} // namespace interleave::ui
