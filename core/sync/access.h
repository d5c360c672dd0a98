// The ways to update shared state, one per primitive, with one interface: update(section) calls
// section with an `add` that adds to a word or a tally; for a guard the section is what runs while
// it is held.
//
// Waiting is measured only when there is some: acquiring tries first, and only a refusal reads the
// clock. So an uncontended update pays nothing for being measured.
#pragma once

#include "core/base/clock.h"
#include "core/sync/shared_state.h"

namespace interleave {

/// Told when a worker begins and ends to wait.
class WaitObserver
{
public:
    virtual void waitBegins() = 0;
    virtual void waitEnds(std::uint64_t ticks) = 0;
    virtual void ownerDied() = 0;

protected:
    ~WaitObserver() = default;
};

/// Between load and store of a racing update: nothing, or a pause that the experiment asks for.
struct NoPause
{
    void operator()() const { }
};

class TimedPause
{
public:
    TimedPause(const Clock& clock, std::uint64_t ns)
        : m_clock(clock)
        , m_ticks(static_cast<std::uint64_t>(static_cast<double>(ns) / clock.nsPerTick()))
    {
    }
    void operator()() const
    {
        const std::uint64_t begin = m_clock.ticks();
        while (m_clock.ticks() - begin < m_ticks)
            spinPause();
    }

private:
    Clock m_clock;
    std::uint64_t m_ticks;
};

template <class Pause>
struct RacingAdd
{
    Pause pause;

    template <class Target>
    void operator()(Target& target, std::uint64_t amount) const
    {
        addRacing(target, amount, pause);
    }
};

struct AtomicAdd
{
    template <class Target>
    void operator()(Target& target, std::uint64_t amount) const
    {
        addAtomic(target, amount);
    }
};

struct CasAdd
{
    std::uint64_t& retries; // of all its additions, where nobody else counts

    template <class Target>
    void operator()(Target& target, std::uint64_t amount) const
    {
        retries += addCas(target, amount);
    }
};

/// None, atomic and compare-and-swap: the section runs as it is.
template <class Add>
struct OpenAccess
{
    Add add;

    template <class Section>
    void update(Section section) const
    {
        section(add);
    }
};

template <Guard G, class Pause>
class GuardedAccess
{
public:
    GuardedAccess(G& guard, WorkerIndex me, const Clock& clock, WaitObserver& observer, Pause pause)
        : m_guard(guard)
        , m_me(me)
        , m_clock(clock)
        , m_observer(observer)
        , m_add{pause}
    {
    }

    template <class Section>
    void update(Section section) const
    {
        Acquisition got = m_guard.tryAcquire(m_me);
        if (got != Acquisition::Acquired) [[unlikely]]
            got = got == Acquisition::Busy ? wait() : got;
        if (got == Acquisition::OwnerDied) [[unlikely]]
            m_observer.ownerDied();
        section(m_add);
        m_guard.release(m_me);
    }

private:
    [[nodiscard, gnu::noinline]] Acquisition wait() const
    {
        m_observer.waitBegins();
        const std::uint64_t begin = m_clock.ticks();
        const Acquisition got = m_guard.acquire(m_me);
        m_observer.waitEnds(m_clock.ticks() - begin);
        return got;
    }

    G& m_guard;
    WorkerIndex m_me;
    Clock m_clock;
    WaitObserver& m_observer;
    RacingAdd<Pause> m_add;
};

} // namespace interleave
