// The first failures of a trial in words, in shared memory; how many there were in all is counted
// elsewhere.
//
// Process safety: any number of workers append, the engine reads when they have ended. One that is
// killed while it writes leaves an entry that is not ready and is skipped.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace interleave {

class ErrorLog
{
public:
    static constexpr std::uint32_t kEntries = 256;
    static constexpr std::size_t kMessageBytes = 240; // longer messages are cut

    /// Keeps the message when there is room for it. `task` is nothing for a failure outside any
    /// task.
    void append(std::optional<std::uint64_t> task, std::string_view message);

    using Visitor
        = std::function<void(std::optional<std::uint64_t> task, std::string_view message)>;
    void forEach(const Visitor& visit) const;

private:
    struct Entry
    {
        std::atomic<std::uint32_t> ready;
        std::uint32_t bytes;
        std::uint64_t taskPlusOne; // 0: none
        char message[kMessageBytes];
    };

    std::atomic<std::uint32_t> m_taken;
    Entry m_entries[kEntries];
};

} // namespace interleave
