#include "core/handles/event.h"

namespace interleave {

Result<Event, SystemError> Event::create()
{
    return SharedWord<EventFlag>::create("interleave-event", typeid(Event))
        .map([](SharedWord<EventFlag> flag) { return Event(std::move(flag)); });
}

Result<Event, SystemError> Event::attach(std::vector<UniqueFd> descriptors)
{
    return SharedWord<EventFlag>::attach(std::move(descriptors), typeid(Event))
        .map([](SharedWord<EventFlag> flag) { return Event(std::move(flag)); });
}

bool Event::waitUntil(const Deadline& deadline) const
{
    const std::uint32_t look = m_flag->look();
    while (!m_flag->waitSince(look, deadline.orSoon())) {
        if (deadline.passed())
            return false;
    }
    return true;
}

} // namespace interleave
