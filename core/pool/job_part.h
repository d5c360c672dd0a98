// A worker's part of a map: claims items and runs them, one after the other.
//
// The template does per item what must be done per item, and nothing more: the claim slot says
// which item it is in, the ledger gets its result and mark, and where the map is timed the recorder
// an event. A result of up to 8 plain bytes lies in the ledger; others lie in an arena, and the
// ledger refers to them.
#pragma once

#include "core/pool/job_memory.h"
#include "core/pool/result_arena.h"
#include "core/pool/task_call.h"
#include "core/trace/recorder.h"
#include "core/work/claim_loop.h"

#include <cstring>
#include <cxxabi.h>
#include <sched.h>

namespace interleave {

/// Where a map's items are.
enum class Inputs { Numbers, Plain, Packed };

/// What the task of a part is sent. Its descriptors: the job's memory, the recording's and the
/// arena's, where there are any.
struct PartOrder
{
    std::uint32_t part = 0;
    std::uint32_t area = 0; // plus 1, of the pool's memory, with the job's; 0: it is sent
    std::uint32_t areaBytes = 0; // what the job has of it
    std::uint32_t recorded = 0; // 1: it is
    std::uint64_t arena = 0; // the number, plus 1, of the one to go on with; 0: none
};

/// A result that fits the ledger.
template <class R>
inline constexpr bool kFitsLedger
    = std::is_trivially_copyable_v<R>&& SentAsItsBytes<R> && sizeof(R) <= sizeof(std::uint64_t);

class JobPart
{
public:
    /// In the ledger of a failed item: there was no room to say why.
    static constexpr std::uint64_t kNoReference = UINT64_MAX;

    /// By the task's PartOrder.
    [[nodiscard]] static Result<JobPart, SystemError> open(TaskCall& call);

    /// Claims until nothing is left or it is told to stop; `runItem(index)` gives a word for the
    /// ledger.
    template <class RunItem>
    void run(RunItem runItem);

    [[nodiscard]] JobMemory& memory() { return m_memory; }
    /// A reference to a result in an arena; throws what is the item's failure when there is no
    /// room.
    [[nodiscard]] std::uint64_t keep(std::string_view bytes);

private:
    JobPart(TaskCall& call, JobMemory memory, std::uint32_t part);
    static Result<JobMemory, SystemError> findMemory(
        TaskCall& call, const PartOrder& order, std::vector<UniqueFd>& descriptors);

    /// When it ended, if the map is timed.
    template <class RunItem>
    std::uint64_t runOne(
        RunItem& runItem, std::uint64_t item, std::uint64_t begin, std::uint32_t runs);
    [[nodiscard]] std::uint64_t append(std::string_view bytes);
    void fail(std::uint64_t item, TaskFailure failure);
    void record(std::uint64_t item, std::uint64_t begin, std::uint64_t end, TaskOutcome outcome);
    TaskCall& m_call;
    JobMemory m_memory;
    TaskLedger m_ledger;
    ClaimSlot& m_claim;
    Clock m_clock;
    bool m_timed; // a clock read for each item
    TimeLimit m_limit;
    std::optional<RecordingWriter> m_recording;
    std::optional<Recorder> m_recorder;
    std::optional<ResultArena> m_arena;
};

inline void JobPart::record(
    std::uint64_t item, std::uint64_t begin, std::uint64_t end, TaskOutcome outcome)
{
    m_recorder->taskEnded({
        .begin = begin,
        .end = end,
        .task = item,
        .waitTicks = 0,
        .core = static_cast<std::uint16_t>(::sched_getcpu()),
        .kind = EventKind::Task,
        .outcome = outcome,
    });
}

template <class RunItem>
void JobPart::run(RunItem runItem)
{
    const auto stop = [this] { return m_call.toldToStop(); };
    const auto one = [&](std::uint64_t item, std::uint64_t begin, std::uint32_t runs) {
        return std::optional(this->runOne(runItem, item, begin, runs));
    };
    TaskPace pace;
    runClaims(m_memory.block().queue, m_claim, m_clock, pace, stop, [&](TaskRange range) {
        return runTasks(range, m_claim, m_ledger, m_timed ? m_clock.ticks() : 0, stop, one);
    });
}

template <class RunItem>
std::uint64_t JobPart::runOne(
    RunItem& runItem, std::uint64_t item, std::uint64_t begin, std::uint32_t runs)
{
    TaskOutcome outcome = TaskOutcome::Succeeded;
    m_limit.taskBegins();
    try {
        const std::uint64_t result = runItem(item);
        m_call.endCopy();
        if (m_limit.limitNs() != 0 && m_limit.isExceeded(begin, m_clock.ticks()))
            throw endedTooLate(m_limit.limitNs());
        m_ledger.finish(item, TaskMark::Succeeded, result, runs);
    } catch (const TaskFailure& failure) {
        fail(item, failure);
        outcome = TaskOutcome::Failed;
    } catch (const abi::__forced_unwind&) { // pthread_exit() ends the worker
        throw;
    } catch (...) {
        fail(item, exceptionLeft(detail::currentException()));
        outcome = TaskOutcome::Failed;
    }
    if (!m_timed)
        return 0;
    const std::uint64_t end = m_clock.ticks();
    if (m_recorder)
        record(item, begin, end, outcome);
    return end;
}

namespace detail {

/// Item `index` of a map.
template <class Item, Inputs kInputs>
[[nodiscard]] Item itemAt(JobMemory& job, std::uint64_t index)
{
    if constexpr (kInputs == Inputs::Numbers) {
        return static_cast<Item>(job.block().firstItem + index);
    } else if constexpr (kInputs == Inputs::Plain) {
        std::array<std::byte, sizeof(Item)> bytes;
        std::memcpy(bytes.data(), job.inputs() + index * sizeof(Item), sizeof(Item));
        return std::bit_cast<Item>(bytes);
    } else {
        auto item = fromBytes<Item>(job.packedInput(index));
        if (!item)
            throw taskFailure(TaskFailureKind::ArgumentNotRead, item.error().message);
        return *std::move(item);
    }
}

/// Runs one worker's part of map(F, items).
template <class F, class Item, Inputs kInputs>
void runPart(TaskCall& call)
{
    using R = CallResult<F, Item>;
    call.enter(TaskPhase::Running);
    auto part = JobPart::open(call);
    if (!part) {
        call.fail(taskFailure(TaskFailureKind::ArgumentNotRead, part.error().message));
        return;
    }
    F function = CallableBytes<F>::load(part->memory().callable());
    part->run([&](std::uint64_t index) -> std::uint64_t {
        Item item = itemAt<Item, kInputs>(part->memory(), index);
        call.endCopy();
        if constexpr (std::is_void_v<R>) {
            callWith(function, item);
            return 0;
        } else if constexpr (kFitsLedger<R>) {
            const R result = callWith(function, item);
            std::uint64_t word = 0;
            std::memcpy(&word, &result, sizeof result);
            return word;
        } else {
            const auto bytes = toBytes<R>(callWith(function, item));
            if (!bytes)
                throw taskFailure(TaskFailureKind::ResultNotSent, bytes.error().message);
            return part->keep(*bytes);
        }
    });
    call.succeed({});
}

} // namespace detail
} // namespace interleave
