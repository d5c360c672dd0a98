// Which executors can run an experiment here, and why the others cannot.
#pragma once

#include "core/model/experiment.h"

#include <QString>

#include <vector>

namespace interleave::ui {

/// "Python: Pool", as the form calls it.
[[nodiscard]] QString executorTitle(ExecutorKind executor);

/// What an executor needs that is not installed, with the package to install; empty where all of it
/// is there, or its tasks need nothing. Looks at a few files.
[[nodiscard]] QString whatIsMissing(ExecutorKind executor, const Experiment& experiment);

/// Why it cannot run the experiment as it is set, besides; empty where it can.
[[nodiscard]] QString whyUnfit(ExecutorKind executor, const Experiment& experiment);

struct ExecutorFit
{
    ExecutorKind executor = ExecutorKind::Processes;
    QString whyNot{}; // one of the above; empty where it can run the experiment
};

/// All of them, in their order.
[[nodiscard]] std::vector<ExecutorFit> executorFits(const Experiment& experiment);

} // namespace interleave::ui
