// What became of the last starts in a place: whether another one is worth the trial, and when.
//
// A process that ends by itself before it is ready (it exits, or crashes) is followed by the next
// at once, and after eight in a row the place is given up. One that somebody has killed says
// nothing of the next: the second in a row is followed later, the third later still, up to a
// second, and only from there on they count. So a host that kills for a while costs no place, and
// with one that kills for ever it takes about nine seconds. Where the system has no room for a
// process, it is tried again later and later, too.
//
// Thread safety: one thread at a time.
#pragma once

#include "core/process/process_end.h"

#include <cstdint>

namespace interleave {

class Restarts
{
public:
    /// The process that was there has ended so, and what it was started for it was ready to do, or
    /// was not.
    void noteEnd(const ExitStatus& status, bool gotReady, std::uint64_t nowNs);
    /// There was no room for one. While others work, it is tried for as long as they do.
    void noteNoRoom(bool othersWork, std::uint64_t nowNs);
    /// One has begun there.
    void noteBegin();
    /// From now on it is tried as any other.
    void giveAnotherTrial() { m_failures = 0; }

    [[nodiscard]] bool isGivenUp() const;
    /// There is to be another one, but not yet.
    [[nodiscard]] bool isPaused() const { return m_notBeforeNs != 0; }
    [[nodiscard]] bool isDue(std::uint64_t nowNs) const
    {
        return isPaused() && nowNs >= m_notBeforeNs;
    }
    void endPause() { m_notBeforeNs = 0; }

private:
    static constexpr std::uint64_t kFirstPauseForRoomNs = 50'000'000;

    void pause(std::uint64_t& pauseNs, std::uint64_t nowNs);

    std::uint32_t m_failures = 0; // in a row
    std::uint64_t m_killedPauseNs
        = 0; // before the next, when this one is killed before it is ready
    std::uint64_t m_roomPauseNs = kFirstPauseForRoomNs; // the same when there is no room for it
    std::uint64_t m_notBeforeNs = 0; // 0: no pause
};

} // namespace interleave
