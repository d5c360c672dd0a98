#include "core/process/spawn.h"

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/is_stopped.h"
#include "core/base/standstill.h"
#include "core/base/thread_if_any.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <future>
#include <new>
#include <string_view>
#include <unistd.h>

namespace interleave {

namespace {

// Whoever calls does nothing else meanwhile: less than for a worker.
constexpr std::chrono::nanoseconds kLook{50'000'000};
constexpr std::uint64_t kGraceNs = 500'000'000;

// The one of this thread's that is about to become the other program, and is stopped; 0 where there
// is none.
pid_t stoppedChildIn(std::string_view children)
{
    pid_t child = 0;
    while (!children.empty()) {
        const char* const begin = children.data();
        const auto read = std::from_chars(begin, begin + children.size(), child);
        if (child > 0 && runsNoOtherProgram(child) && isStopped(child))
            return child;
        children.remove_prefix(static_cast<std::size_t>(read.ptr - begin));
        children.remove_prefix(std::min<std::size_t>(1, children.size()));
        child = 0;
    }
    return 0;
}

// 0 also where, for this once, there is no memory to know.
pid_t stoppedChildOf(pid_t thread) noexcept
{
    try {
        constexpr std::size_t kMost = 64 * 1024;
        const auto text = readFile(fmt::format("/proc/self/task/{}/children", thread), kMost);
        return text ? stoppedChildIn(*text) : 0;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

// Returns when the call does. Nothing here throws: the child would be nobody's.
void endStoppedChild(const std::future<int>& called, const std::atomic<pid_t>& caller)
{
    Standstill standstill(kGraceNs);
    while (called.wait_for(kLook) != std::future_status::ready) {
        pid_t child = 0;
        const auto isChildStopped = [&] { return (child = stoppedChildOf(caller)) != 0; };
        if (standstill.isTooLong(0, Clock::monotonicNs(), kLook.count(), isChildStopped))
            ::kill(child, SIGKILL); // the call that makes it waits for it, and reaps nobody
    }
}

} // namespace

int spawn(pid_t& pid,
    const std::string& path,
    const posix_spawn_file_actions_t& actions,
    const posix_spawnattr_t& attributes,
    char* const argv[],
    SpawnedBy thread)
{
    std::atomic<pid_t> caller = 0;
    std::packaged_task<int()> call([&] {
        caller = ::gettid();
        return ::posix_spawn(&pid, path.c_str(), &actions, &attributes, argv, environ);
    });
    std::future<int> called = call.get_future();
    const auto look = [&] { endStoppedChild(called, caller); };
    const bool isCalledHere = thread == SpawnedBy::ThisThread;
    std::thread other = isCalledHere ? threadIfAny(look) : threadIfAny([&call] { call(); });
    if (isCalledHere || !other.joinable())
        call();
    look();
    if (other.joinable())
        other.join();
    return called.get();
}

} // namespace interleave
