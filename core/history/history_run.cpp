#include "core/history/history_run.h"

#include "core/base/json.h"
#include "core/history/machine_key.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"
#include "core/model/run_verdict.h"

namespace interleave {

namespace {

const char* outcomeOf(const RunResult& result)
{
    if (endOf(result) == TrialEnd::Cancelled)
        return "cancelled";
    switch (verdictOf(result)) {
    case RunVerdict::Succeeded:
        return "succeeded";
    case RunVerdict::TasksFailed:
        return "tasks-failed";
    case RunVerdict::NotAsAsked:
        return "not-as-asked";
    case RunVerdict::NotKnown:
        break;
    }
    return "not-known";
}

} // namespace

NewRun newRunOf(const RunResult& result, const RunWords& words)
{
    const Experiment& asked = result.asked.value_or(result.experiment);
    return {.run = {.name = words.name,
                .startedMs = result.startedMs,
                .words = words.words,
                .answer = words.answer,
                .outcome = outcomeOf(result),
                .version = words.version,
                .machine = machineKey(result.machine, machineLayout()),
                .trials = static_cast<std::int64_t>(result.trials.size()),
                .seed = result.experiment.seed,
                .file = {}},
        .details = {.experiment = dumpJson(toJson(asked)), .readings = machineReadings(result)}};
}

} // namespace interleave
