// How messages call what they name: as the command line and files do, or as the window's form does.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

enum class Wording { Names, Titles };

/// A field of the experiment: "'compare'", "“Compare primitives”".
[[nodiscard]] std::string calledField(std::string_view name, Wording wording);

/// A choice: "atomic", "“atomic add”".
[[nodiscard]] std::string called(const Choice& choice, Wording wording);

template <class Enum>
[[nodiscard]] std::string called(Enum value, Wording wording)
{
    return called(choiceOf(value), wording);
}

/// "workload bank", "“Bank transfers”".
[[nodiscard]] std::string calledWorkload(WorkloadKind workload, Wording wording);

/// As without `wording`, whose words are Names.
[[nodiscard]] std::vector<ExperimentProblem> findProblems(
    const Experiment& experiment, Wording wording);

} // namespace interleave
