// Work that may take long, in a thread of its own while an event loop goes on: reading a folder of
// a file system that answers late, or never.
#pragma once

#include "core/process/event_loop.h"

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <type_traits>

namespace interleave {

/// Whether `work`, which throws nothing, has ended. `stop` is asked after each round of the loop's
/// callbacks; once it says so the thread is left at its work, because nothing ends a call that does
/// not come back. The process must then end by _exit(), and what the work refers to live until it
/// does. Where no thread can be had the work is done here, and the loop is deaf meanwhile; as where
/// it cannot wait (EventLoop::runUntil()).
[[nodiscard]] bool runBeside(
    EventLoop& loop, std::function<void()> work, const std::function<bool()>& stop);

/// What `work` gives or throws; nothing where it was left.
template <class Work>
auto resultBeside(EventLoop& loop, Work work, const std::function<bool()>& stop)
    -> std::optional<std::invoke_result_t<Work&>>
{
    using Task = std::packaged_task<std::invoke_result_t<Work&>()>;
    const auto task = std::make_shared<Task>(std::move(work));
    if (!runBeside(
            loop, [task] { (*task)(); }, stop))
        return std::nullopt;
    return task->get_future().get();
}

} // namespace interleave
