#include "core/workload/store_buffering.h"

#include "core/base/grouped_digits.h"
#include "core/base/random.h"
#include "core/sync/spin_wait.h"
#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <iterator>
#include <numeric>
#include <vector>

namespace interleave {

namespace {

constexpr std::uint64_t kCells = 256; // rounds until a pair of words is used again
constexpr std::uint64_t kLooks = 1'000; // until it looks whether the other one comes at all
constexpr SpinWait::Patience kPatience{200, 1};

class StoreBufferingWorkload final : public Workload
{
public:
    explicit StoreBufferingWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Fence { None, Full, SequentiallyConsistent };
    enum class Meeting { Met, Stopped, Alone };
    struct Words;
    struct Round; // as one of the two sees it

    static Fence fenceOf(const Experiment& experiment);
    [[nodiscard]] static bool otherCameTo(const Round& round, const TaskLedger& ledger);
    static Meeting meet(Words& words, const Round& round, const WorkerContext& worker);
    [[nodiscard]] std::uint64_t storeAndLoad(
        std::uint64_t& mine, const std::uint64_t& theirs) const;
    void play(Words& words, const Round& round) const;
    TaskReport playAll(std::uint64_t task, Words& words, const WorkerContext& worker) const;

    Fence m_fence;
    std::uint64_t m_rounds;
};

} // namespace

// The workload's area.
struct StoreBufferingWorkload::Words
{
    struct Cell
    {
        alignas(kCacheLine) std::uint64_t x;
        alignas(kCacheLine) std::uint64_t y;
    };
    struct Side
    {
        alignas(kCacheLine) std::atomic<std::uint64_t> rounds; // played
        alignas(kCacheLine) std::array<std::uint64_t, kCells> read;
    };
    std::uint64_t share; // tasks of each
    std::array<Side, 2> sides;
    std::array<Cell, kCells> cells;
    alignas(
        kCacheLine) std::array<std::uint64_t, 4> outcomes; // 2 * what x's owner read + the other
};

struct StoreBufferingWorkload::Round
{
    std::size_t side;
    std::uint64_t first; // of its turn
    std::uint64_t number;
    std::uint64_t othersTask;
};

StoreBufferingWorkload::StoreBufferingWorkload(const Experiment& experiment)
    : m_fence(fenceOf(experiment))
    , m_rounds(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "rounds")))
{
}

StoreBufferingWorkload::Fence StoreBufferingWorkload::fenceOf(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "fence");
    if (name == "mfence")
        return Fence::Full;
    return name == "seq-cst" ? Fence::SequentiallyConsistent : Fence::None;
}

std::size_t StoreBufferingWorkload::areaBytes(const RunShape&) const
{
    return lineBytes<Words>(1);
}

void StoreBufferingWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    objectsIn<Words>(area, 0, 1).front().share = shape.tasks / 2;
}

// Of one whose task is over.
bool StoreBufferingWorkload::otherCameTo(const Round& round, const TaskLedger& ledger)
{
    return isWhole(ledger.mark(round.othersTask))
        && round.first + ledger.result(round.othersTask) >= round.number;
}

// Says that this side is at the round, and waits until the other one is, or one further. Who is
// beyond that is in another turn: it met this side at the end of the last one, or it is the
// successor of one that died in it. One that died is replaced, or the engine ends the trial.
StoreBufferingWorkload::Meeting StoreBufferingWorkload::meet(
    Words& words, const Round& round, const WorkerContext& worker)
{
    words.sides.at(round.side).rounds.store(round.number, std::memory_order_release);
    const auto& others = words.sides.at(1 - round.side).rounds;
    SpinWait wait(kPatience);
    for (std::uint64_t looks = 1;; ++looks) {
        const std::uint64_t there = others.load(std::memory_order_acquire);
        if (there == round.number || there == round.number + 1) [[likely]]
            return Meeting::Met;
        if (there > round.number)
            return otherCameTo(round, worker.ledger) ? Meeting::Met : Meeting::Alone;
        wait.pause();
        if (looks % kLooks != 0)
            continue;
        if (worker.stopRequested())
            return Meeting::Stopped;
        worker.waitsForOthers();
        const TaskMark mark = worker.ledger.mark(round.othersTask);
        const bool over = mark != TaskMark::Untouched && mark != TaskMark::Started;
        if (over && !otherCameTo(round, worker.ledger))
            return Meeting::Alone;
    }
}

// In one piece, so that nothing but the fence stands between the two.
std::uint64_t StoreBufferingWorkload::storeAndLoad(
    std::uint64_t& mine, const std::uint64_t& theirs) const
{
    std::uint64_t seen = 0;
    const std::atomic_ref<std::uint64_t> own(mine);
    const std::atomic_ref<std::uint64_t> other(const_cast<std::uint64_t&>(theirs));
    if (m_fence == Fence::SequentiallyConsistent) {
        own.store(1);
        return other.load();
    }
#if defined(__x86_64__)
    if (m_fence == Fence::Full)
        asm volatile("movq $1, %0\n\tmfence\n\tmovq %2, %1"
                     : "=m"(mine), "=&r"(seen)
                     : "m"(theirs)
                     : "memory");
    else
        asm volatile("movq $1, %0\n\tmovq %2, %1"
                     : "=m"(mine), "=&r"(seen)
                     : "m"(theirs)
                     : "memory");
#else
    own.store(1, std::memory_order_relaxed);
    if (m_fence == Fence::Full)
        std::atomic_thread_fence(std::memory_order_seq_cst);
    seen = other.load(std::memory_order_relaxed);
#endif
    return seen;
}

// Each side clears the word that it will load, half a circle ahead: so the word lies in its own
// cache, and its store has to wait for the other's.
void StoreBufferingWorkload::play(Words& words, const Round& round) const
{
    Words::Cell& cell = words.cells.at(round.number % kCells);
    Words::Cell& later = words.cells.at((round.number + kCells / 2) % kCells);
    const bool ownsX = round.side == 0;
    const std::uint64_t stagger = splitMix64(round.number) >> (ownsX ? 0U : 32U) & 15U;
    for (std::uint64_t i = 0; i < stagger; ++i)
        asm volatile("" ::: "memory");
    words.sides.at(round.side).read.at(round.number % kCells)
        = ownsX ? storeAndLoad(cell.x, cell.y) : storeAndLoad(cell.y, cell.x);
    std::atomic_ref<std::uint64_t>(ownsX ? later.y : later.x).store(0, std::memory_order_relaxed);
}

// The result is how many rounds it has played: all, unless the other side's task failed, or began
// again, which ends the turn for both.
TaskReport StoreBufferingWorkload::playAll(
    std::uint64_t task, Words& words, const WorkerContext& worker) const
{
    const std::size_t side = task / words.share;
    const std::uint64_t turn = task % words.share;
    if (worker.ledger.runs(task) > 1)
        return {.result = 0};
    for (Words::Cell& cell : words.cells) // what a turn that failed has left
        std::atomic_ref<std::uint64_t>(side == 0 ? cell.y : cell.x).store(0);
    // Two numbers more than there are rounds, and none is 0: before the first round both say that
    // they have cleared, and nobody seems to be in the turn before.
    const std::uint64_t first = turn * (m_rounds + 2) + 1;
    const std::uint64_t end = first + m_rounds;
    Round round{side, first, first, (1 - side) * words.share + turn};
    for (;; ++round.number) {
        const Meeting meeting = meet(words, round, worker);
        if (meeting == Meeting::Stopped)
            return {.interrupted = true};
        if (meeting == Meeting::Alone)
            return {.result = round.number - first};
        if (side == 0 && round.number > first) { // both have read
            const std::uint64_t cell = (round.number - 1) % kCells;
            ++words.outcomes.at(2 * words.sides[0].read.at(cell) + words.sides[1].read.at(cell));
        }
        if (round.number == end)
            return {.result = m_rounds};
        play(words, round);
    }
}

void StoreBufferingWorkload::run(TaskRange range, WorkerContext& worker) const
{
    Words& words = objectsIn<Words>(worker.area, 0, 1).front();
    const auto task = [&](std::uint64_t index, const auto&, const WorkerContext& context) {
        return playAll(index, words, context);
    };
    runRange(task, range, OpenAccess<AtomicAdd>{}, worker);
}

WorkloadOutcome StoreBufferingWorkload::outcome(const EndedTrial& trial) const
{
    const auto& outcomes = objectsIn<Words>(trial.area, 0, 1).front().outcomes;
    const auto rounds = std::accumulate(std::begin(outcomes), std::end(outcomes), std::uint64_t{0});
    const std::uint64_t both = outcomes.front();
    WorkloadOutcome outcome;
    outcome.asWanted = both == 0;
    outcome.sentence = both == 0
        ? fmt::format("Both read 0 in none of {} rounds", groupedDigits(rounds))
        : fmt::format("Both read 0 in {} of {} rounds: no order of the four steps explains that",
            groupedDigits(both),
            groupedDigits(rounds));
    const std::vector<double> counts(std::begin(outcomes), std::end(outcomes));
    outcome.figures = {
        {"both_zero", "rounds in which both read 0", {}, counts[0], 0.0},
        {"first_zero", "rounds in which they read 0 and 1", {}, counts[1], {}},
        {"second_zero", "rounds in which they read 1 and 0", {}, counts[2], {}},
        {"both_one", "rounds in which both read 1", {}, counts[3], {}},
    };
    outcome.charts.push_back({.title = "What did the two workers read?",
        .unit = "rounds",
        .xTitle = {},
        .labels = {"both 0", "0 and 1", "1 and 0", "both 1"},
        .x = {},
        .values = counts,
        .wanted = {},
        .unwanted = {0}});
    return outcome;
}

// Nothing is added up.
SharedSum StoreBufferingWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {};
}

SharedSum StoreBufferingWorkload::held(const EndedTrial&) const
{
    return {};
}

std::unique_ptr<Workload> makeStoreBuffering(const Experiment& experiment)
{
    return std::make_unique<StoreBufferingWorkload>(experiment);
}

} // namespace interleave
