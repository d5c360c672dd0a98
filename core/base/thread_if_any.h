// A thread for work that can be done without one, too. Any thread.
#pragma once

#include <new>
#include <system_error>
#include <thread>
#include <utility>

namespace interleave {

/// A thread that does `work`; none (not joinable), and `work` is not begun, where none can be had:
/// a limit of threads, or no memory.
template <class Work>
[[nodiscard]] std::thread threadIfAny(Work work)
{
    try {
        return std::thread(std::move(work));
    } catch (const std::system_error&) {
        return {};
    } catch (const std::bad_alloc&) {
        return {};
    }
}

} // namespace interleave
