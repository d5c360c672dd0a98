// What a function of a user threw: the exception's type, its message, and where it was thrown.
//
// The place is noted in __cxa_throw, which this library wraps, and only while a body of
// whatItThrows() runs in the thread: elsewhere a throw costs one test more. It is noted for each
// exception object, because what ends a task may have been thrown before others, which a destructor
// or a handler threw and caught. One that is thrown in another thread, or thrown again long after,
// has no place.
//
// pthread_exit() and pthread_cancel() unwind a thread too, and must not be held up: they are no
// exception, and pass.
#pragma once

#include "core/process/stack_trace.h"

#include <cxxabi.h>
#include <functional>
#include <optional>
#include <string>

namespace interleave {

struct Thrown
{
    std::string type; // "std::invalid_argument"
    std::string message; // what(); empty for what is no std::exception
    StackTrace trace;
};

namespace detail {

/// Inside a catch block: the exception that was caught.
[[nodiscard]] Thrown currentException();

class NotesThrows
{
public:
    NotesThrows();
    ~NotesThrows();
    NotesThrows(const NotesThrows&) = delete;
    NotesThrows& operator=(const NotesThrows&) = delete;
    NotesThrows(NotesThrows&&) = delete;
    NotesThrows& operator=(NotesThrows&&) = delete;

private:
    bool m_before;
};

} // namespace detail

/// Runs `body`; what it throws, or nothing. Costs a nanosecond when nothing is thrown.
template <class Body>
[[nodiscard]] std::optional<Thrown> whatItThrows(Body&& body)
{
    const detail::NotesThrows noting;
    try {
        body();
        return std::nullopt;
    } catch (const abi::__forced_unwind&) {
        throw;
    } catch (...) {
        return detail::currentException();
    }
}

} // namespace interleave
