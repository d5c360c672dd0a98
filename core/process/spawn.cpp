#include "core/process/spawn.h"

#include "core/base/file.h"
#include "core/base/is_stopped.h"

#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <future>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr int kLooks = 20; // in which the whole program runs: a stop of all is one look long

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

} // namespace

int spawn(pid_t& pid,
    const std::string& path,
    const posix_spawn_file_actions_t& actions,
    const posix_spawnattr_t& attributes,
    char* const argv[])
{
    std::atomic<pid_t> caller = 0;
    const auto call = [&] {
        caller = ::gettid();
        return ::posix_spawn(&pid, path.c_str(), &actions, &attributes, argv, environ);
    };
    std::future<int> called;
    try {
        called = std::async(std::launch::async, call);
    } catch (const std::system_error&) { // no thread can be had
        return call();
    }
    for (int looks = 1; called.wait_for(kLook) != std::future_status::ready; ++looks) {
        const pid_t child = looks % kLooks == 0 ? childOf(caller) : 0;
        if (child > 0 && isStopped(child))
            ::kill(child, SIGKILL);
    }
    return called.get();
}

} // namespace interleave
