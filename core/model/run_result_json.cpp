#include "core/model/run_result_json.h"

#include "core/model/experiment_json.h"

#include <fmt/format.h>

#include <array>

namespace interleave {

namespace {

// The words of an enum, in its order.
template <class Enum>
constexpr std::array<std::string_view, 0> kWords{};
template <>
constexpr std::array<std::string_view, 3> kWords<TrialEnd>{"finished", "cancelled", "failed"};
template <>
constexpr std::array<std::string_view, 4> kWords<LedgerReason>{
    "not-begun", "cut-off", "signal-hit-next-task", "process-shared"};

// One description of each struct's fields serves both directions: archive(name, member) writes or
// reads.
template <class Archive, class Struct>
void describe(Archive& archive, Struct& value);

struct Writer
{
    Json json = Json::object();

    template <class T>
    void operator()(const char* name, const T& value)
    {
        json[name] = write(value);
    }

    template <class T>
    static Json write(const T& value)
    {
        if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            return value;
        } else if constexpr (requires { value.has_value(); }) {
            return value ? write(*value) : Json();
        } else if constexpr (
            requires { value.push_back(value.front()); } || requires { value.data(); }) {
            Json list = Json::array();
            for (const auto& element : value)
                list.push_back(write(element));
            return list;
        } else if constexpr (std::is_enum_v<T>) {
            return kWords<T>.at(static_cast<std::size_t>(value));
        } else {
            Writer nested;
            describe(nested, value);
            return std::move(nested.json);
        }
    }
};

// The library's own exception does not say which field it is about.
struct Mistyped
{
    std::string message;
};

// Throws Mistyped and nlohmann's exceptions for what is missing or mistyped; the public functions
// turn them into values.
struct Reader
{
    const Json& json;

    template <class T>
    void operator()(const char* name, T& value)
    {
        try {
            read(json.at(name), value);
        } catch (const nlohmann::json::type_error& error) {
            throw Mistyped{fmt::format("field '{}': {}", name, error.what())};
        }
    }

    template <class T>
    static void read(const Json& from, std::optional<T>& value)
    {
        value = from.is_null() ? std::nullopt : std::optional<T>(from.get<T>());
    }

    template <class T>
    static void read(const Json& from, std::vector<T>& list)
    {
        list.clear();
        for (const Json& element : from.get_ref<const Json::array_t&>())
            read(element, list.emplace_back());
    }

    template <class T>
    static void read(const Json& from, T& value)
    {
        if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            value = from.get<T>();
        } else if constexpr (std::is_enum_v<T>) {
            const auto word = from.get<std::string>();
            const auto found = std::ranges::find(kWords<T>, word);
            if (found == kWords<T>.end())
                throw Mistyped{fmt::format("'{}' is not known here", word)};
            value = static_cast<T>(found - kWords<T>.begin());
        } else {
            static_cast<void>(from.get_ref<const Json::object_t&>()); // throws for anything else
            Reader nested{from};
            describe(nested, value);
        }
    }
};

template <class Struct, class T>
concept Is = std::is_same_v<std::remove_const_t<Struct>, T>;

void fields(auto& archive, Is<MachineFacts> auto& machine)
{
    archive("processor", machine.processor);
    archive("kernel", machine.kernel);
    archive("cores", machine.cores);
    archive("usable_cores", machine.usableCores);
    archive("memory_bytes", machine.memoryBytes);
    archive("clock", machine.clock);
}

void fields(auto& archive, Is<TaskCounts> auto& tasks)
{
    archive("total", tasks.total);
    archive("succeeded", tasks.succeeded);
    archive("failed", tasks.failed);
    archive("timed_out", tasks.timedOut);
    archive("cancelled", tasks.cancelled);
}

void fields(auto& archive, Is<LedgerException> auto& exception)
{
    archive("reason", exception.reason);
    archive("tasks", exception.tasks);
    archive("examples", exception.examples);
}

void fields(auto& archive, Is<LedgerResult> auto& ledger)
{
    archive("proved", ledger.proved);
    archive("doubt", ledger.doubt);
    archive("ran_once", ledger.ranOnce);
    archive("again", ledger.again);
    archive("cut_off", ledger.cutOff);
    archive("never", ledger.never);
    archive("ends_counted", ledger.endsCounted);
    archive("reasons", ledger.exceptions);
}

void fields(auto& archive, Is<LatencySummary> auto& latency)
{
    archive("min", latency.minNs);
    archive("p50", latency.p50Ns);
    archive("p90", latency.p90Ns);
    archive("p99", latency.p99Ns);
    archive("max", latency.maxNs);
}

void fields(auto& archive, Is<WorkerResult> auto& worker)
{
    archive("pid", worker.pid);
    archive("tasks", worker.tasks);
    archive("busy_ns", worker.busyNs);
    archive("wait_ns", worker.waitNs);
    archive("cpu_ns", worker.cpuNs);
    archive("respawned", worker.respawned);
}

void fields(auto& archive, Is<CoreResult> auto& core)
{
    archive("core", core.core);
    archive("utilisation", core.utilisation);
    archive("run", core.run);
}

void fields(auto& archive, Is<RaceOutcome> auto& race)
{
    archive("expected", race.expected);
    archive("actual", race.actual);
    archive("lost", race.lost);
    archive("updates", race.updates);
    archive("survived", race.survived);
    archive("uncertain", race.uncertain);
}

void fields(auto& archive, Is<TaskError> auto& error)
{
    archive("task", error.task);
    archive("kind", error.kind);
    archive("message", error.message);
}

void fields(auto& archive, Is<EventCounts> auto& events)
{
    archive("recorded", events.recorded);
    archive("dropped", events.dropped);
}

void fields(auto& archive, Is<Overhead> auto& overhead)
{
    archive("engine_cpu_share", overhead.engineCpuShare);
    archive("ns_per_event", overhead.nsPerEvent);
}

void fields(auto& archive, Is<TrialResult> auto& trial)
{
    archive("end", trial.end);
    archive("start_ns", trial.startNs);
    archive("wall_ns", trial.wallNs);
    archive("tasks", trial.tasks);
    archive("ledger", trial.ledger);
    archive("throughput_per_s", trial.throughputPerS);
    archive("latency_ns", trial.latency);
    archive("workers", trial.workers);
    archive("cores", trial.cores);
    archive("race", trial.race);
    archive("errors", trial.errors);
    archive("errors_omitted", trial.errorsOmitted);
    archive("events", trial.events);
    archive("overhead", trial.overhead);
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
    archive("wall_ns", summary.wallNs);
    archive("throughput_per_s", summary.throughputPerS);
    archive("lost", summary.lost);
    archive("tasks", summary.tasks);
}

template <class Archive, class Struct>
void describe(Archive& archive, Struct& value)
{
    fields(archive, value);
}

template <class T>
Result<T, JsonError> readResult(const Json& json)
{
    try {
        T value;
        Reader::read(json, value);
        return value;
    } catch (const Mistyped& error) {
        return fail(JsonError::Syntax, fmt::format("not a result: {}", error.message));
    } catch (const nlohmann::json::exception& error) {
        return fail(JsonError::Syntax, fmt::format("not a result: {}", error.what()));
    }
}

} // namespace

Json toJson(const TrialResult& trial)
{
    return Writer::write(trial);
}

Json toJson(const RunResult& result)
{
    return Json{
        {"schema", "interleave-run-1"},
        {"experiment", toJson(result.experiment)},
        {"machine", Writer::write(result.machine)},
        {"trials", Writer::write(result.trials)},
        {"summary", Writer::write(result.summary)},
    };
}

Result<TrialResult, JsonError> trialResultFromJson(const Json& json)
{
    return readResult<TrialResult>(json);
}

Result<RunResult, JsonError> runResultFromJson(const Json& json)
{
    for (const char* field : {"experiment", "machine", "trials", "summary"}) {
        if (!json.is_object() || !json.contains(field))
            return fail(
                JsonError::Syntax, fmt::format("not a result: field '{}' is missing", field));
    }
    const ExperimentOrProblems experiment = experimentFromJson(json["experiment"]);
    if (!experiment)
        return fail(JsonError::Syntax, joinMessages(experiment.error()));
    auto machine = readResult<MachineFacts>(json["machine"]);
    auto trials = readResult<std::vector<TrialResult>>(json["trials"]);
    auto summary = readResult<RunSummary>(json["summary"]);
    if (!machine)
        return tl::unexpected(machine.error());
    if (!trials)
        return tl::unexpected(trials.error());
    if (!summary)
        return tl::unexpected(summary.error());
    return RunResult{*experiment, *machine, *std::move(trials), *summary};
}

std::string dumpJson(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace interleave
