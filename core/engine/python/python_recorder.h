// Takes what Python's workers have written down into the trial's recording, ledger and slots, where
// all else finds it as if our own workers had done it: the window, the sampler, the result.
//
// It is the only writer of these in a Python trial. Workers' numbers are checked: an event of a
// task that there is not, or that has begun before, ends its log.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/python/python_logs.h"
#include "core/engine/python/python_pictures.h"
#include "core/engine/trial/recovery.h"
#include "core/engine/trial/trial_sampler.h"
#include "core/trace/recorder.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

class PythonRecorder
{
public:
    /// `clock` is CLOCK_MONOTONIC, as Python's; `pictures` null where tasks are none.
    PythonRecorder(const RunPlan& plan,
        const Clock& clock,
        PythonLogs& logs,
        PythonPictures* pictures,
        TrialMemory& memory,
        RecordingWriter& recording,
        Recovery& recovery,
        TrialSampler& sampler);

    /// All that is new; also that workers have died in a task, or in between.
    void takeNew();
    /// That it is in.
    [[nodiscard]] std::optional<std::uint64_t> taskOf(WorkerIndex index) const;
    /// A task that will not end.
    void lose(WorkerIndex index, TaskMark mark, const std::string& kind, const std::string& why);
    /// The task that it is in has been cut off: what it has left half done is removed.
    void removeHalfDone(WorkerIndex index);
    /// The program has seen a worker die, in a task or outside of one.
    void noteDeath() { m_deaths += m_looksForDeaths ? 1U : 0U; }
    /// The engine has killed them: how they end is no news.
    void lookForNoDeaths() { m_looksForDeaths = false; }
    /// After the last of all.
    void closeBooks();

    /// Grows with all that any worker does.
    [[nodiscard]] std::uint64_t steps() const { return m_begun + m_ended + m_deaths; }
    [[nodiscard]] std::uint64_t ended() const { return m_ended; }
    /// Workers of which is known that they have died or were replaced.
    [[nodiscard]] std::uint64_t deaths() const { return m_deaths; }
    [[nodiscard]] bool anyInATask() const;
    /// What succeeded tasks have given, modulo 2^64, and how many.
    [[nodiscard]] SharedSum results() const { return m_results; }
    /// The brightness of their pictures.
    [[nodiscard]] const BrightnessCounts& brightness() const { return m_brightness; }
    /// "worker 2 (pid 4711)".
    [[nodiscard]] std::string nameOf(WorkerIndex index) const;

private:
    struct Worker
    {
        std::int64_t process = 0; // that is there now
        std::uint64_t next = 0; // event of its log
        bool inATask = false; // of that event
        std::int64_t tasksProcess = 0; // that has begun that task
        std::uint64_t cpuNs = 0; // of its last event
        bool isBroken = false; // its log makes no sense from here on
        std::optional<Recorder> pen{}; // none after somebody else has written with it
    };

    [[nodiscard]] Recorder& penOf(WorkerIndex index);
    void takeFrom(WorkerIndex index);
    void greet(WorkerIndex index, const PythonWorker& now);
    [[nodiscard]] bool takeEvent(WorkerIndex index);
    [[nodiscard]] bool begin(WorkerIndex index, const PythonEvent& event);
    void finish(WorkerIndex index, const PythonEvent& event, std::uint64_t end);
    [[nodiscard]] TaskMark markOf(const PythonEvent& event, std::uint64_t end);
    void takePicture(WorkerIndex index, std::uint64_t end, TaskMark mark);
    void noteProcessorTime(WorkerIndex index, std::uint64_t cpuNs);
    void loseIfItsProcessHasEnded(WorkerIndex index);
    void endTask(WorkerIndex index);

    const RunPlan& m_plan;
    Clock m_clock;
    PythonLogs& m_logs;
    PythonPictures* m_pictures;
    TrialMemory& m_memory;
    RecordingWriter& m_recording;
    Recovery& m_recovery;
    TrialSampler& m_sampler;
    std::vector<Worker> m_workers;
    ClaimSlot m_queued{}; // what it takes out of the queue, so that frames say what is left there
    bool m_looksForDeaths = true;
    std::uint64_t m_begun = 0;
    std::uint64_t m_ended = 0;
    std::uint64_t m_deaths = 0;
    SharedSum m_results;
    BrightnessCounts m_brightness{};
};

} // namespace interleave
