// What an engine tells while it runs: to a terminal, or over a socket to a window.
#pragma once

#include "core/engine/plan/log_level.h"
#include "core/model/run_result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

class HistoryMemory;
class RecordingWriter;
class UpdateLog;

class RunObserver
{
public:
    RunObserver() = default;
    RunObserver(const RunObserver&) = delete;
    RunObserver& operator=(const RunObserver&) = delete;
    RunObserver(RunObserver&&) = delete;
    RunObserver& operator=(RunObserver&&) = delete;
    virtual ~RunObserver() = default;

    /// Comes before the first trial, where Workload::taskFiles() says what the tasks of these arms
    /// are about; once for all that have the same.
    virtual void tasksNamed(const std::vector<std::uint32_t>& /*arms*/, int /*taskFiles*/) { }
    /// The recording can be read from now on.
    virtual void trialStarted(std::int64_t trial, const RecordingWriter& recording) = 0;
    /// Comes before trialFinished(), of a trial whose lost updates are known by name: attach both
    /// by UpdateHistory.
    virtual void evidenceFound(
        std::int64_t /*trial*/, const HistoryMemory& /*history*/, const UpdateLog& /*log*/)
    {
    }
    /// While it goes on: these tasks have failed since the last call. Not of all where there are
    /// more than 256, nor of Python's systems; the result has them again.
    virtual void tasksFailed(std::int64_t /*trial*/, const std::vector<TaskError>& /*errors*/) { }
    virtual void trialFinished(std::int64_t trial, const TrialResult& result) = 0;
    virtual void log(LogLevel level, const std::string& text) = 0;
};

} // namespace interleave
