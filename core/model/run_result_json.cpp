#include "core/model/run_result_json.h"

#include "core/base/json.h"
#include "core/model/codec_share.h"
#include "core/model/experiment_json.h"
#include "core/model/one_core.h"
#include "core/model/other_load.h"
#include "core/model/outcome_remark.h"
#include "core/model/overwritten_results.h"
#include "core/model/trial_result_fields.h"
#include "core/model/waiting_line.h"

namespace interleave {

void fields(auto& archive, Is<MachineFacts> auto& machine)
{
    archive("processor", machine.processor);
    archive("kernel", machine.kernel);
    archive("cores", machine.cores);
    archive("usable_cores", machine.usableCores);
    archive("memory_bytes", machine.memoryBytes);
    archive("clock", machine.clock);
}

void fields(auto& archive, Is<SaidLine> auto& line)
{
    archive("s", line.seconds);
    archive("level", line.level);
    archive("text", line.text);
}

void fields(auto& archive, Is<PictureNames> auto& pictures)
{
    archive("arms", pictures.arms);
    archive("folder", pictures.folder);
    archive("names", pictures.names);
    archive("results", pictures.results);
    archive.optional("samples", pictures.samples);
    archive("omitted", pictures.omitted);
}

void fields(auto& archive, Is<Spread> auto& spread)
{
    archive("median", spread.median);
    archive("lower_quartile", spread.lowerQuartile);
    archive("upper_quartile", spread.upperQuartile);
    archive("low", spread.low);
    archive("high", spread.high);
}

void fields(auto& archive, Is<RunSummary> auto& summary)
{
    archive("trials", summary.trials);
    archive("tasks", summary.tasks);
    if (!archive.restIsThere("wall_ns", summary.trials > 0))
        return;
    archive("wall_ns", summary.wallNs);
    archive("throughput_per_s", summary.throughputPerS);
    archive("lost", summary.lost);
    archive("wait_share", summary.waitShare);
    archive("hold_share", summary.holdShare);
    archive("spin_share", summary.spinShare);
    archive("fairness", summary.fairness);
    archive("switches", summary.switches);
}

void fields(auto& archive, Is<ArmResult> auto& result)
{
    archive("arm", result.arm);
    archive("summary", result.summary);
}

void fields(auto& archive, Is<Ratio> auto& interval)
{
    archive("ratio", interval.ratio);
    archive("low", interval.low);
    archive("high", interval.high);
    archive("defined", interval.defined);
}

void fields(auto& archive, Is<ProbeEffect> auto& probe)
{
    archive("tagged", probe.tagged);
    archive("logged", probe.logged);
}

namespace {

template <class T>
Result<T, JsonError> readResult(const Json& json)
{
    try {
        T value;
        FieldReader::read(json, value);
        return value;
    } catch (const Mistyped& error) {
        return fail(JsonError::Syntax, fmt::format("not a result: {}", error.message));
    } catch (const NoWholeNumber& error) { // that is all it reads
        return fail(JsonError::Syntax, fmt::format("not a result: {}", error.message));
    } catch (const nlohmann::json::exception& error) {
        return fail(JsonError::Syntax, fmt::format("not a result: {}", error.what()));
    }
}

} // namespace

Json remarksOn(const RunResult& result)
{
    Json remarks = Json::array();
    if (std::string own = outcomeRemark(result.trials); !own.empty())
        remarks.push_back(std::move(own));
    for (const Remark& remark : {oneCoreRemark(result),
             othersRemark(result.trials),
             lineRemark(result),
             codecRemark(result),
             overwrittenRemark(result)}) {
        if (!remark.empty())
            remarks.push_back(remark.text());
    }
    return remarks;
}

Json toJson(const TrialResult& trial)
{
    return FieldWriter::write(trial);
}

Json toJson(const std::vector<TaskError>& errors)
{
    return FieldWriter::write(errors);
}

namespace {

Json toJson(const OtherRun& run)
{
    return {{"experiment", toJson(run.experiment)},
        {"asked", toJson(run.asked)},
        {"machine", FieldWriter::write(run.machine)},
        {"recorded", run.recorded}};
}

} // namespace

Json toJson(const RunResult& result)
{
    Json json{
        {"schema", "interleave-run-1"},
        {"experiment", toJson(result.experiment)},
        {"machine", FieldWriter::write(result.machine)},
        {"trials", FieldWriter::write(result.trials)},
        {"summary", FieldWriter::write(result.summary)},
        {"arms", FieldWriter::write(result.arms)},
        {"probe", FieldWriter::write(result.probe)},
        {"errors", FieldWriter::write(result.errors)},
        {"remarks", remarksOn(result)},
        {"started_ms", result.startedMs},
    };
    if (result.asked)
        json["asked"] = toJson(*result.asked);
    if (!result.name.empty())
        json["name"] = result.name;
    if (!result.log.empty())
        json["log"] = FieldWriter::write(result.log);
    if (!result.containment.empty())
        json["containment"] = FieldWriter::write(result.containment);
    if (!result.pictures.empty())
        json["pictures"] = FieldWriter::write(result.pictures);
    for (const OtherRun& run : result.madeOf)
        json["made_of"].push_back(toJson(run));
    return json;
}

namespace {

Result<Experiment, JsonError> readExperiment(const Json& json)
{
    return experimentFromJson(json).map_error([](const auto& problems) {
        return Failure<JsonError>{JsonError::Syntax, joinMessages(problems)};
    });
}

Result<OtherRun, JsonError> readOtherRun(const Json& json)
{
    for (const char* field : {"experiment", "asked", "machine", "recorded"}) {
        if (!json.is_object() || !json.contains(field))
            return fail(JsonError::Syntax,
                fmt::format("not a result: field '{}' of 'made_of' is missing", field));
    }
    OtherRun run;
    return readExperiment(json["experiment"])
        .and_then([&](Experiment experiment) {
            run.experiment = std::move(experiment);
            return readExperiment(json["asked"]);
        })
        .and_then([&](Experiment asked) {
            run.asked = std::move(asked);
            return readResult<MachineFacts>(json["machine"]);
        })
        .and_then([&](MachineFacts machine) {
            run.machine = std::move(machine);
            return readResult<bool>(json["recorded"]);
        })
        .map([&](bool recorded) {
            run.recorded = recorded;
            return std::move(run);
        });
}

Result<void, JsonError> readMadeOf(const Json& json, RunResult& result)
{
    if (!json.contains("made_of"))
        return {};
    if (!json["made_of"].is_array())
        return fail(JsonError::Syntax, "not a result: 'made_of' is no list");
    for (const Json& each : json["made_of"]) {
        auto run = readOtherRun(each);
        if (!run)
            return tl::unexpected(run.error());
        result.madeOf.push_back(*std::move(run));
    }
    return {};
}

// What older versions did not write.
Result<void, JsonError> readNewer(const Json& json, RunResult& result)
{
    const auto readInto = [&](const char* field, auto& part) -> Result<void, JsonError> {
        if (!json.contains(field))
            return {};
        return readResult<std::remove_reference_t<decltype(part)>>(json[field])
            .map([&](auto value) { part = std::move(value); });
    };
    const auto read = readInto("errors", result.errors)
                          .and_then([&] { return readInto("started_ms", result.startedMs); })
                          .and_then([&] { return readInto("name", result.name); })
                          .and_then([&] { return readInto("log", result.log); })
                          .and_then([&] { return readInto("containment", result.containment); })
                          .and_then([&] { return readInto("pictures", result.pictures); })
                          .and_then([&] { return readMadeOf(json, result); });
    if (!read || !json.contains("asked"))
        return read;
    return readExperiment(json["asked"]).map([&](Experiment asked) {
        result.asked = std::move(asked);
    });
}

} // namespace

Result<TrialResult, JsonError> trialResultFromJson(const Json& json)
{
    return readResult<TrialResult>(json);
}

Result<std::vector<TaskError>, JsonError> taskErrorsFromJson(const Json& json)
{
    return readResult<std::vector<TaskError>>(json);
}

Result<RunResult, JsonError> runResultFromJson(const Json& json)
{
    for (const char* field : {"experiment", "machine", "trials", "summary", "arms", "probe"}) {
        if (!json.is_object() || !json.contains(field))
            return fail(
                JsonError::Syntax, fmt::format("not a result: field '{}' is missing", field));
    }
    const auto experiment = readExperiment(json["experiment"]);
    if (!experiment)
        return tl::unexpected(experiment.error());
    RunResult result{.experiment = *experiment};
    const auto readInto = [&](const char* field, auto& part) -> Result<void, JsonError> {
        return readResult<std::remove_reference_t<decltype(part)>>(json[field])
            .map([&](auto value) { part = std::move(value); });
    };
    const auto read = readInto("machine", result.machine)
                          .and_then([&] { return readInto("trials", result.trials); })
                          .and_then([&] { return readInto("summary", result.summary); })
                          .and_then([&] { return readInto("arms", result.arms); })
                          .and_then([&] { return readInto("probe", result.probe); });
    if (!read)
        return tl::unexpected(read.error());
    if (const auto newer = readNewer(json, result); !newer)
        return tl::unexpected(newer.error());
    return result;
}

std::string dumpJson(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace interleave
