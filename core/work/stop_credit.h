// Time in which whoever watches over tasks did not run itself: stopped with its group (SIGSTOP, a
// debugger) or asleep with the machine. It shows as a look that comes later than it should by a
// period or more, and does not count against the tasks that were in hand.
//
// Cost of a look: a clock read; O(workers) when it was late. Thread safety: the watcher's thread.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <vector>

namespace interleave {

class StopCredit
{
public:
    explicit StopCredit(std::size_t workers)
        : m_credits(workers)
    {
    }

    /// The first look is to come a period from now; nobody was to look before.
    void begin(const Clock& clock) { m_lastLook = clock.ticks(); }
    /// Before the tasks are looked at, `periodNs` after the last look. `enteredBy(worker)` is when
    /// the worker entered its task, in ticks.
    template <class EnteredBy>
    void look(const Clock& clock, std::uint64_t periodNs, EnteredBy enteredBy)
    {
        const std::uint64_t before = m_lastLook;
        const std::uint64_t now = m_lastLook = clock.ticks();
        const std::uint64_t sinceNs = before == 0 || now < before ? 0 : clock.toNs(now - before);
        if (sinceNs < 2 * periodNs)
            return;
        for (std::size_t worker = 0; worker < m_credits.size(); ++worker) {
            Credit& credit = m_credits[worker];
            const std::uint64_t entered = enteredBy(worker);
            if (credit.entered != entered)
                credit = {entered, 0};
            const std::uint64_t inHandNs = now < entered ? 0 : clock.toNs(now - entered);
            credit.ns += std::min(sinceNs - periodNs, inHandNs);
        }
    }
    /// How long the task takes that the worker entered then.
    [[nodiscard]] std::uint64_t takenNs(
        const Clock& clock, std::size_t worker, std::uint64_t entered) const
    {
        const std::uint64_t now = clock.ticks();
        const std::uint64_t inHandNs = now < entered ? 0 : clock.toNs(now - entered);
        const Credit& credit = m_credits[worker];
        return inHandNs - (credit.entered == entered ? std::min(credit.ns, inHandNs) : 0);
    }

private:
    struct Credit
    {
        std::uint64_t entered = 0; // the task's
        std::uint64_t ns = 0;
    };
    std::vector<Credit> m_credits;
    std::uint64_t m_lastLook = 0; // ticks; 0: there was none
};

} // namespace interleave
