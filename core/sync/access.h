// The ways to update shared state, one per primitive, with one interface: update(section) calls
// section with an `add` that adds to a word or a tally; for a guard the section is what runs while
// it is held. read(section) is for one that changes nothing: others that read may be inside, too,
// where the guard knows the difference.
#pragma once

#include "core/sync/recorded_guard.h"
#include "core/sync/tally.h"

#include <shared_mutex>

namespace interleave {

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
        if (m_ticks == 0) [[likely]]
            return;
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
    template <class Section>
    void read(Section section) const
    {
        section();
    }
};

template <Guard G, class Add>
class GuardedAccess
{
public:
    GuardedAccess(RecordedGuard<G>& guard, Add add)
        : m_guard(guard)
        , m_add(add)
    {
    }

    template <class Section>
    void update(Section section) const
    {
        const std::lock_guard inside(m_guard);
        section(m_add);
    }
    template <class Section>
    void read(Section section) const
    {
        if constexpr (SharedGuard<G>) {
            const std::shared_lock inside(m_guard);
            section();
        } else {
            const std::lock_guard inside(m_guard);
            section();
        }
    }

private:
    RecordedGuard<G>& m_guard;
    Add m_add;
};

} // namespace interleave
