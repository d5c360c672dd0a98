// An event between processes and threads: set or not, and whoever wants waits until it is (Python's
// Event).
//
//   auto ready = Event::create().value();
//   ready.wait(); // in one process
//   ready.set();  // in another, to which it was given
//
// A copy is another handle to the same event; forked children may use the one that they inherit.
// All who wait go on together, also when it is cleared before they got a core: a set is never
// missed. A process that waits and dies harms nobody. One that dies while it sets has set it or has
// not; if it has, all who wait go on within 10 ms.
// Cost: looking is one load; setting a system call and a wake-up for each that waits.
#pragma once

#include "core/handles/shared_word.h"
#include "core/sync/event_flag.h"

#include <chrono>

namespace interleave {

class Event
{
public:
    /// Not set. OutOfMemory, OutOfDescriptors. Takes a page.
    [[nodiscard]] static Result<Event, SystemError> create();
    /// Broken when the descriptors are not an event's.
    [[nodiscard]] static Result<Event, SystemError> attach(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const { return m_flag.descriptors(); }

    void set() const { m_flag->set(); }
    void clear() const { m_flag->clear(); }
    [[nodiscard]] bool isSet() const { return m_flag->isSet(); }
    void wait() const { static_cast<void>(waitUntil(Deadline::never())); }
    /// False when it has not been set after `timeout`.
    [[nodiscard]] bool waitFor(std::chrono::nanoseconds timeout) const
    {
        return waitUntil(Deadline::in(timeout));
    }

private:
    explicit Event(SharedWord<EventFlag> flag)
        : m_flag(std::move(flag))
    {
    }
    [[nodiscard]] bool waitUntil(const Deadline& deadline) const;

    SharedWord<EventFlag> m_flag;
};

} // namespace interleave
