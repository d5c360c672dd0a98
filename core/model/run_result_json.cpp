#include "core/model/run_result_json.h"

#include "core/model/experiment_json.h"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace interleave {

namespace {

// The words of an enum, in its order.
template <class Enum>
constexpr std::array<std::string_view, 0> kWords{};
template <>
constexpr std::array<std::string_view, 4> kWords<TrialEnd>{
    "finished", "cancelled", "failed", "deadlocked"};
template <>
constexpr std::array<std::string_view, 3> kWords<Watch>{"bare", "tagged", "logged"};
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
        } else if constexpr (std::is_same_v<T, Primitive>) {
            return nameOf(value);
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
        if (from.is_null())
            value = std::nullopt;
        else
            read(from, value.emplace());
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
        if constexpr (std::is_same_v<T, double>) { // JSON has no infinity and writes null for it
            value = from.is_null() ? std::numeric_limits<double>::infinity() : from.get<double>();
        } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            value = from.get<T>();
        } else if constexpr (std::is_same_v<T, Primitive>) {
            const auto primitive = fromName<Primitive>(from.get<std::string>());
            if (!primitive)
                throw Mistyped{fmt::format("'{}' is no primitive", from.get<std::string>())};
            value = *primitive;
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

void fields(auto& archive, Is<SyncUse> auto& use)
{
    archive("acquisitions", use.acquisitions);
    archive("contended", use.contended);
    archive("wait_ns", use.waitNs);
    archive("spin_ns", use.spinNs);
    archive("hold_ns", use.holdNs);
    archive("longest_wait_ns", use.longestWaitNs);
}

void fields(auto& archive, Is<WaitedFor> auto& waited)
{
    archive("waiter", waited.waiter);
    archive("holder", waited.holder);
    archive("times", waited.times);
}

void fields(auto& archive, Is<SyncResult> auto& sync)
{
    archive("use", sync.use);
    archive("hand_overs", sync.handOvers);
    archive("owners_died", sync.ownersDied);
    archive("fairness", sync.fairness);
    archive("waited_share", sync.waitedShare);
    archive("waits", sync.waits);
}

void fields(auto& archive, Is<DeadlockLink> auto& link)
{
    archive("worker", link.worker);
    archive("pid", link.pid);
    archive("waits_for", link.waitsFor);
    archive("held_by", link.heldBy);
}

void fields(auto& archive, Is<OutcomeFigure> auto& figure)
{
    archive("name", figure.name);
    archive("title", figure.title);
    archive("unit", figure.unit);
    archive("value", figure.value);
    archive("wanted", figure.wanted);
}

void fields(auto& archive, Is<OutcomeChart> auto& chart)
{
    archive("title", chart.title);
    archive("unit", chart.unit);
    archive("x_title", chart.xTitle);
    archive("labels", chart.labels);
    archive("x", chart.x);
    archive("values", chart.values);
    archive("wanted", chart.wanted);
}

void fields(auto& archive, Is<WorkloadOutcome> auto& outcome)
{
    archive("sentence", outcome.sentence);
    archive("as_wanted", outcome.asWanted);
    archive("figures", outcome.figures);
    archive("charts", outcome.charts);
}

void fields(auto& archive, Is<Arm> auto& arm)
{
    archive("sync", arm.sync);
    archive("watch", arm.watch);
}

void fields(auto& archive, Is<EvidenceResult> auto& evidence)
{
    archive("operations", evidence.operations);
    archive("survived", evidence.survived);
    archive("lost", evidence.lost);
    archive("unsettled", evidence.unsettled);
    archive("agrees", evidence.agrees);
    archive("doubt", evidence.doubt);
    archive("collisions", evidence.collisions);
    archive("most_victims", evidence.mostVictims);
    archive("overwriter_exact", evidence.overwriterExact);
    archive("overwriter_process", evidence.overwriterProcess);
    archive("at_log_pages", evidence.atLogPages);
    archive("lost_of_worker", evidence.lostOfWorker);
    archive("collided", evidence.collided);
    archive("ns_per_operation", evidence.nsPerOperation);
}

void fields(auto& archive, Is<WorkerResult> auto& worker)
{
    archive("pid", worker.pid);
    archive("tasks", worker.tasks);
    archive("busy_ns", worker.busyNs);
    archive("wait_ns", worker.waitNs);
    archive("cpu_ns", worker.cpuNs);
    archive("respawned", worker.respawned);
    archive("switches", worker.switches);
    archive("preempted", worker.preempted);
    archive("sync", worker.sync);
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
    archive("locks", events.locks);
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
    archive("arm", trial.arm);
    archive("start_ns", trial.startNs);
    archive("wall_ns", trial.wallNs);
    archive("tasks", trial.tasks);
    archive("ledger", trial.ledger);
    archive("throughput_per_s", trial.throughputPerS);
    archive("latency_ns", trial.latency);
    archive("workers", trial.workers);
    archive("cores", trial.cores);
    archive("race", trial.race);
    archive("sync", trial.sync);
    archive("outcome", trial.outcome);
    archive("deadlock", trial.deadlock);
    archive("evidence", trial.evidence);
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
    archive("wait_share", summary.waitShare);
    archive("hold_share", summary.holdShare);
    archive("spin_share", summary.spinShare);
    archive("fairness", summary.fairness);
    archive("switches", summary.switches);
    archive("tasks", summary.tasks);
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
        {"arms", Writer::write(result.arms)},
        {"probe", Writer::write(result.probe)},
    };
}

Result<TrialResult, JsonError> trialResultFromJson(const Json& json)
{
    return readResult<TrialResult>(json);
}

Result<RunResult, JsonError> runResultFromJson(const Json& json)
{
    for (const char* field : {"experiment", "machine", "trials", "summary", "arms", "probe"}) {
        if (!json.is_object() || !json.contains(field))
            return fail(
                JsonError::Syntax, fmt::format("not a result: field '{}' is missing", field));
    }
    const ExperimentOrProblems experiment = experimentFromJson(json["experiment"]);
    if (!experiment)
        return fail(JsonError::Syntax, joinMessages(experiment.error()));
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
    return result;
}

std::string dumpJson(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace interleave
