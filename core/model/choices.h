// The enumerations of an experiment and their words. An enum has the order of its table.
#pragma once

#include "core/model/field_value.h"
#include "core/process/start_method.h"
#include "core/work/schedule.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace interleave {

enum class WorkloadKind : std::uint8_t {
    Counter,
    Squares,
    Cubes,
    Sleep,
    ImageFilter,
    Histogram,
    Bank,
    Tickets,
    BoundedBuffer,
    ReadersWriters,
    Philosophers,
    Phases,
    FalseSharing,
    StoreBuffering,
    Function
};
enum class Primitive : std::uint8_t {
    None,
    Atomic,
    CompareAndSwap,
    Lock,
    ErrorCheckingLock,
    RecursiveLock,
    Spinlock,
    TicketLock,
    QueueLock,
    Semaphore,
    BoundedSemaphore,
    ReaderPreferringLock,
    WriterPreferringLock,
    FileLock,
    RecordLock,
    SystemVSemaphore
};
enum class ExecutorKind : std::uint8_t {
    Processes,
    ProcessPerTask,
    Threads,
    Serial,
    PythonPool,
    PythonProcess,
    PythonProcesses,
    PythonThreads,
    PythonAsyncio,
    PythonSerial,
    PythonJoblib
};
/// By which of its calls a Python system gets its tasks.
enum class PythonCall : std::uint8_t { Map, AsCompleted, Each };
enum class JoblibBackend : std::uint8_t { Loky, Threading };
/// How the results of Python's tasks come back.
enum class HandBack : std::uint8_t { Return, Queue, Pipe, Array };
enum class OnError : std::uint8_t { Continue, Stop };

/// The words of an enumeration: name (JSON, command line), title and help (window).
template <class Enum>
[[nodiscard]] std::span<const Choice> choicesOf();

template <>
std::span<const Choice> choicesOf<WorkloadKind>();
template <>
std::span<const Choice> choicesOf<Primitive>();
template <>
std::span<const Choice> choicesOf<ExecutorKind>();
template <>
std::span<const Choice> choicesOf<PythonCall>();
template <>
std::span<const Choice> choicesOf<JoblibBackend>();
template <>
std::span<const Choice> choicesOf<HandBack>();
template <>
std::span<const Choice> choicesOf<StartMethod>();
template <>
std::span<const Choice> choicesOf<Schedule>();
template <>
std::span<const Choice> choicesOf<OnError>();

template <class Enum>
[[nodiscard]] const Choice& choiceOf(Enum value)
{
    return choicesOf<Enum>()[static_cast<std::size_t>(value)];
}

template <class Enum>
[[nodiscard]] std::string_view nameOf(Enum value)
{
    return choiceOf(value).name;
}

template <class Enum>
[[nodiscard]] std::optional<Enum> fromName(std::string_view name)
{
    const auto choices = choicesOf<Enum>();
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (choices[i].name == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace interleave
