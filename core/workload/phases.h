// Phases: every worker does its share of phase after phase, and between two phases all meet, at a
// barrier or by counting their arrivals under the primitive. So nobody may ever be more than one
// phase ahead.
//
// A party that dies or fails never arrives: that breaks the meeting, and all other tasks fail with
// that reason. An arrival whose count was lost, because nothing guarded it, is found out as soon as
// all have arrived, and breaks the meeting as well.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

struct TaskReport;

class PhasesWorkload final : public Workload
{
public:
    explicit PhasesWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
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

} // namespace interleave
