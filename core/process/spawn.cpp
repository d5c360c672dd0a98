#include "core/process/spawn.h"

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/is_stopped.h"
#include "core/base/standstill.h"
#include "core/base/thread_if_any.h"

#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <future>
#include <new>
#include <unistd.h>

namespace interleave {

namespace {

// Whoever calls does nothing else meanwhile: less than for a worker.
constexpr std::chrono::nanoseconds kLook{50'000'000};
constexpr std::uint64_t kGraceNs = 500'000'000;

// The only one that this thread has.
pid_t childOf(pid_t thread)
{
    constexpr std::size_t kMost = 64;
    const auto text = readFile(fmt::format("/proc/self/task/{}/children", thread), kMost);
    pid_t child = 0;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), child);
    return child;
}

// 0 where it has none, or one that goes on, or for this once there is no memory to know.
pid_t stoppedChildOf(pid_t thread) noexcept
{
    try {
        const pid_t child = childOf(thread);
        return child > 0 && isStopped(child) ? child : 0;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

} // namespace

int spawn(pid_t& pid,
    const std::string& path,
    const posix_spawn_file_actions_t& actions,
    const posix_spawnattr_t& attributes,
    char* const argv[])
{
    std::atomic<pid_t> caller = 0;
    std::packaged_task<int()> call([&] {
        caller = ::gettid();
        return ::posix_spawn(&pid, path.c_str(), &actions, &attributes, argv, environ);
    });
    std::future<int> called = call.get_future();
    std::thread thread = threadIfAny([&call] { call(); });
    if (!thread.joinable())
        call();
    Standstill standstill(kGraceNs);
    // From here to the end nothing throws: the child would be nobody's.
    while (called.wait_for(kLook) != std::future_status::ready) {
        pid_t child = 0;
        const auto isChildStopped = [&] { return (child = stoppedChildOf(caller)) != 0; };
        if (standstill.isTooLong(0, Clock::monotonicNs(), kLook.count(), isChildStopped))
            ::kill(child, SIGKILL); // the call that makes it waits for it, and reaps nobody
    }
    if (thread.joinable())
        thread.join();
    return called.get();
}

} // namespace interleave
