// What the tasks of an experiment do. Made once by the engine, before it forks, then used by every
// worker.
//
// Process safety: const after construction; workers inherit it, threads share it. What tasks share
// is in WorkerContext. A task's exception is that task's failure.
#pragma once

#include "core/base/unique_fd.h"
#include "core/evidence/tagged_word.h"
#include "core/workload/worker_context.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

enum class WorkloadError { BadFolder, NoImageModule, NoSandbox, NoChannel };

/// Tasks that had no fault of their own run again after another's death: a few at most.
inline constexpr std::uint64_t kTasksAgain = 64;

/// What a workload must know to lay out memory of its own.
struct RunShape
{
    std::uint64_t tasks = 1;
    std::uint32_t workers = 1;
};

/// A trial that has ended, for those who say what came of it.
struct EndedTrial
{
    const SharedState& shared;
    std::span<const std::byte> area; // the workload's own
    RunShape shape;
    const Clock& clock;
    std::uint64_t beginTicks;
    std::uint64_t wallNs;
    Arm arm;
    const TaskLedger& ledger;
    TrialEnd end;
};

/// What a word that counts updates says of how many survived; tagged words say more than that.
[[nodiscard]] inline std::uint64_t survivorsIn(std::uint64_t word, Watch watch)
{
    return watch == Watch::Bare ? word : TagFormat::valueOf(word);
}

class Workload
{
public:
    Workload() = default;
    Workload(const Workload&) = delete;
    Workload& operator=(const Workload&) = delete;
    Workload(Workload&&) = delete;
    Workload& operator=(Workload&&) = delete;
    virtual ~Workload() = default;

    /// How many things to do it has found, a task each, for an experiment that does not say how
    /// many tasks; nothing where it can do any number.
    [[nodiscard]] virtual std::optional<std::uint64_t> tasksFound() const { return std::nullopt; }
    /// How many tasks each of these things is, and every other number of tasks a multiple of it.
    [[nodiscard]] virtual std::uint64_t tasksPerThing(std::uint32_t /*workers*/) const { return 1; }
    /// What a user should know before the run starts; empty when there is nothing.
    [[nodiscard]] virtual std::string remark() const { return {}; }
    /// What holds for its workers, for the log; empty when there is nothing to say.
    [[nodiscard]] virtual std::string assurance() const { return {}; }
    /// Called once in each worker process before its first task, and before its threads begin.
    [[nodiscard]] virtual Result<void, WorkloadError> enterWorker(unsigned /*threads*/) const
    {
        return {};
    }
    virtual void run(TaskRange range, WorkerContext& worker) const = 0;
    /// Called in the engine when process `pid` died in `task`, or outside of one: removes what it
    /// left half done, and tells those who wait for it.
    virtual void workerDied(std::optional<std::uint64_t> /*task*/,
        std::int64_t /*pid*/,
        std::span<std::byte> /*area*/) const
    {
    }
    /// What a user calls the thing that task `index` is about; empty where it has no name.
    [[nodiscard]] virtual std::string taskName(
        std::uint64_t /*index*/, std::span<std::byte> /*area*/) const
    {
        return {};
    }
    /// Why task `index` failed, with the name of the thing that it is about where that has one and
    /// `message` does not begin with it.
    [[nodiscard]] virtual std::string failureOf(
        std::uint64_t /*index*/, const std::string& message) const
    {
        return message;
    }
    /// Called in the engine when a process crashed in `task`, of which nothing else can be the
    /// cause.
    virtual void taskCrashed(std::uint64_t /*task*/, std::span<std::byte> /*area*/) const { }
    /// What its tasks share beside memory, and what it has read: open in every worker process. One
    /// that has inherited nothing gets its own for the same things, in the same order.
    [[nodiscard]] virtual std::vector<int> descriptors() const { return {}; }
    [[nodiscard]] virtual Result<void, WorkloadError> adopt(std::vector<UniqueFd> /*descriptors*/)
    {
        return {};
    }
    /// A memory file with what its tasks are about, in its own form, for who shows them (as
    /// image/picture_list.h); -1 where there is none. It stays the workload's.
    [[nodiscard]] virtual int taskFiles() const { return -1; }
    /// Memory that its tasks share beside SharedState: a multiple of a cache line, all zero when
    /// prepare() is called, once per trial, in the engine.
    [[nodiscard]] virtual std::size_t areaBytes(const RunShape& /*shape*/) const { return 0; }
    virtual void prepare(std::span<std::byte> /*area*/, const RunShape& /*shape*/) const { }
    /// Racing updates that `tasks` tasks make at most, to the word that can be watched.
    [[nodiscard]] virtual std::uint64_t updates(std::uint64_t tasks) const { return tasks; }
    /// That word.
    [[nodiscard]] virtual std::uint64_t& watchedWord(SharedState& shared) const
    {
        return shared.count;
    }
    /// Parts that a task notes in the recording at most (EventKind::Part).
    [[nodiscard]] virtual std::uint64_t partsPerTask() const { return 0; }
    /// What it says for itself, when the shared total is not all.
    [[nodiscard]] virtual WorkloadOutcome outcome(const EndedTrial& /*trial*/) const { return {}; }

    /// What the shared state holds before the first task.
    [[nodiscard]] virtual SharedSum opening() const { return {}; }
    /// What task `index`, which gave `result`, should have added to the shared state; computed
    /// without it.
    [[nodiscard]] virtual SharedSum expected(std::uint64_t index, std::uint64_t result) const = 0;
    /// The updates that task `index` may have made when it was cut off: so many at most.
    [[nodiscard]] virtual std::uint64_t updatesAtMost(
        std::uint64_t index, const RunShape& /*shape*/) const
    {
        return expected(index, 0).updates;
    }
    /// What the shared state holds: its sum, and the updates that survived in it.
    [[nodiscard]] virtual SharedSum held(const EndedTrial& trial) const = 0;
};

/// Checks what the experiment names (folders), reads what is in them and loads what it needs.
/// Needs a valid experiment.
[[nodiscard]] Result<std::unique_ptr<Workload>, WorkloadError> makeWorkload(
    const Experiment& experiment);

/// In a worker that has inherited nothing: the same workload from what the engine's has read, with
/// the descriptors of that. Looks at nothing again.
[[nodiscard]] Result<std::unique_ptr<Workload>, WorkloadError> attachWorkload(
    const Experiment& experiment, std::vector<UniqueFd> descriptors);

} // namespace interleave
