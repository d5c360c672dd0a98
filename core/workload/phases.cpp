#include "core/workload/phases.h"

#include "core/base/random.h"
#include "core/workload/phases_meeting.h"
#include "core/workload/phases_outcome.h"
#include "core/workload/task_loop.h"

#include <algorithm>

namespace interleave {

namespace {

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
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override
    {
        return describePhases(trial, sizeFor(trial.shape));
    }
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Meeting { None, Barrier, Condition };
    enum class Passage { Passed, Stopped, Broken };

    static Meeting meetingOf(const Experiment& experiment);
    [[nodiscard]] static MeetingSize sizeFor(const RunShape& shape)
    {
        return {shape.workers, shape.tasks / shape.workers};
    }
    static void noteSkew(
        const MeetingRooms& rooms, MeetingParty& me, std::uint64_t phase, const TaskLedger& ledger);
    void work(std::uint64_t task) const;
    template <class Counter>
    static Passage awaitEnd(const Counter& counter,
        const MeetingRooms& rooms,
        std::uint64_t phase,
        const WorkerContext& worker);
    template <class Counter>
    static Passage meet(const Counter& counter,
        const MeetingRooms& rooms,
        std::uint64_t task,
        const WorkerContext& worker);
    template <class Counter>
    TaskReport runPhase(
        const Counter& counter, std::uint64_t task, const WorkerContext& worker) const;

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
    MeetingHall& hall = MeetingRooms::hallIn(area);
    hall.size = sizeFor(shape);
    hall.barrier.create(shape.workers);
}

// How far it is ahead of the last one. A phase whose task has failed is behind that one.
void PhasesWorkload::noteSkew(
    const MeetingRooms& rooms, MeetingParty& me, std::uint64_t phase, const TaskLedger& ledger)
{
    me.begun.store(phase + 1);
    std::uint64_t least = phase + 1;
    for (std::uint64_t party = 0; party < rooms.size.parties; ++party) {
        std::uint64_t begun = rooms.parties[party].begun.load();
        while (begun < phase && rooms.hasFailed(party, begun, ledger))
            ++begun;
        least = std::min(least, begun);
    }
    me.largestSkew = std::max(me.largestSkew, phase + 1 - least);
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

// Until the meeting of `phase` is over. `Counter` is how the meeting counts.
template <class Counter>
PhasesWorkload::Passage PhasesWorkload::awaitEnd(const Counter& counter,
    const MeetingRooms& rooms,
    std::uint64_t phase,
    const WorkerContext& worker)
{
    for (;;) {
        // The one that is held now: an earlier one where all tasks of that phase have failed.
        const std::uint64_t held = counter.heldAt(phase);
        if (held > phase)
            return Passage::Passed;
        if (rooms.hall.broken.load() != 0)
            return Passage::Broken;
        if (worker.stopRequested())
            return Passage::Stopped;
        worker.waitsForOthers();
        if (!rooms.nobodyIsMissing(held, worker.ledger))
            counter.sleep(held);
        else if (counter.end(held) && rooms.somebodyWasCutOff(held, worker.ledger))
            rooms.hall.incomplete.fetch_add(1);
    }
}

template <class Counter>
PhasesWorkload::Passage PhasesWorkload::meet(const Counter& counter,
    const MeetingRooms& rooms,
    std::uint64_t task,
    const WorkerContext& worker)
{
    const std::uint64_t phase = task % rooms.size.phases;
    MeetingParty& me = rooms.parties[task / rooms.size.phases];
    if (me.arriving.exchange(phase + 1) != phase + 1) // or it has died since, and may be counted
        counter.arrive(phase);
    me.arrived.store(phase + 1);
    return awaitEnd(counter, rooms, phase, worker);
}

// The first thing of a task is to wait for the meeting that the one before it, which failed, has
// missed.
template <class Counter>
TaskReport PhasesWorkload::runPhase(
    const Counter& counter, std::uint64_t task, const WorkerContext& worker) const
{
    const MeetingRooms rooms(worker.area);
    const std::uint64_t phase = task % rooms.size.phases;
    const std::uint64_t party = task / rooms.size.phases;
    MeetingParty& me = rooms.parties[party];
    Passage passage = Passage::Passed;
    if (phase > 0 && rooms.hasFailed(party, phase - 1, worker.ledger))
        passage = awaitEnd(counter, rooms, phase - 1, worker);
    std::uint64_t waited = 0;
    if (passage == Passage::Passed) {
        noteSkew(rooms, me, phase, worker.ledger);
        work(task);
        const std::uint64_t arrived = worker.clock.ticks();
        raiseTo(rooms.times[phase].last, arrived);
        raiseTo(rooms.times[phase].beforeFirst, UINT64_MAX - arrived);
        passage = meet(counter, rooms, task, worker);
        waited = worker.clock.ticks() - arrived;
        me.waitTicks += waited;
    }
    if (passage == Passage::Stopped)
        return {.interrupted = true};
    if (passage == Passage::Broken)
        return {.error = std::string(kMeetingBroken)};
    return {.result = worker.clock.toNs(waited)};
}

void PhasesWorkload::run(TaskRange range, WorkerContext& worker) const
{
    const MeetingRooms rooms(worker.area);
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        if (m_meeting == Meeting::Barrier)
            return runPhase(BarrierCounter{rooms.hall.barrier}, index, context);
        if (m_meeting == Meeting::Condition)
            return runPhase(GuardedCounter{rooms, access, context}, index, context);
        return runPhase(NoMeeting{}, index, context);
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
