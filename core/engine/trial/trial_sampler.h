// Watches cores and workers of a trial and appends frames to its recording, 20 times a second or
// less. The workers' memory is read for every fourth frame.
//
// What it does costs the engine's core time, so its interval grows until it takes at most 1 % of a
// core. Where executors are compared it also looks at the memory of all their processes, which
// takes longer and has an interval of its own.
#pragma once

#include "core/base/deadline.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_memory.h"
#include "core/engine/resources/trial_resources.h"
#include "core/metrics/core_usage.h"
#include "core/metrics/process_usage.h"
#include "core/trace/recording_writer.h"

#include <vector>

namespace interleave {

class TrialSampler
{
public:
    TrialSampler(CoreUsage& cores,
        RecordingWriter& recording,
        TrialMemory& memory,
        const RunPlan& plan,
        const Clock& clock);

    /// The trial begins now: what was used before does not count.
    void begin();
    /// Takes a sample; the result is how long to wait for the next one.
    std::uint64_t sample();
    /// A trial of compared executors: `root` and all its descendants are what runs it.
    void watchMemoryOf(pid_t root) { m_root = root; }
    /// Now; nothing where nobody's memory is watched.
    void lookAtMemory();
    /// The most that it has seen; nothing where it never could.
    [[nodiscard]] std::optional<std::uint64_t> mostMemory() const { return m_mostMemory; }
    /// A worker has ended having had `used` in its life, as far as that is known.
    void workerEnded(WorkerIndex index, const CoreTime& used);

    struct CoreShares
    {
        std::vector<int> cores;
        std::vector<double> machine; // 0 to 1 over the whole trial
        std::vector<double> run;
    };
    /// Over the trial that took `wallNs`, when all workers have ended.
    [[nodiscard]] CoreShares shares(std::uint64_t wallNs) const;
    [[nodiscard]] std::uint64_t cpuNs(WorkerIndex index) const { return m_workers[index].totalNs; }

private:
    struct WorkerUse
    {
        std::int32_t thread = 0; // that is there now
        ProcessUsage usage{}; // of it
        ProcessMemory memory{}; // of its process, where it is the first in it
        CoreTime had{}; // it had at the last look
        std::uint64_t totalNs = 0; // of all that were in this place since begin()
        std::uint64_t frameNs = 0; // since the last frame
        std::uint64_t tasks = 0; // at the last look
    };

    [[nodiscard]] std::optional<CoreTime> readCoreTime(WorkerIndex index);
    void add(WorkerIndex index, const CoreTime& now);
    [[nodiscard]] std::size_t coreOf(WorkerIndex index);
    void noteTask(WorkerIndex index);
    void readMemory();
    [[nodiscard]] FrameActivity activity();
    void appendFrame(const CoreTimes& times, std::uint64_t ticks);

    CoreUsage& m_cores;
    RecordingWriter& m_recording;
    TrialMemory& m_memory;
    Clock m_clock;
    std::uint32_t m_threads; // workers in a process
    std::vector<WorkerUse> m_workers;
    CoreTimes m_beginTimes;
    CoreTimes m_lastTimes;
    std::uint64_t m_lastTicks = 0;
    std::vector<std::uint64_t> m_coreFrameNs; // this run's use of each core since the last frame
    std::vector<std::uint64_t> m_coreTotalNs;
    std::uint64_t m_switches = 0; // of all workers since begin()
    std::uint64_t m_memoryBytes = 0; // of all processes at the last look
    pid_t m_root = 0; // of the processes whose memory is watched; 0: nobody's is
    std::optional<std::uint64_t> m_mostMemory;
    Deadline m_nextMemory = Deadline::now();
    std::uint64_t m_frames = 0;
    std::uint64_t m_intervalNs = kTickNs;
};

} // namespace interleave
