#include "core/base/known_wait.h"

#include "core/base/clock.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kMostNs = 1'000'000'000;

thread_local std::uint64_t waitedNs = 0;

} // namespace

std::uint64_t knownWaitNs()
{
    return waitedNs;
}

KnownWait::KnownWait()
    : m_begin(Clock::monotonicNs())
{
}

KnownWait::~KnownWait()
{
    waitedNs += std::min(kMostNs, Clock::monotonicNs() - m_begin);
}

} // namespace interleave
