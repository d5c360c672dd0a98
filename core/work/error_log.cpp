#include "core/work/error_log.h"

#include "core/base/printable.h"
#include "core/ipc/shared_memory.h"

#include <algorithm>

namespace interleave {

void ErrorLog::append(std::optional<std::uint64_t> task, std::string_view message, More more)
{
    const auto room = kEntries + static_cast<std::uint32_t>(more.size());
    if (m_taken.load(std::memory_order_relaxed) >= room)
        return;
    const std::uint32_t index = m_taken.fetch_add(1, std::memory_order_relaxed);
    if (index >= room)
        return;
    Entry& entry = index < kEntries ? m_entries[index] : more[index - kEntries];
    if (index >= kEntries && !takePageOf(entry))
        return;
    entry.bytes = static_cast<std::uint32_t>(copyBothEnds(message, entry.message));
    entry.taskPlusOne = task ? *task + 1 : 0;
    entry.ready.store(1, std::memory_order_release);
}

// Where there is no memory the message is not kept; without asking that would be a signal.
bool ErrorLog::takePageOf(Entry& entry)
{
    constexpr std::uintptr_t kPage = 4096;
    const auto begin = reinterpret_cast<std::uintptr_t>(&entry);
    const std::uintptr_t page = begin / kPage * kPage;
    return populateForWriting(reinterpret_cast<std::byte*>(page), begin + sizeof(Entry) - page);
}

void ErrorLog::forEach(std::uint64_t tasks, const Visitor& visit, More more) const
{
    const std::uint32_t count
        = std::min(m_taken.load(), kEntries + static_cast<std::uint32_t>(more.size()));
    for (std::uint32_t i = 0; i < count; ++i) {
        const Entry& entry = i < kEntries ? m_entries[i] : more[i - kEntries];
        if (entry.ready.load(std::memory_order_acquire) == 0)
            continue;
        const std::uint64_t taskPlusOne = entry.taskPlusOne;
        if (taskPlusOne > tasks)
            continue;
        const auto task = taskPlusOne == 0 ? std::nullopt : std::optional(taskPlusOne - 1);
        visit(task, {entry.message, std::min<std::size_t>(entry.bytes, kMessageBytes)});
    }
}

} // namespace interleave
