#include "core/process/beside_loop.h"

#include "core/base/thread_if_any.h"

#include <array>
#include <atomic>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace interleave {

namespace {

// What both threads have: whichever leaves last frees it. The end is told by closing a pipe, which
// no host refuses.
struct Side
{
    void run()
    {
        work();
        done.store(true);
        told.reset();
    }

    std::function<void()> work;
    UniqueFd told;
    std::atomic<bool> done = false;
};

} // namespace

bool runBeside(EventLoop& loop, std::function<void()> work, const std::function<bool()>& stop)
{
    const auto side = std::make_shared<Side>();
    side->work = std::move(work);
    std::array<int, 2> ends{-1, -1};
    std::thread thread;
    [[maybe_unused]] const int made = ::pipe2(ends.data(), O_CLOEXEC);
    const UniqueFd ended(ends[0]);
    side->told.reset(ends[1]);
    if (ended.valid() && loop.watch(ended.get(), [] {}))
        thread = threadIfAny([side] { side->run(); });
    if (!thread.joinable())
        side->run();
    const bool heard = loop.runUntil([&] { return side->done.load() || stop(); }).has_value();
    loop.unwatch(ended.get());
    if (heard && !side->done.load()) {
        thread.detach();
        return false;
    }
    if (thread.joinable())
        thread.join();
    return true;
}

} // namespace interleave
