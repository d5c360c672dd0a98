#include "core/base/flush_file.h"

#include "core/base/thread_if_any.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <future>
#include <memory>
#include <thread>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kTick{50};

UniqueFd copyOf(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

// 0, or why what is written has not reached the disk.
int flushNow(int fd)
{
    // What fails for one of these cannot be asked for.
    constexpr std::array kCannot{EINVAL, ENOSYS, EOPNOTSUPP, EPERM, EACCES, EROFS, ENOTTY};
    if (retryOnInterrupt([&] { return ::fsync(fd); }) != 0
        && std::ranges::count(kCannot, errno) == 0)
        return errno;
    // Some file systems say only at a close that there was no room, at any of them.
    const int copy = copyOf(fd).release();
    return copy < 0 || ::close(copy) == 0 || errno == EINTR ? 0 : errno;
}

using Flush = std::packaged_task<int()>;

int flushUnless(const UniqueFd& file, const GiveUp& giveUp)
{
    UniqueFd copy = copyOf(file.get());
    if (!copy.valid())
        return flushNow(file.get());
    const auto flush
        = std::make_shared<Flush>([own = std::move(copy)] { return flushNow(own.get()); });
    auto flushed = flush->get_future();
    std::thread thread = threadIfAny([flush] { (*flush)(); });
    if (!thread.joinable())
        (*flush)();
    const auto begin = std::chrono::steady_clock::now();
    while (flushed.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        if (giveUp(std::chrono::steady_clock::now() - begin)) {
            if (thread.joinable())
                thread.detach();
            return 0;
        }
        flushed.wait_for(kTick);
    }
    if (thread.joinable())
        thread.join();
    return flushed.get();
}

} // namespace

Result<void, SystemError> flushFile(
    const UniqueFd& file, std::string_view action, const GiveUp& giveUp)
{
    const int error = giveUp ? flushUnless(file, giveUp) : flushNow(file.get());
    return error == 0 ? Result<void, SystemError>() : failErrno(action, error);
}

} // namespace interleave
