#include "core/ipc/poll_until.h"

#include <cerrno>
#include <poll.h>

namespace interleave {

bool pollUntil(int descriptor, short events, const Deadline& deadline)
{
    pollfd waited{descriptor, events, 0};
    for (;;) {
        const auto remaining = deadline.remainingNs();
        const timespec timeout{static_cast<time_t>(remaining.value_or(0) / 1'000'000'000U),
            static_cast<long>(remaining.value_or(0) % 1'000'000'000U)};
        const int ready = ::ppoll(&waited, 1, remaining ? &timeout : nullptr, nullptr);
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

} // namespace interleave
