#include "core/ipc/poll_until.h"

#include "core/base/refused_call.h"

#include <algorithm>
#include <poll.h>

namespace interleave {

namespace {

// For who is refused ppoll(): in milliseconds, rounded up; a longer one is asked for in pieces.
int pollPiece(pollfd& waited, std::optional<std::uint64_t> remainingNs)
{
    constexpr std::uint64_t kMsNs = 1'000'000;
    constexpr std::uint64_t kMostMs = 60'000;
    const std::uint64_t ms
        = (std::min(remainingNs.value_or(0), kMostMs * kMsNs) + kMsNs - 1) / kMsNs;
    return ::poll(&waited, 1, remainingNs ? static_cast<int>(ms) : -1);
}

int pollFor(pollfd& waited, std::optional<std::uint64_t> remainingNs)
{
    const timespec timeout{static_cast<time_t>(remainingNs.value_or(0) / 1'000'000'000U),
        static_cast<long>(remainingNs.value_or(0) % 1'000'000'000U)};
    const int ready = ::ppoll(&waited, 1, remainingNs ? &timeout : nullptr, nullptr);
    return ready < 0 && isRefused(errno) ? pollPiece(waited, remainingNs) : ready;
}

} // namespace

bool pollUntil(int descriptor, short events, const Deadline& deadline)
{
    pollfd waited{descriptor, events, 0};
    for (;;) {
        const int ready = pollFor(waited, deadline.remainingNs());
        if (ready > 0)
            return true;
        if (ready == 0 ? deadline.passed() : errno != EINTR)
            return false;
    }
}

} // namespace interleave
