// One trial by a Python system, from the start of the program to its end: what a Trial is for our
// own workers.
//
// The program makes its workers itself, gives them their tasks, and takes their results; the engine
// looks at what they write down, twenty times a second, and ends what does not end: a task over its
// time-out, a pool that waits for a worker that died, a cancelled run. Python's systems cannot end
// one task, so then the whole program ends, with all that it has started. What is known of a fault
// as Python's own way is said so, in errors of kind "python".
//
// Thread safety: the engine's one thread. If the engine dies, the kernel kills the program and its
// workers (LifeLine).
#pragma once

#include "core/base/json_fwd.h"
#include "core/base/standstill.h"
#include "core/engine/python/python_program.h"
#include "core/engine/python/python_recorder.h"
#include "core/engine/resources/trial_resources.h"
#include "core/engine/trial/running_trial.h"
#include "core/process/worker_crew.h"
#include "core/workload/buffer_area.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

class PythonTrial final : public RunningTrial
{
public:
    /// tools.clock must be the kernel's (ClockSource::Monotonic), as Python's is.
    [[nodiscard]] static Result<std::unique_ptr<PythonTrial>, EngineError> start(
        const TrialTools& tools, const TrialNumber& number);
    PythonTrial(const PythonTrial&) = delete;
    PythonTrial& operator=(const PythonTrial&) = delete;
    PythonTrial(PythonTrial&&) = delete;
    PythonTrial& operator=(PythonTrial&&) = delete;
    ~PythonTrial() override;

    [[nodiscard]] bool done() const override { return m_hasEnded; }
    /// Tasks that have not begun do not begin; the program is killed when it takes longer than 0.2
    /// s.
    void cancel() override { end(TrialEnd::Cancelled); }
    [[nodiscard]] TrialResult finish() override;
    [[nodiscard]] Result<Recording, RecordingError> recording() const override
    {
        return Recording::open(m_resources.recording.descriptor());
    }
    [[nodiscard]] TaskLedger ledger() override { return m_resources.memory.ledger(); }
    [[nodiscard]] std::string taskName(std::uint64_t task) override
    {
        return m_tools.plan.workload->taskName(task, m_resources.memory.area());
    }
    [[nodiscard]] std::vector<TaskRange> tasksTouched() override
    {
        return m_resources.memory.tasksTouched();
    }
    [[nodiscard]] std::map<std::uint64_t, std::string> failures() override
    {
        return m_recovery.failures();
    }

private:
    PythonTrial(const TrialTools& tools,
        const TrialNumber& number,
        TrialResources resources,
        PythonLogs logs,
        std::optional<PythonPictures> pictures,
        PythonProgram program);
    [[nodiscard]] PythonPictures* pictures() { return m_pictures ? &*m_pictures : nullptr; }

    [[nodiscard]] Result<void, SystemError> begin();
    [[nodiscard]] Result<ChildProcess, SystemError> startProgram();
    bool onWords();
    void hear(const Json& words);
    void takeAnswer(const Json& words);
    void openGate(const std::string& version);
    void onTick();
    void look();
    void endIfItDoesNotBegin();
    void onDeadline();

    void endIfATaskFailed();
    void endOverdue();
    void endIfItHangs();
    [[nodiscard]] bool isDoneForLong();
    [[nodiscard]] std::string whyItHangs();
    void end(TrialEnd how);
    void endBecause(const std::string& why);
    void kill();
    void killGroup(pid_t program);

    void onProgramEnded();
    void leaveIfItStays();
    void close(const ExitStatus& status);
    void closeTasks(const ExitStatus& status);
    [[nodiscard]] TrialEnd howItEnded(const ExitStatus& status);
    [[nodiscard]] std::string whyNotReady(const ExitStatus& status) const;
    [[nodiscard]] bool everyTaskHasEnded() const;
    void fail(std::string_view kind, const std::string& why);
    [[nodiscard]] std::uint64_t workersThatHaveCome();
    [[nodiscard]] bool isCounterUnknown() const;
    void noteShared();
    void noteBrightness(const BrightnessCounts& bins, std::uint64_t pictures);

    TrialTools m_tools;
    TrialNumber m_number;
    TrialResources m_resources;
    PythonLogs m_logs;
    std::optional<PythonPictures> m_pictures;
    PythonProgram m_program;
    TrialSampler m_sampler;
    Recovery m_recovery;
    PythonRecorder m_recorder;
    WorkerCrew m_crew; // of one place: the program
    std::optional<BufferSize> m_bufferSize; // where tasks put items into a buffer, or take them
    Standstill m_standstill;
    Standstill m_giving; // of their results, when all tasks have ended
    Standstill m_start; // before it is ready
    Deadline m_nextSample = Deadline::now();
    std::uint64_t m_firstStartTicks = 0;
    std::uint64_t m_startNs = 0;
    std::uint64_t m_engineCpuAtStart = 0;
    std::uint64_t m_programCpuNs = 0; // and of its workers that it has waited for
    std::string m_unreadable; // by the parent: the type of what a task gave it
    std::string m_unwritable; // for the parent
    std::string m_version; // of Python
    bool m_gateOpen = false;
    bool m_ending = false; // because the engine wants it
    bool m_hasEnded = false; // the program
    TrialEnd m_end = TrialEnd::Finished;
    struct Answer
    {
        std::uint64_t endNs;
        SharedSum held; // by its parent process, or in the shared counter
        std::string raised; // what came through, instead of the results
        BrightnessCounts brightness; // of pictures
        std::uint64_t roundTripNs; // of a task that does nothing; 0: not known
    };
    std::optional<Answer> m_answer;
    std::vector<TaskError> m_reasons; // why it is not as it should be
};

} // namespace interleave
