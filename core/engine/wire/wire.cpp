#include "core/engine/wire/wire.h"

#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"

namespace interleave::wire {

std::string typeOf(const Json& message)
{
    const auto type = message.find(kType);
    return type != message.end() && type->is_string() ? type->get<std::string>() : std::string();
}

Json start(const Experiment& experiment)
{
    return {{kType, kStart}, {"experiment", toJson(experiment)}};
}

Json cancel()
{
    return {{kType, kCancel}};
}

Json taskFiles(const std::vector<std::uint32_t>& arms)
{
    return {{kType, kTaskFiles}, {"arms", arms}};
}

Json trialStarted(std::int64_t trial, std::int64_t trials)
{
    return {{kType, kTrialStarted}, {"trial", trial}, {"trials", trials}};
}

Json tasksFailed(std::int64_t trial, const std::vector<TaskError>& errors)
{
    return {{kType, kTasksFailed}, {"trial", trial}, {"errors", toJson(errors)}};
}

Json evidence(std::int64_t trial)
{
    return {{kType, kEvidence}, {"trial", trial}};
}

Json trialFinished(std::int64_t trial, const TrialResult& result)
{
    return {{kType, kTrialFinished}, {"trial", trial}, {"result", toJson(result)}};
}

Json runFinished(RunResult result)
{
    const std::size_t trials = result.trials.size();
    result.trials.clear();
    return {{kType, kRunFinished}, {"trials", trials}, {"result", toJson(result)}};
}

Json runFailed(const std::string& message)
{
    return {{kType, kRunFailed}, {"message", message}};
}

Json runCancelled()
{
    return {
        {kType, kRunFailed}, {"message", "cancelled before the first trial"}, {"cancelled", true}};
}

Json log(LogLevel level, const std::string& text)
{
    return {{kType, kLog}, {"level", static_cast<int>(level)}, {"text", text}};
}

} // namespace interleave::wire
