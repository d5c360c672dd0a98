// How long to wait for room: until a point in time, or as long as somebody says. The latter is for
// what may take any time on a slow machine, where only whoever waits knows whether it is of use.
//
// Thread safety: one thread; it refers to the function that it asks.
#pragma once

#include "core/base/deadline.h"
#include "core/ipc/transfer.h"

#include <functional>
#include <type_traits>

namespace interleave {

class Patience
{
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a deadline is one.
    Patience(const Deadline& deadline)
        : m_until(deadline)
    {
    }
    /// Asks `goesOn` every `look`, also while something moves.
    Patience(std::chrono::nanoseconds look, const std::function<bool()>& goesOn)
        : m_until(Deadline::in(look))
        , m_look(look)
        , m_goesOn(&goesOn)
    {
    }

    [[nodiscard]] bool isOver() const { return m_goesOn == nullptr && m_until.passed(); }
    /// What `attempt(deadline)`, a part of the whole, gives in the end; NotInTime when nobody waits
    /// on.
    template <class Attempt>
    [[nodiscard]] std::invoke_result_t<Attempt&, const Deadline&> wait(Attempt attempt)
    {
        for (;;) {
            if (m_goesOn != nullptr && m_until.passed()) {
                if (!(*m_goesOn)())
                    return Transfer::NotInTime;
                m_until = Deadline::in(m_look);
            }
            const auto ended = attempt(m_until);
            if (ended != Transfer::NotInTime || m_goesOn == nullptr)
                return ended;
        }
    }

private:
    Deadline m_until;
    std::chrono::nanoseconds m_look{};
    const std::function<bool()>* m_goesOn = nullptr;
};

} // namespace interleave
