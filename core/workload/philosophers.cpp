#include "core/workload/philosophers.h"

#include "core/base/grouped_digits.h"
#include "core/base/random.h"
#include "core/workload/area.h"
#include "core/workload/stoppable_sleep.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <cmath>
#include <mutex>

namespace interleave {

namespace {

using Fork = RecordedGuard<RobustLock>;

std::uint64_t microseconds(const Experiment& experiment, std::string_view name)
{
    return static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, name)) * 1'000;
}

Fork forkOf(std::size_t fork, WorkerContext& worker)
{
    return {worker.shared.ownLocks[fork],
        static_cast<LockId>(fork + 1),
        worker.index,
        worker.clock,
        worker};
}

class PhilosophersWorkload final : public Workload
{
public:
    explicit PhilosophersWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Strategy { LeftFirst, Ordered, Waiter, TryLock };
    struct Table;
    struct Hands; // both forks of a philosopher
    struct Dinner; // of all philosophers

    [[nodiscard]] static Dinner dinnerOf(const EndedTrial& trial);
    [[nodiscard]] static OutcomeChart mealsOfEach(const EndedTrial& trial);
    [[nodiscard]] static std::string sentenceOf(const Dinner& dinner, bool deadlocked);
    static Strategy strategyOf(const Experiment& experiment);
    template <class Access>
    bool takeForks(Hands& hands, const Access& access, WorkerContext& worker) const;
    bool reachForSecond(const WorkerContext& worker) const;
    bool tryForks(Hands& hands, WorkerContext& worker) const;

    Strategy m_strategy;
    std::uint64_t m_thinkNs;
    std::uint64_t m_reachNs;
    std::uint64_t m_eatNs;
    std::uint64_t m_seed;
};

} // namespace

// The workload's area.
struct PhilosophersWorkload::Table
{
    struct Seat
    {
        alignas(kCacheLine) Tally forkUses; // of the left fork
        // Of the philosopher, and written by no other.
        alignas(kCacheLine) std::atomic<std::uint64_t> meals;
        std::atomic<std::uint64_t> longestHungryTicks;
        std::atomic<std::uint64_t> retries;
    };
    std::uint64_t seats; // for the workers
    std::array<Seat, kOwnLocks> all;
};

struct PhilosophersWorkload::Dinner
{
    std::size_t seats = 0;
    std::uint64_t meals = 0;
    std::uint64_t retries = 0;
    std::uint64_t longestHungryTicks = 0;
    std::uint64_t fewest = 0; // of one
    std::uint64_t most = 0;
    double squares = 0; // of each one's meals

    // Jain's index: 1 where all had the same.
    [[nodiscard]] double evenness() const
    {
        const auto all = static_cast<double>(meals);
        return meals == 0 ? 1 : all * all / (squares * static_cast<double>(seats));
    }
};

struct PhilosophersWorkload::Hands
{
    Hands(std::size_t left, std::size_t right, bool swapped, WorkerContext& worker)
        : firstFork(forkOf(swapped ? right : left, worker))
        , secondFork(forkOf(swapped ? left : right, worker))
        , first(firstFork, std::defer_lock)
        , second(secondFork, std::defer_lock)
    {
    }

    Fork firstFork;
    Fork secondFork;
    std::unique_lock<Fork> first;
    std::unique_lock<Fork> second;
};

PhilosophersWorkload::PhilosophersWorkload(const Experiment& experiment)
    : m_strategy(strategyOf(experiment))
    , m_thinkNs(microseconds(experiment, "think_us"))
    , m_reachNs(microseconds(experiment, "reach_us"))
    , m_eatNs(microseconds(experiment, "eat_us"))
    , m_seed(static_cast<std::uint64_t>(experiment.seed))
{
}

PhilosophersWorkload::Strategy PhilosophersWorkload::strategyOf(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "strategy");
    if (name == "ordered")
        return Strategy::Ordered;
    if (name == "waiter")
        return Strategy::Waiter;
    return name == "try-lock" ? Strategy::TryLock : Strategy::LeftFirst;
}

std::size_t PhilosophersWorkload::areaBytes(const RunShape&) const
{
    return lineBytes<Table>(1);
}

void PhilosophersWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    objectsIn<Table>(area, 0, 1).front().seats = shape.workers;
}

bool PhilosophersWorkload::reachForSecond(const WorkerContext& worker) const
{
    return sleepUnlessStopped(m_reachNs, worker.stop);
}

// False when the second fork was taken, or the run was stopped: then it has none.
bool PhilosophersWorkload::tryForks(Hands& hands, WorkerContext& worker) const
{
    hands.first.lock();
    if (reachForSecond(worker) && hands.second.try_lock())
        return true;
    hands.first.unlock();
    return false;
}

// False when the run was stopped meanwhile.
template <class Access>
bool PhilosophersWorkload::takeForks(
    Hands& hands, const Access& access, WorkerContext& worker) const
{
    const auto oneAfterTheOther = [&] {
        hands.first.lock();
        if (!reachForSecond(worker))
            return false;
        hands.second.lock();
        return true;
    };
    if (m_strategy == Strategy::Waiter) {
        bool taken = false;
        access.update([&](const auto&) { taken = oneAfterTheOther(); });
        return taken;
    }
    if (m_strategy != Strategy::TryLock)
        return oneAfterTheOther();
    auto& retries = objectsIn<Table>(worker.area, 0, 1).front().all.at(worker.index).retries;
    while (!tryForks(hands, worker)) {
        if (worker.stopRequested())
            return false;
        const std::uint64_t before = retries.fetch_add(1, std::memory_order_relaxed);
        const double share = uniformAt(m_seed + worker.index, before); // all alike would go on
        if (!sleepUnlessStopped(
                static_cast<std::uint64_t>(share * static_cast<double>(m_thinkNs)), worker.stop))
            return false;
    }
    return true;
}

void PhilosophersWorkload::run(TaskRange range, WorkerContext& worker) const
{
    Table& table = objectsIn<Table>(worker.area, 0, 1).front();
    const std::size_t left = worker.index;
    const std::size_t right = (left + 1) % table.seats;
    Table::Seat& mine = table.all.at(left);
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        const double thinking = -std::log1p(-uniformAt(m_seed, index));
        if (!sleepUnlessStopped(
                static_cast<std::uint64_t>(thinking * static_cast<double>(m_thinkNs)),
                context.stop))
            return TaskReport{.interrupted = true};
        const bool swapped = m_strategy == Strategy::Ordered && right < left;
        Hands hands(left, right, swapped, context);
        const std::uint64_t hungry = context.clock.ticks();
        if (!takeForks(hands, access, context))
            return TaskReport{.interrupted = true};
        const std::uint64_t waited = context.clock.ticks() - hungry;
        if (waited > mine.longestHungryTicks.load(std::memory_order_relaxed))
            mine.longestHungryTicks.store(waited, std::memory_order_relaxed);
        addRacing(mine.forkUses, 1, NoPause{});
        addRacing(table.all.at(right).forkUses, 1, NoPause{});
        const bool ate = sleepUnlessStopped(m_eatNs, context.stop);
        mine.meals.fetch_add(1, std::memory_order_relaxed);
        return TaskReport{.result = ate ? 1U : 0U};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

PhilosophersWorkload::Dinner PhilosophersWorkload::dinnerOf(const EndedTrial& trial)
{
    const Table& table = objectsIn<Table>(trial.area, 0, 1).front();
    Dinner dinner{.seats = trial.shape.workers};
    for (std::size_t seat = 0; seat < dinner.seats; ++seat) {
        const Table::Seat& philosopher = table.all.at(seat);
        const std::uint64_t own = philosopher.meals.load();
        dinner.meals += own;
        dinner.fewest = seat == 0 ? own : std::min(dinner.fewest, own);
        dinner.most = std::max(dinner.most, own);
        dinner.squares += static_cast<double>(own) * static_cast<double>(own);
        dinner.retries += philosopher.retries.load();
        dinner.longestHungryTicks
            = std::max(dinner.longestHungryTicks, philosopher.longestHungryTicks.load());
    }
    return dinner;
}

OutcomeChart PhilosophersWorkload::mealsOfEach(const EndedTrial& trial)
{
    const Table& table = objectsIn<Table>(trial.area, 0, 1).front();
    OutcomeChart chart{.title = "How many meals did each philosopher have?",
        .unit = "meals",
        .xTitle = "philosopher"};
    for (std::size_t seat = 0; seat < trial.shape.workers; ++seat) {
        chart.labels.push_back(std::to_string(seat + 1));
        chart.values.push_back(static_cast<double>(table.all.at(seat).meals.load()));
    }
    return chart;
}

std::string PhilosophersWorkload::sentenceOf(const Dinner& dinner, bool deadlocked)
{
    if (deadlocked && dinner.meals == 1)
        return "Deadlock after 1 meal: every philosopher holds one fork and waits for the next";
    if (deadlocked)
        return fmt::format(
            "Deadlock after {} meals: every philosopher holds one fork and waits for the next",
            groupedDigits(dinner.meals));
    return fmt::format("{} philosophers had {} meals: from {} to {} each",
        dinner.seats,
        groupedDigits(dinner.meals),
        groupedDigits(dinner.fewest),
        groupedDigits(dinner.most));
}

WorkloadOutcome PhilosophersWorkload::outcome(const EndedTrial& trial) const
{
    const Dinner dinner = dinnerOf(trial);
    const bool deadlocked = trial.end == TrialEnd::Deadlocked;
    const double longestMs = static_cast<double>(trial.clock.toNs(dinner.longestHungryTicks)) / 1e6;
    WorkloadOutcome outcome;
    outcome.asWanted = !deadlocked;
    outcome.sentence = sentenceOf(dinner, deadlocked);
    outcome.figures = {
        {"meals", "meals", {}, static_cast<double>(dinner.meals), {}},
        {"deadlock", "deadlocks", {}, deadlocked ? 1.0 : 0.0, 0.0},
        {"jain", "Jain's index of the meals (1 where all had as many)", {}, dinner.evenness(), {}},
        {"retries", "forks given back", {}, static_cast<double>(dinner.retries), {}},
    };
    if (!deadlocked) // whose longest wait has no end
        outcome.figures.push_back(
            {"longest_hungry", "longest wait for two forks", "ms", longestMs, {}});
    outcome.charts.push_back(mealsOfEach(trial));
    return outcome;
}

SharedSum PhilosophersWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {2, 2};
}

SharedSum PhilosophersWorkload::held(const EndedTrial& trial) const
{
    const Table& table = objectsIn<Table>(trial.area, 0, 1).front();
    SharedSum sum;
    for (std::size_t seat = 0; seat < trial.shape.workers; ++seat)
        sum += SharedSum{table.all.at(seat).forkUses.sum, table.all.at(seat).forkUses.updates};
    return sum;
}

std::unique_ptr<Workload> makePhilosophers(const Experiment& experiment)
{
    return std::make_unique<PhilosophersWorkload>(experiment);
}

} // namespace interleave
