#include "core/workload/phases.h"

#include "core/base/grouped_digits.h"
#include "core/base/random.h"
#include "core/sync/barrier.h"
#include "core/sync/racing_word.h"
#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{5}; // of who waits, at the others
constexpr std::uint64_t kPointsShown = 400;

void raiseTo(std::atomic<std::uint64_t>& most, std::uint64_t value)
{
    std::uint64_t now = most.load(std::memory_order_relaxed);
    while (now < value && !most.compare_exchange_weak(now, value, std::memory_order_relaxed))
        ;
}

class PhasesWorkload final : public Workload
{
public:
    explicit PhasesWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    void workerDied(std::optional<std::uint64_t> task,
        std::int64_t pid,
        std::span<std::byte> area) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Meeting { None, Barrier, Condition };
    enum class Broken : std::uint32_t { No, Death, Failure, LostArrival };
    enum class Passage { Passed, Stopped, Broken };
    struct Hall;
    struct Party;
    struct PhaseTimes;
    class Rooms; // the parts of the area

    static Meeting meetingOf(const Experiment& experiment);
    static void breakUp(Hall& hall, Broken why, std::uint64_t task);
    static std::string whyBroken(const Hall& hall);
    static void noteSkew(const Rooms& rooms, Party& me, std::uint64_t phase);
    static bool somebodyFailed(
        const Rooms& rooms, std::uint64_t phase, const WorkerContext& worker);
    void work(std::uint64_t task) const;
    static Passage meetAtBarrier(
        const Rooms& rooms, std::uint64_t phase, const WorkerContext& worker);
    template <class Access>
    static Passage meetByCount(const Rooms& rooms,
        Party& me,
        std::uint64_t phase,
        const Access& access,
        const WorkerContext& worker);
    template <class Access>
    TaskReport runPhase(
        std::uint64_t task, const Access& access, const WorkerContext& worker) const;

    Meeting m_meeting;
    std::uint64_t m_work;
    std::uint64_t m_seed;
};

} // namespace

// Where they meet.
struct PhasesWorkload::Hall
{
    std::uint64_t parties;
    std::uint64_t phases; // tasks of each
    std::atomic<Broken> broken;
    std::atomic<std::uint64_t> brokenBy; // task
    alignas(kCacheLine) Barrier barrier;
    alignas(kCacheLine) std::uint64_t count; // arrivals in this phase, when the primitive guards it
    FutexWord generation; // moves on when all have been counted
};

// Written by whoever plays the part.
struct PhasesWorkload::Party
{
    alignas(kCacheLine) std::atomic<std::uint64_t> begun; // phases
    std::atomic<std::uint64_t> counted; // arrivals that are over
    std::uint64_t largestSkew;
    std::uint64_t waitTicks;
};

struct PhasesWorkload::PhaseTimes
{
    std::atomic<std::uint64_t> beforeFirst; // UINT64_MAX - ticks of the first arrival
    std::atomic<std::uint64_t> last;
};

class PhasesWorkload::Rooms
{
public:
    explicit Rooms(std::span<std::byte> area)
        : hall(objectsIn<Hall>(area, 0, 1).front())
        , parties(objectsIn<Party>(area, sizeof(Hall), hall.parties))
        , times(objectsIn<PhaseTimes>(
              area, sizeof(Hall) + lineBytes<Party>(hall.parties), hall.phases))
    {
    }

    Hall& hall;
    std::span<Party> parties;
    std::span<PhaseTimes> times;
};

PhasesWorkload::PhasesWorkload(const Experiment& experiment)
    : m_meeting(meetingOf(experiment))
    , m_work(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "work")))
    , m_seed(static_cast<std::uint64_t>(experiment.seed))
{
}

PhasesWorkload::Meeting PhasesWorkload::meetingOf(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "meeting");
    if (name == "none")
        return Meeting::None;
    return name == "condition" ? Meeting::Condition : Meeting::Barrier;
}

std::size_t PhasesWorkload::areaBytes(const RunShape& shape) const
{
    return sizeof(Hall) + lineBytes<Party>(shape.workers)
        + lineBytes<PhaseTimes>(shape.tasks / shape.workers);
}

void PhasesWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    Hall& hall = objectsIn<Hall>(area, 0, 1).front();
    hall.parties = shape.workers;
    hall.phases = shape.tasks / shape.workers;
    hall.barrier.create(shape.workers);
}

void PhasesWorkload::breakUp(Hall& hall, Broken why, std::uint64_t task)
{
    Broken no = Broken::No;
    if (hall.broken.load() == Broken::No) {
        hall.brokenBy.store(task);
        hall.broken.compare_exchange_strong(no, why);
    }
    hall.barrier.abort();
    futexWakeAll(hall.generation);
}

std::string PhasesWorkload::whyBroken(const Hall& hall)
{
    switch (hall.broken.load()) {
    case Broken::Death:
        return "the meeting is broken: a worker died";
    case Broken::LostArrival:
        return "the meeting is broken: all have arrived, but the count of an arrival was lost";
    case Broken::Failure:
    case Broken::No:
        break;
    }
    return fmt::format("the meeting is broken: task {} failed", hall.brokenBy.load());
}

void PhasesWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t, std::span<std::byte> area) const
{
    if (m_meeting != Meeting::None)
        breakUp(objectsIn<Hall>(area, 0, 1).front(), Broken::Death, task.value_or(0));
}

// How far it is ahead of the last one.
void PhasesWorkload::noteSkew(const Rooms& rooms, Party& me, std::uint64_t phase)
{
    me.begun.store(phase + 1);
    std::uint64_t least = phase + 1;
    for (const Party& party : rooms.parties)
        least = std::min(least, party.begun.load());
    me.largestSkew = std::max(me.largestSkew, phase + 1 - least);
}

bool PhasesWorkload::somebodyFailed(
    const Rooms& rooms, std::uint64_t phase, const WorkerContext& worker)
{
    for (std::uint64_t party = 0; party < rooms.hall.parties; ++party) {
        const std::uint64_t task = party * rooms.hall.phases + phase;
        const TaskMark mark = worker.ledger.mark(task);
        if (mark != TaskMark::Failed && mark != TaskMark::TimedOut)
            continue;
        breakUp(rooms.hall, Broken::Failure, task);
        return true;
    }
    return false;
}

void PhasesWorkload::work(std::uint64_t task) const
{
    const double share = 2 * uniformAt(m_seed, task);
    const auto steps = static_cast<std::uint64_t>(share * static_cast<double>(m_work));
    std::uint64_t state = task;
    for (std::uint64_t step = 0; step < steps; ++step) {
        state = state * 6'364'136'223'846'793'005U + 1;
        asm volatile("" : "+r"(state));
    }
}

PhasesWorkload::Passage PhasesWorkload::meetAtBarrier(
    const Rooms& rooms, std::uint64_t phase, const WorkerContext& worker)
{
    const Barrier::Arrival arrival = rooms.hall.barrier.arrive();
    for (;;) {
        const auto passage = rooms.hall.barrier.await(arrival, Deadline::in(kBetweenLooks));
        if (passage)
            return *passage == Barrier::Passage::Broken ? Passage::Broken : Passage::Passed;
        if (worker.stopRequested())
            return Passage::Stopped;
        if (somebodyFailed(rooms, phase, worker))
            return Passage::Broken;
    }
}

template <class Access>
PhasesWorkload::Passage PhasesWorkload::meetByCount(const Rooms& rooms,
    Party& me,
    std::uint64_t phase,
    const Access& access,
    const WorkerContext& worker)
{
    Hall& hall = rooms.hall;
    std::uint32_t generation = 0;
    bool last = false;
    access.update([&](const auto& add) {
        generation = hall.generation.load();
        add(hall.count, 1);
        last = loadRacing(hall.count) >= hall.parties;
        if (last) {
            storeRacing(hall.count, 0);
            hall.generation.fetch_add(1);
        }
    });
    me.counted.store(phase + 1);
    if (last)
        futexWakeAll(hall.generation);
    while (hall.generation.load() == generation) {
        if (hall.broken.load() != Broken::No || somebodyFailed(rooms, phase, worker))
            return Passage::Broken;
        if (worker.stopRequested())
            return Passage::Stopped;
        const bool allCounted = std::ranges::all_of(
            rooms.parties, [&](const Party& party) { return party.counted.load() > phase; });
        if (allCounted && hall.generation.load() == generation)
            breakUp(hall, Broken::LostArrival, 0);
        else
            futexWait(hall.generation, generation, std::chrono::nanoseconds(kBetweenLooks).count());
    }
    return Passage::Passed;
}

template <class Access>
TaskReport PhasesWorkload::runPhase(
    std::uint64_t task, const Access& access, const WorkerContext& worker) const
{
    const Rooms rooms(worker.area);
    const std::uint64_t phase = task % rooms.hall.phases;
    Party& me = rooms.parties[task / rooms.hall.phases];
    const bool missed = phase > 0 && worker.ledger.mark(task - 1) == TaskMark::Failed;
    if (m_meeting != Meeting::None && (missed || worker.ledger.runs(task) > 1))
        breakUp(rooms.hall, Broken::Failure, missed ? task - 1 : task);
    if (rooms.hall.broken.load() != Broken::No)
        return {.error = whyBroken(rooms.hall)};
    noteSkew(rooms, me, phase);
    work(task);
    const std::uint64_t arrived = worker.clock.ticks();
    raiseTo(rooms.times[phase].last, arrived);
    raiseTo(rooms.times[phase].beforeFirst, UINT64_MAX - arrived);
    Passage passage = Passage::Passed;
    if (m_meeting == Meeting::Barrier)
        passage = meetAtBarrier(rooms, phase, worker);
    else if (m_meeting == Meeting::Condition)
        passage = meetByCount(rooms, me, phase, access, worker);
    const std::uint64_t waited = worker.clock.ticks() - arrived;
    me.waitTicks += waited;
    if (passage == Passage::Stopped)
        return {.interrupted = true};
    if (passage == Passage::Broken)
        return {.error = whyBroken(rooms.hall)};
    return {.result = worker.clock.toNs(waited)};
}

void PhasesWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const auto task = [this](std::uint64_t index, const auto& access, WorkerContext& context) {
        return runPhase(index, access, context);
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

namespace {

struct ArrivalSpread
{
    double mean = 0; // ms
    double most = 0;
};

} // namespace

WorkloadOutcome PhasesWorkload::outcome(const EndedTrial& trial) const
{
    // Nobody writes any more; Rooms is for those who do.
    const Rooms rooms({const_cast<std::byte*>(trial.area.data()), trial.area.size()});
    const auto milliseconds
        = [&](std::uint64_t ticks) { return static_cast<double>(trial.clock.toNs(ticks)) / 1e6; };
    OutcomeChart waits{.title = "How long did each worker wait for the others?", .unit = "ms"};
    std::uint64_t skew = 0;
    for (const Party& party : rooms.parties) {
        skew = std::max(skew, party.largestSkew);
        waits.labels.push_back(std::to_string(waits.labels.size() + 1));
        waits.values.push_back(milliseconds(party.waitTicks));
    }
    const std::uint64_t step = (rooms.times.size() + kPointsShown - 1) / kPointsShown;
    OutcomeChart spreads{.title = "How far apart did the workers arrive?",
        .unit = "ms",
        .xTitle = step > 1 ? fmt::format("phase (one of every {} is shown)", step) : "phase"};
    ArrivalSpread spread;
    std::uint64_t complete = 0;
    for (std::uint64_t phase = 0; phase < rooms.times.size(); ++phase) {
        const PhaseTimes& times = rooms.times[phase];
        if (times.last.load() == 0)
            continue;
        const double apart
            = milliseconds(times.last.load() - (UINT64_MAX - times.beforeFirst.load()));
        ++complete;
        spread.mean += (apart - spread.mean) / static_cast<double>(complete);
        spread.most = std::max(spread.most, apart);
        if (phase % step == 0) {
            spreads.x.push_back(static_cast<double>(phase + 1));
            spreads.values.push_back(apart);
        }
    }
    const bool broken = rooms.hall.broken.load() != Broken::No;
    WorkloadOutcome outcome;
    outcome.asWanted = skew <= 1 && !broken;
    outcome.sentence = skew <= 1
        ? fmt::format("Nobody was more than one phase ahead in {} phases", groupedDigits(complete))
        : fmt::format(
            "A worker was {} phases ahead of another; one is allowed", groupedDigits(skew));
    if (broken)
        outcome.sentence += "; " + whyBroken(rooms.hall);
    outcome.figures = {
        {"skew", "largest lead in phases", {}, static_cast<double>(skew), {}},
        {"mean_spread", "arrivals apart, on average", "ms", spread.mean, {}},
        {"largest_spread", "arrivals apart, at most", "ms", spread.most, {}},
        {"broken", "meetings broken", {}, broken ? 1.0 : 0.0, 0.0},
    };
    outcome.charts.push_back(std::move(waits));
    outcome.charts.push_back(std::move(spreads));
    return outcome;
}

// Nothing is added up.
SharedSum PhasesWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {};
}

SharedSum PhasesWorkload::held(const EndedTrial&) const
{
    return {};
}

std::unique_ptr<Workload> makePhases(const Experiment& experiment)
{
    return std::make_unique<PhasesWorkload>(experiment);
}

} // namespace interleave
