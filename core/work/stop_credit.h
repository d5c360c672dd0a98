// Time in which whoever watches over tasks did not run itself: stopped with its group (SIGSTOP, a
// debugger) or asleep with the machine. It shows as a look that comes later than it should by
// kLeastStopNs or more though it was neither on a core nor waited for one, and does not count
// against the tasks that were in hand. Less is not told from a wait in the kernel, as for a page
// while another thread forks.
//
// Cost of a look: a clock read and 1 us; O(workers) when it was late. Thread safety: one thread at
// a time; look() is for the watcher's.
#pragma once

#include "core/base/standstill.h"
#include "core/work/thread_time.h"
#include "core/work/time_limit.h"

#include <algorithm>
#include <vector>

namespace interleave {

class StopCredit
{
public:
    static constexpr std::uint64_t kLeastStopNs = Standstill::kLateNs;

    /// What it finds it also notes for the workers.
    StopCredit(std::size_t workers, WatchNotes& notes)
        : m_credits(workers)
        , m_notes(notes)
    {
    }

    /// The first look is to come a period from now; nobody was to look before. Any thread: what
    /// the watcher has done until now is not for the look to explain.
    void begin(const Clock& clock)
    {
        m_thread.restart();
        m_lastLook = clock.ticks();
        m_notes.lastLook.store(m_lastLook);
    }
    /// Before the tasks are looked at, `periodNs` after the last look. `enteredBy(worker)` is when
    /// the worker entered its task, in ticks.
    template <class EnteredBy>
    void look(const Clock& clock, std::uint64_t periodNs, EnteredBy enteredBy)
    {
        const std::uint64_t awakeNs = m_thread.sinceLastNs();
        const std::uint64_t before = m_lastLook;
        const std::uint64_t now = m_lastLook = clock.ticks();
        const std::uint64_t sinceNs = before == 0 || now < before ? 0 : clock.toNs(now - before);
        if (sinceNs >= kLeastStopNs + periodNs + awakeNs)
            give(clock, now, sinceNs - periodNs - awakeNs, enteredBy);
        m_notes.lastLook.store(now);
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
    template <class EnteredBy>
    void give(const Clock& clock, std::uint64_t now, std::uint64_t stoppedNs, EnteredBy enteredBy)
    {
        for (std::size_t worker = 0; worker < m_credits.size(); ++worker) {
            Credit& credit = m_credits[worker];
            const std::uint64_t entered = enteredBy(worker);
            if (credit.entered != entered)
                credit = {entered, 0};
            const std::uint64_t inHandNs = now < entered ? 0 : clock.toNs(now - entered);
            credit.ns += std::min(stoppedNs, inHandNs);
        }
        m_notes.stopped.fetch_add(
            static_cast<std::uint64_t>(static_cast<double>(stoppedNs) / clock.nsPerTick()));
        m_notes.stopEnd.store(now);
    }

    struct Credit
    {
        std::uint64_t entered = 0; // the task's
        std::uint64_t ns = 0;
    };
    std::vector<Credit> m_credits;
    WatchNotes& m_notes;
    ThreadTime m_thread;
    std::uint64_t m_lastLook = 0; // ticks; 0: there was none
};

} // namespace interleave
