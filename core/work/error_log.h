// The failures of a trial in words, in shared memory: the first ones in the log itself, others
// where there is more room. How many there were in all is counted elsewhere.
//
// Process safety: any number of workers append, the engine reads when they have ended. One that is
// killed while it writes leaves an entry that is not ready and is skipped.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace interleave {

class ErrorLog
{
public:
    static constexpr std::uint32_t kEntries = 256;
    static constexpr std::uint32_t kMostMore = 1U << 18U; // 64 MiB of addresses
    static constexpr std::uint32_t kMost = kEntries + kMostMore;
    static constexpr std::size_t kMessageBytes = 240; // of longer messages the middle is cut

    struct Entry;
    /// Memory for the entries that the log has no room for: zeroes, and no page taken yet.
    using More = std::span<Entry>;

    /// Keeps the message when there is room for it. `task` is nothing for a failure outside any
    /// task.
    void append(std::optional<std::uint64_t> task, std::string_view message, More more = {});

    using Visitor
        = std::function<void(std::optional<std::uint64_t> task, std::string_view message)>;
    /// Not those of tasks that cannot be, of which there are `tasks`: workers have written them.
    void forEach(std::uint64_t tasks, const Visitor& visit, More more = {}) const;

    struct Entry
    {
        std::atomic<std::uint32_t> ready;
        std::uint32_t bytes;
        std::uint64_t taskPlusOne; // 0: none
        char message[kMessageBytes];
    };

private:
    [[nodiscard]] static bool takePageOf(Entry& entry);

    std::atomic<std::uint32_t> m_taken;
    Entry m_entries[kEntries];
};

} // namespace interleave
