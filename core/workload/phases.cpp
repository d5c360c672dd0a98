#include "core/workload/phases.h"

#include "core/base/random.h"
#include "core/sync/racing_word.h"
#include "core/workload/phases_outcome.h"
#include "core/workload/task_loop.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{5}; // of who waits, at the others

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
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override
    {
        return describePhases(trial);
    }
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Meeting { None, Barrier, Condition };
    enum class Passage { Passed, Stopped, Broken };

    static Meeting meetingOf(const Experiment& experiment);
    static void breakUp(MeetingHall& hall, Breach why, std::uint64_t task);
    static void noteSkew(const MeetingRooms& rooms, MeetingParty& me, std::uint64_t phase);
    static bool somebodyFailed(
        const MeetingRooms& rooms, std::uint64_t phase, const WorkerContext& worker);
    void work(std::uint64_t task) const;
    static Passage meetAtBarrier(
        const MeetingRooms& rooms, std::uint64_t phase, const WorkerContext& worker);
    template <class Access>
    static Passage meetByCount(const MeetingRooms& rooms,
        MeetingParty& me,
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
    return sizeof(MeetingHall) + lineBytes<MeetingParty>(shape.workers)
        + lineBytes<PhaseTimes>(shape.tasks / shape.workers);
}

void PhasesWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    MeetingHall& hall = objectsIn<MeetingHall>(area, 0, 1).front();
    hall.parties = shape.workers;
    hall.phases = shape.tasks / shape.workers;
    hall.barrier.create(shape.workers);
}

void PhasesWorkload::breakUp(MeetingHall& hall, Breach why, std::uint64_t task)
{
    Breach no = Breach::No;
    if (hall.broken.load() == Breach::No) {
        hall.brokenBy.store(task);
        hall.broken.compare_exchange_strong(no, why);
    }
    hall.barrier.abort();
    futexWakeAll(hall.generation);
}

void PhasesWorkload::workerDied(
    std::optional<std::uint64_t> task, std::int64_t, std::span<std::byte> area) const
{
    if (m_meeting != Meeting::None)
        breakUp(objectsIn<MeetingHall>(area, 0, 1).front(), Breach::Death, task.value_or(0));
}

// How far it is ahead of the last one.
void PhasesWorkload::noteSkew(const MeetingRooms& rooms, MeetingParty& me, std::uint64_t phase)
{
    me.begun.store(phase + 1);
    std::uint64_t least = phase + 1;
    for (const MeetingParty& party : rooms.parties)
        least = std::min(least, party.begun.load());
    me.largestSkew = std::max(me.largestSkew, phase + 1 - least);
}

bool PhasesWorkload::somebodyFailed(
    const MeetingRooms& rooms, std::uint64_t phase, const WorkerContext& worker)
{
    for (std::uint64_t party = 0; party < rooms.hall.parties; ++party) {
        const std::uint64_t task = party * rooms.hall.phases + phase;
        const TaskMark mark = worker.ledger.mark(task);
        if (mark != TaskMark::Failed && mark != TaskMark::TimedOut)
            continue;
        breakUp(rooms.hall, Breach::Failure, task);
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
    const MeetingRooms& rooms, std::uint64_t phase, const WorkerContext& worker)
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
PhasesWorkload::Passage PhasesWorkload::meetByCount(const MeetingRooms& rooms,
    MeetingParty& me,
    std::uint64_t phase,
    const Access& access,
    const WorkerContext& worker)
{
    MeetingHall& hall = rooms.hall;
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
        if (hall.broken.load() != Breach::No || somebodyFailed(rooms, phase, worker))
            return Passage::Broken;
        if (worker.stopRequested())
            return Passage::Stopped;
        const bool allCounted = std::ranges::all_of(
            rooms.parties, [&](const MeetingParty& party) { return party.counted.load() > phase; });
        if (allCounted && hall.generation.load() == generation)
            breakUp(hall, Breach::LostArrival, 0);
        else
            futexWait(hall.generation, generation, std::chrono::nanoseconds(kBetweenLooks).count());
    }
    return Passage::Passed;
}

template <class Access>
TaskReport PhasesWorkload::runPhase(
    std::uint64_t task, const Access& access, const WorkerContext& worker) const
{
    const MeetingRooms rooms(worker.area);
    const std::uint64_t phase = task % rooms.hall.phases;
    MeetingParty& me = rooms.parties[task / rooms.hall.phases];
    const bool missed = phase > 0 && worker.ledger.mark(task - 1) == TaskMark::Failed;
    if (m_meeting != Meeting::None && (missed || worker.ledger.runs(task) > 1))
        breakUp(rooms.hall, Breach::Failure, missed ? task - 1 : task);
    if (rooms.hall.broken.load() != Breach::No)
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
