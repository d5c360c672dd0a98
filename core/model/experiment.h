// What to run: a plain value. It says nothing about this machine; the engine turns "auto" into
// numbers.
#pragma once

#include "core/base/worker_index.h"
#include "core/model/catalogue.h"
#include "core/model/fault.h"
#include "core/model/primitive_list.h"
#include "core/model/varied_parameter.h"
#include "core/model/worker_counts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// The engine's limit, as kMaxWorkers is; also the ranges of the form.
inline constexpr std::int64_t kMaxTasks = 100'000'000;

struct Experiment
{
    WorkloadKind workload = WorkloadKind::Counter;
    std::map<std::string, FieldValue, std::less<>> params{}; // only those that were set
    std::optional<std::int64_t> tasks{}; // nothing: the workload's default, or one per picture
    std::optional<std::int64_t> workers{}; // nothing: one per usable core
    std::vector<std::int64_t> varyWorkers{}; // instead of `workers`: all of them, by turns
    VariedParameter varyParam{}; // all of these values of a parameter, by turns
    ExecutorKind executor = ExecutorKind::Processes;
    bool allAtOnce = false; // process-per-task: no limit but kMaxWorkers
    StartMethod startMethod = StartMethod::Fork;
    Schedule schedule = Schedule::Auto;
    std::optional<std::int64_t>
        chunk{}; // what it limits depends on the schedule; nothing: as fits it
    PythonCall call = PythonCall::Map;
    bool withoutJoin = false; // python-process: the time is taken before the tasks are done
    HandBack handBack = HandBack::Return; // of Python's squares and cubes
    JoblibBackend joblibBackend = JoblibBackend::Loky;
    bool joblibMemory = false; // joblib keeps results for the run's other trials
    std::string python{}; // the interpreter of Python's executors; empty: python3 on PATH
    Primitive sync = Primitive::Lock;
    std::int64_t permits = 1; // of the semaphores
    std::vector<Primitive> compare{}; // instead of `sync`: all of them, by turns
    bool evidence = false; // log every racing update, and name those that are lost
    bool probe = false; // by turns bare, tagged and logged: what does watching change?
    std::int64_t trials = 1; // of each that is compared
    double timeout = 0; // seconds a task may take; 0: as long as it likes
    OnError onError = OnError::Continue;
    std::vector<Fault> inject{};
    std::int64_t seed = 1;
    bool pin = false;

    bool operator==(const Experiment&) const = default;
};

/// The parameter as set, else its default. `name` must be one of the workload's (see catalogue.h)
/// and T the type of its ValueSpec: bool, std::int64_t, double or std::string.
template <class T>
[[nodiscard]] T parameter(const Experiment& experiment, std::string_view name)
{
    const ValueSpec* spec = findParameter(experiment.workload, name);
    const auto set = experiment.params.find(name);
    const FieldValue& value = set != experiment.params.end() ? set->second : spec->defaultValue;
    if constexpr (std::is_same_v<T, double>) {
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            return static_cast<double>(*whole);
    }
    return std::get<T>(value);
}

/// How much wider the window of the race is than in the plain program; 0 where there is none.
[[nodiscard]] std::int64_t windowDelayNs(const Experiment& experiment);

/// A setting of the experiment: its description and how to read and write it as a FieldValue.
struct ExperimentField
{
    ValueSpec spec;
    FieldValue (*read)(const Experiment&) = nullptr;
    void (*write)(Experiment&, const FieldValue&)
        = nullptr; // the value must pass findProblem(spec, value)
    /// Whether it makes a difference beside the other settings; null: always.
    bool (*applies)(const Experiment&) = nullptr;
};

/// All settings but the parameters, in the order in which a form shows them.
[[nodiscard]] std::span<const ExperimentField> experimentFields();
[[nodiscard]] const ExperimentField* findField(std::string_view name);

/// A problem that stops an experiment: the field (or "params.name") and the sentence.
struct ExperimentProblem
{
    std::string field;
    std::string message;
};

/// Whether there is a number of workers to choose.
[[nodiscard]] bool hasPoolSize(const Experiment& experiment);

/// Those that are compared, or the one that is used.
[[nodiscard]] std::vector<Primitive> primitivesOf(const Experiment& experiment);

/// What is known of that whose values are compared: a parameter of the workload, or the executor;
/// null where there is no such.
[[nodiscard]] const ValueSpec* variedSpec(const Experiment& experiment);
/// Whether executors are compared.
[[nodiscard]] bool variesExecutor(const Experiment& experiment);

/// The experiment with each value of the parameter that is compared; itself where none is. All
/// executors get as many tasks as the slowest is usually given.
[[nodiscard]] std::vector<Experiment> variantsOf(const Experiment& experiment);

/// What is wrong with the faults to inject into `tasks` tasks; nothing when they can be injected.
[[nodiscard]] std::optional<std::string> findFaultConflict(
    const Experiment& experiment, std::uint64_t tasks);

/// Every problem of the values and of what they are together; empty means valid. Folders are looked
/// at when a run is planned.
[[nodiscard]] std::vector<ExperimentProblem> findProblems(const Experiment& experiment);

} // namespace interleave
