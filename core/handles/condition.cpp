#include "core/handles/condition.h"

#include <algorithm>
#include <iterator>

namespace interleave {

Result<Condition, SystemError> Condition::create()
{
    return Lock::create().and_then([](const Lock& lock) { return create(lock); });
}

Result<Condition, SystemError> Condition::create(const Lock& lock)
{
    return SharedWord<ConditionWord>::create("interleave-condition", typeid(Condition))
        .map([&](SharedWord<ConditionWord> word) { return Condition(lock, std::move(word)); });
}

// The lock's descriptor goes first.
std::vector<int> Condition::descriptors() const
{
    std::vector<int> both = m_lock.descriptors();
    std::ranges::copy(m_word.descriptors(), std::back_inserter(both));
    return both;
}

Result<Condition, SystemError> Condition::attach(std::vector<UniqueFd> descriptors)
{
    if (descriptors.size() != 2)
        return fail(SystemError::Broken, "a condition is handed over by exactly two descriptors");
    std::vector<UniqueFd> ofWord;
    ofWord.push_back(std::move(descriptors.back()));
    descriptors.pop_back();
    auto lock = Lock::attach(std::move(descriptors));
    if (!lock)
        return tl::unexpected(lock.error());
    return SharedWord<ConditionWord>::attach(std::move(ofWord), typeid(Condition))
        .map([&](SharedWord<ConditionWord> word) {
            return Condition(*std::move(lock), std::move(word));
        });
}

// Who waits looks again every 10 ms: nobody else would tell him of the dead.
Condition::Waited Condition::waitUntil(const Deadline& deadline) const
{
    const std::uint32_t entered = m_word->enter();
    m_lock.unlock();
    bool notified = false;
    bool inTime = true;
    while (!notified && inTime && !m_lock.isAbandoned()) {
        notified = m_word->sleep(entered, deadline.orSoon());
        inTime = notified || !deadline.passed();
    }
    m_word->leave();
    return {inTime, m_lock.lock()};
}

} // namespace interleave
