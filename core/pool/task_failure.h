// Why a task has no result: what happened, to whom, in which phase.
#pragma once

#include "core/process/child_process.h"
#include "core/process/thrown.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

enum class TaskFailureKind : std::uint8_t {
    Threw, // its function threw
    Exited, // its function ended the worker: exit(), also with 0; or its thread
    Killed, // a signal ended the worker: SIGKILL, SIGSEGV, ...
    TimedOut, // it took longer than it may; its worker was stopped, if it had not ended by then
    Cancelled, // before it began, or while it ran: its worker was stopped
    ArgumentNotSent, // could not be written as bytes; nothing was sent
    ArgumentNotRead, // could not be read in the worker
    ResultNotSent, // could not be written as bytes, or there was no room for it
    ResultNotRead, // could not be read in this process
    NoWorker, // no worker could be started
    PoolClosed, // submitted after close(), or ended by terminate(), or with the pool's descriptors
};

/// "threw", "was killed", ...
[[nodiscard]] std::string_view describe(TaskFailureKind kind);

/// What a worker was doing with a task when it ended.
enum class TaskPhase : std::uint8_t { Waiting, ReadingArguments, Running, StoringResult };

/// "running", ...
[[nodiscard]] std::string_view describe(TaskPhase phase);

struct TaskFailure
{
    TaskFailureKind kind = TaskFailureKind::Threw;
    std::string message{}; // one sentence, with the exception's what() in it
    std::string type{}; // of an exception: "std::invalid_argument"
    std::uint64_t task = 0; // submissions of a pool and items of a map count from 0
    std::uint32_t worker = 0; // its place in the pool
    pid_t pid = 0; // 0: no worker had it
    int signal = 0; // that ended the worker; 0: none did
    TaskPhase phase = TaskPhase::Waiting;
    StackTrace trace{};

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(kind, message, type, task, worker, pid, signal, phase, trace);
    }
};

template <class T>
using TaskResult = tl::expected<T, TaskFailure>;

/// A worker that has ended with a task in its hands.
[[nodiscard]] TaskFailure workerEnded(const ExitStatus& status, TaskPhase phase);
[[nodiscard]] TaskFailure exceptionLeft(Thrown thrown);
/// Of a task that has ended its own thread, which is no worker's: pthread_exit(), pthread_cancel().
[[nodiscard]] TaskFailure threadEnded();
/// Of a task of a pool that is closed.
[[nodiscard]] TaskFailure poolClosed();
/// Of a task of a pool that has ended because its thread can wait for nothing any more (see
/// EventLoop::runUntil()).
[[nodiscard]] TaskFailure poolDeaf(const Failure<SystemError>& why);
/// Of a task of a pool that a forked child has only a copy of.
[[nodiscard]] TaskFailure poolOfAnotherProcess();
/// Of a task that has ended by itself, and took longer than it may.
[[nodiscard]] TaskFailure endedTooLate(std::uint64_t limitNs);
/// Of a task, or a map's item, that was stopped: the limit, and what became of its worker.
[[nodiscard]] std::string tookTooLong(std::uint64_t limitNs, std::string_view ofWorker);
/// Of a task that was cancelled while it waited.
[[nodiscard]] TaskFailure cancelledWaiting();
[[nodiscard]] TaskFailure taskFailure(TaskFailureKind kind, std::string message);

} // namespace interleave
