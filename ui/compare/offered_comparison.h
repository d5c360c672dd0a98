// What the window offers to compare with one key: the run with and without a lock where that makes
// a difference, else the workload's own alternative.
#pragma once

#include "core/model/experiment.h"

#include <QString>

#include <optional>

namespace interleave::ui {

struct OfferedComparison
{
    QString menu; // with a letter for the keyboard, where there is one
    QString title;
    QString help; // or why there is nothing to compare
    std::optional<Experiment> experiment{}; // nothing where that is so
};

[[nodiscard]] OfferedComparison offeredComparison(const Experiment& experiment);

/// All executors that can run the experiment here; the help says which are left out, and why.
[[nodiscard]] OfferedComparison offeredExecutors(const Experiment& experiment);

/// What comparing primitives does, or why there is nothing to compare.
[[nodiscard]] QString primitivesHelp(const Experiment& experiment);

} // namespace interleave::ui
