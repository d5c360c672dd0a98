#include "core/process/restarts.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace interleave {

namespace {

constexpr std::uint32_t kMaxFailures = 8;
constexpr std::uint64_t kLeastPauseNs = 5'000'000;
constexpr std::uint64_t kLongestPauseNs = 1'000'000'000;

// A crash is the process's own, and comes again; any other signal somebody has sent. Where how it
// ended is not known it may have been one.
bool wasKilled(const ExitStatus& status)
{
    constexpr std::array kCrashes{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP};
    return !status.known
        || (status.signalled && std::ranges::find(kCrashes, status.code) == kCrashes.end());
}

} // namespace

void Restarts::noteEnd(const ExitStatus& status, bool gotReady, std::uint64_t nowNs)
{
    if (gotReady) {
        *this = {};
        return;
    }
    const bool killed = wasKilled(status);
    if (!killed || m_killedPauseNs == kLongestPauseNs)
        ++m_failures;
    if (killed && !isGivenUp())
        pause(m_killedPauseNs, nowNs);
}

void Restarts::noteNoRoom(bool othersWork, std::uint64_t nowNs)
{
    if (!othersWork)
        ++m_failures;
    if (!isGivenUp())
        pause(m_roomPauseNs, nowNs);
    if (!othersWork)
        m_roomPauseNs = kFirstPauseForRoomNs;
}

void Restarts::noteBegin()
{
    m_roomPauseNs = kFirstPauseForRoomNs;
    endPause();
}

bool Restarts::isGivenUp() const
{
    return m_failures >= kMaxFailures;
}

void Restarts::pause(std::uint64_t& pauseNs, std::uint64_t nowNs)
{
    m_notBeforeNs = pauseNs == 0 ? 0 : nowNs + pauseNs;
    pauseNs = std::clamp(2 * pauseNs, kLeastPauseNs, kLongestPauseNs);
}

} // namespace interleave
