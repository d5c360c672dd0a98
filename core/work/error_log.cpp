#include "core/work/error_log.h"

#include <algorithm>
#include <cstring>

namespace interleave {

void ErrorLog::append(std::optional<std::uint64_t> task, std::string_view message)
{
    if (m_taken.load(std::memory_order_relaxed) >= kEntries)
        return;
    const std::uint32_t index = m_taken.fetch_add(1, std::memory_order_relaxed);
    if (index >= kEntries)
        return;
    Entry& entry = m_entries[index];
    entry.bytes = static_cast<std::uint32_t>(std::min(message.size(), kMessageBytes));
    std::memcpy(entry.message, message.data(), entry.bytes);
    entry.taskPlusOne = task ? *task + 1 : 0;
    entry.ready.store(1, std::memory_order_release);
}

void ErrorLog::forEach(const Visitor& visit) const
{
    const std::uint32_t count = std::min(m_taken.load(), kEntries);
    for (std::uint32_t i = 0; i < count; ++i) {
        const Entry& entry = m_entries[i];
        if (entry.ready.load(std::memory_order_acquire) == 0)
            continue;
        const auto task
            = entry.taskPlusOne == 0 ? std::nullopt : std::optional(entry.taskPlusOne - 1);
        visit(task, {entry.message, std::min<std::size_t>(entry.bytes, kMessageBytes)});
    }
}

} // namespace interleave
