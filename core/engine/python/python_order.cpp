#include "core/engine/python/python_order.h"

#include "core/base/json.h"
#include "core/model/own_function.h"
#include "core/model/python_executor.h"
#include "core/model/run_result_json.h"

namespace interleave {

namespace {

// Of pictures the names, whatever bytes they have, are in PythonPictures; of texts Python needs
// code alone.
Json parametersOf(const Experiment& experiment)
{
    Json parameters = Json::object();
    for (const ValueSpec& spec : workloadInfo(experiment.workload).parameters) {
        const bool isText = spec.type == ValueType::Folder || spec.type == ValueType::Text;
        if (isText && spec.textProblem != findFunctionProblem)
            continue;
        const auto set = experiment.params.find(spec.name);
        parameters[std::string(spec.name)]
            = toJson(set != experiment.params.end() ? set->second : spec.defaultValue);
    }
    return parameters;
}

// None: as the system likes.
Json chunkOf(const Experiment& experiment)
{
    return experiment.chunk ? Json(*experiment.chunk) : Json();
}

Json faultsOf(const RunPlan& plan)
{
    Json faults = Json::array();
    for (const Fault& fault : plan.faults)
        faults.push_back(Json::array({fault.task, nameOf(fault.kind)}));
    return faults;
}

Json toJson(const PythonLogs::Layout& layout, std::uint32_t workers)
{
    return {{"head", layout.head},
        {"stop", layout.stop},
        {"first_worker", layout.firstWorker},
        {"worker_bytes", layout.workerBytes},
        {"stride", layout.stride},
        {"workers", workers}};
}

} // namespace

std::string pythonOrder(const RunPlan& plan,
    Primitive sync,
    const PythonLogs::Layout& layout,
    const PythonMatter& matter)
{
    const Experiment& experiment = plan.experiment;
    const Json order{{"executor", nameOf(experiment.executor)},
        {"call", nameOf(experiment.call)},
        {"hand_back", nameOf(handsBack(experiment) ? experiment.handBack : HandBack::Return)},
        {"without_join", experiment.withoutJoin},
        {"joblib_backend", nameOf(experiment.joblibBackend)},
        {"joblib_memory", matter.joblibFolder},
        {"start_method", nameOf(experiment.startMethod)},
        {"shares_memory", sharesOneProcess(experiment)},
        {"workload", nameOf(experiment.workload)},
        {"params", parametersOf(experiment)},
        {"tasks", plan.tasks},
        {"workers", plan.workers},
        {"chunk", chunkOf(experiment)},
        {"sync", nameOf(sync)},
        {"permits", experiment.permits},
        {"measures_way", plan.comparesExecutors},
        {"seed", experiment.seed},
        {"pin", experiment.pin},
        {"faults", faultsOf(plan)},
        {"layout", toJson(layout, plan.workers)},
        {"marks", matter.marks ? Json(*matter.marks) : Json()},
        {"pictures", matter.pictures != nullptr ? matter.pictures->order(plan) : Json()}};
    return dumpJson(order);
}

} // namespace interleave
