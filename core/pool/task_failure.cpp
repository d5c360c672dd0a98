#include "core/pool/task_failure.h"

#include <fmt/format.h>

#include <array>
#include <csignal>

namespace interleave {

namespace {

// Kinds and phases are read from memory that workers may have overwritten.
template <std::size_t kCount, class Enum>
std::string_view textOf(const std::array<std::string_view, kCount>& texts, Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < kCount ? texts[index] : "doing what is not known";
}

} // namespace

std::string_view describe(TaskFailureKind kind)
{
    constexpr std::array<std::string_view, 11> kTexts{
        "threw",
        "ended its worker",
        "was hit by a signal",
        "took too long",
        "was cancelled",
        "has an argument that cannot be sent",
        "has an argument that cannot be read",
        "has a result that cannot be sent",
        "has a result that cannot be read",
        "found no worker",
        "came to a closed pool",
    };
    return textOf(kTexts, kind);
}

std::string_view describe(TaskPhase phase)
{
    constexpr std::array<std::string_view, 4> kTexts{
        "waiting", "reading its arguments", "running", "storing its result"};
    return textOf(kTexts, phase);
}

TaskFailure workerEnded(const ExitStatus& status, TaskPhase phase)
{
    TaskFailure error;
    const bool killed = status.signalled || !status.ended;
    error.kind = killed ? TaskFailureKind::Killed : TaskFailureKind::Exited;
    error.signal = status.signalled ? status.code : killed ? SIGKILL : 0;
    error.phase = phase;
    error.message = fmt::format("its worker {} while {}", status.text(), describe(phase));
    return error;
}

TaskFailure exceptionLeft(Thrown thrown)
{
    TaskFailure error;
    error.kind = TaskFailureKind::Threw;
    error.message = fmt::format("{}: {}", thrown.type, thrown.message);
    error.type = std::move(thrown.type);
    error.trace = std::move(thrown.trace);
    error.phase = TaskPhase::Running;
    return error;
}

TaskFailure threadEnded()
{
    TaskFailure error = taskFailure(TaskFailureKind::Exited,
        "its thread ended itself (pthread_exit, pthread_cancel); return, or throw, instead");
    error.phase = TaskPhase::Running;
    return error;
}

TaskFailure poolClosed()
{
    return taskFailure(TaskFailureKind::PoolClosed, "the pool is closed");
}

TaskFailure poolDeaf(const Failure<SystemError>& why)
{
    return taskFailure(TaskFailureKind::PoolClosed,
        why.kind == SystemError::Broken
            ? "the program has closed the pool's descriptors (closefrom?), and so ended its workers"
            : "the pool has ended its workers: " + why.message);
}

TaskFailure poolOfAnotherProcess()
{
    return taskFailure(TaskFailureKind::PoolClosed,
        "the pool belongs to the process from which this one was forked; create one here");
}

TaskFailure cancelledWaiting()
{
    return taskFailure(TaskFailureKind::Cancelled, "it was cancelled before it began");
}

TaskFailure endedTooLate(std::uint64_t limitNs)
{
    TaskFailure error = taskFailure(TaskFailureKind::TimedOut,
        fmt::format("took longer than {:g} s, and had ended before it was stopped",
            static_cast<double>(limitNs) / 1e9));
    error.phase = TaskPhase::Running;
    return error;
}

std::string tookTooLong(std::uint64_t limitNs, std::string_view ofWorker)
{
    return fmt::format(
        "it took longer than {} s; {}", static_cast<double>(limitNs) / 1e9, ofWorker);
}

TaskFailure taskFailure(TaskFailureKind kind, std::string message)
{
    TaskFailure error;
    error.kind = kind;
    error.message = std::move(message);
    return error;
}

} // namespace interleave
