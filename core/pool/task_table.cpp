#include "core/pool/task_table.h"

#include "core/ipc/memory_file.h"
#include "core/pool/task_call.h"

#include <algorithm>

namespace interleave {

TaskTable::TaskTable(PoolMemory& memory)
    : m_memory(memory)
    , m_entries(memory.slots())
{
    for (std::uint32_t slot = memory.slots(); slot > 0; --slot)
        m_free.push_back(slot - 1);
}

bool TaskTable::holds(std::uint32_t slot, std::uint64_t ticket) const
{
    return slot < m_entries.size() && isHeld(slot) && m_entries[slot].ticket == ticket;
}

// Goes past tickets for which no request is to be filled.
void TaskTable::passGivenUp()
{
    while (m_memory.taken(m_next)
        || (m_givenUp.contains(m_next) && m_memory.takeBack(m_next) == TakeBack::Done)) {
        m_givenUp.erase(m_next);
        ++m_next;
    }
}

std::optional<std::uint64_t> TaskTable::obstacle()
{
    passGivenUp();
    if (m_memory.stage(m_next) == PoolMemory::Stage::Empty)
        return std::nullopt;
    return m_next - m_memory.ringSize();
}

bool TaskTable::hasRoom()
{
    if (m_free.empty()) {
        // Tasks end about in the order of their submission: looking at the first few is enough.
        constexpr std::size_t kLookAt = 64;
        const std::vector<std::pair<std::uint32_t, std::uint64_t>> first(m_order.begin(),
            m_order.begin()
                + static_cast<std::ptrdiff_t>(std::min<std::size_t>(m_order.size(), kLookAt)));
        for (const auto& [slot, ticket] : first)
            collect(slot);
        if (m_free.empty())
            collectAll();
    }
    fillWaiting();
    return !m_free.empty() && !obstacle();
}

Result<FutexWord*, SystemError> TaskTable::submit(Submission task)
{
    UniqueFd bytesFile;
    if (task.bytes.size() > TaskSlot::kPayload) {
        auto file = memoryFileWith(task.bytes);
        if (!file)
            return tl::unexpected(file.error());
        bytesFile = *std::move(file);
        task.bytes.clear();
        task.bytes.shrink_to_fit();
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    task.completion->number = m_submitted++;
    m_timed += task.timeoutNs != 0 ? 1U : 0U;
    m_entries[slot] = {std::move(task), std::move(bytesFile), 0};
    m_memory.slot(slot).word.store(0, std::memory_order_relaxed);
    m_entries[slot].task.completion->slot.store(slot, std::memory_order_release);
    return fill(slot);
}

FutexWord* TaskTable::fill(std::uint32_t slot)
{
    Entry& entry = m_entries[slot];
    const std::uint64_t ticket = m_next++;
    entry.ticket = ticket;
    entry.task.completion->ticket = ticket;
    m_order.emplace_back(slot, ticket);
    const std::string& bytes = entry.task.bytes;
    Request& request = m_memory.request(ticket);
    RequestContent& content = request.content;
    content.function = entry.task.function;
    content.slot = slot;
    content.timeoutNs = entry.task.timeoutNs;
    content.descriptors = static_cast<std::uint32_t>(entry.task.descriptors.size());
    content.bytes = static_cast<std::uint32_t>(bytes.size());
    if (entry.bytesFile.valid()) {
        ++content.descriptors;
        content.bytes = kBytesInFile;
    }
    bytes.copy(
        bytes.size() <= RequestContent::kInline ? content.inlined : m_memory.slot(slot).payload,
        bytes.size());
    request.word.store(m_memory.filledWord(ticket));
    return request.waiting.exchange(0) != 0 ? &request.word : nullptr;
}

void TaskTable::giveUp(std::uint64_t ticket)
{
    const bool filled = m_memory.stage(ticket) == PoolMemory::Stage::Filled;
    const TakeBack taken = m_memory.takeBack(ticket);
    if (taken == TakeBack::TooLate) {
        m_givenUp.insert(ticket);
        return;
    }
    for (std::uint32_t slot = 0; filled && slot < m_entries.size(); ++slot) {
        if (!holds(slot, ticket))
            continue;
        if (taken == TakeBack::Done)
            refill(slot);
        else
            m_undecided.push_back({.slot = slot, .ticket = ticket});
    }
}

TaskTable::TakeBack TaskTable::takeBack(
    std::uint32_t slot, const TaskFailure& ifLetGo, bool stopIfTaken)
{
    const std::uint64_t ticket = m_entries[slot].ticket;
    const TakeBack taken = m_memory.takeBack(ticket);
    if (taken == TakeBack::Undecided)
        m_undecided.push_back({slot, ticket, ifLetGo, stopIfTaken});
    return taken;
}

bool TaskTable::isUndecided(std::uint64_t ticket) const
{
    return std::ranges::find(m_undecided, ticket, &Undecided::ticket) != m_undecided.end();
}

void TaskTable::settleUndecided(
    const std::function<void()>& hear, const std::function<void(std::uint64_t ticket)>& stop)
{
    for (const Undecided& task : std::exchange(m_undecided, {})) {
        const PoolMemory::InHand hand = m_memory.inHand(task.ticket);
        hear(); // what a worker had sent before that look
        collect(task.slot);
        if (!holds(task.slot, task.ticket))
            continue; // it has ended
        if (hand == PoolMemory::InHand::AboutToBe)
            m_undecided.push_back(task);
        else if (hand == PoolMemory::InHand::Nobodys)
            letGo(task);
        else if (task.stopIfTaken)
            stop(task.ticket);
    }
}

void TaskTable::letGo(const Undecided& task)
{
    if (task.ifLetGo)
        fail(task.slot, *task.ifLetGo);
    else
        refill(task.slot);
}

void TaskTable::refill(std::uint32_t slot)
{
    m_toFill.push_back(slot);
    fillWaiting();
}

void TaskTable::fillWaiting()
{
    while (!m_toFill.empty() && !obstacle()) {
        const std::uint32_t slot = m_toFill.front();
        m_toFill.pop_front();
        if (!isHeld(slot))
            continue;
        if (FutexWord* sleeper = fill(slot))
            futexWakeAll(*sleeper);
    }
}

void TaskTable::collect(std::uint32_t slot)
{
    if (!isHeld(slot))
        return;
    const TaskSlot& shared = m_memory.slot(slot);
    if ((shared.word.load(std::memory_order_acquire) & TaskSlot::kDone) == 0)
        return;
    const std::uint64_t commit = shared.commit.load(std::memory_order_acquire);
    const std::uint64_t ticket = m_entries[slot].ticket;
    const bool failed = commit == TaskSlot::committed(ticket, true);
    if (!failed && commit != TaskSlot::committed(ticket, false))
        return;
    const auto result = shared.result();
    if (!result)
        fail(slot,
            taskFailure(TaskFailureKind::ResultNotRead,
                "the length of its result in shared memory cannot be: it was overwritten"));
    else if (failed)
        failAsToldBy(slot, *result);
    else
        finish(slot, *result);
}

void TaskTable::failAsToldBy(std::uint32_t slot, std::string_view bytes)
{
    auto error = fromBytes<TaskFailure>(bytes);
    fail(slot,
        error ? *std::move(error)
              : taskFailure(TaskFailureKind::ResultNotRead, error.error().message));
}

void TaskTable::collectAll()
{
    for (std::uint32_t slot = 0; slot < m_entries.size(); ++slot)
        collect(slot);
}

void TaskTable::finish(std::uint32_t slot, std::string_view result)
{
    m_entries[slot].task.completion->succeed(result);
    end(slot);
}

void TaskTable::finish(std::uint32_t slot, std::string&& result)
{
    m_entries[slot].task.completion->succeed(std::move(result));
    end(slot);
}

void TaskTable::fail(std::uint32_t slot, TaskFailure error)
{
    m_entries[slot].task.completion->fail(std::move(error));
    end(slot);
}

void TaskTable::failAll(const TaskFailure& error)
{
    for (std::uint32_t slot = 0; slot < m_entries.size(); ++slot) {
        collect(slot);
        if (!isHeld(slot))
            continue;
        // A worker that comes later must not find the request: its slot is another task's by then.
        static_cast<void>(m_memory.takeBack(m_entries[slot].ticket));
        fail(slot, error);
    }
}

void TaskTable::end(std::uint32_t slot)
{
    Entry& entry = m_entries[slot];
    std::shared_ptr<Completion> task = std::move(entry.task.completion);
    task->slot.store(Completion::kNoSlot, std::memory_order_release);
    m_timed -= entry.task.timeoutNs != 0 ? 1U : 0U;
    entry = {};
    m_free.push_back(slot);
    // Whoever sleeps on the word looks at the completion when it wakes.
    FutexWord& word = m_memory.slot(slot).word;
    if ((word.load() & TaskSlot::kDone) == 0
        && (word.fetch_or(TaskSlot::kDone) & TaskSlot::kWaited) != 0)
        futexWakeAll(word);
    forgetEnded();
    task->callBackAll();
}

// Behind a task that goes on for long, others end: they go when they are as many as there are
// slots.
void TaskTable::forgetEnded()
{
    const auto hasEnded = [this](const auto& each) { return !holds(each.first, each.second); };
    while (!m_order.empty() && hasEnded(m_order.front()))
        m_order.pop_front();
    if (m_order.size() > 2 * m_entries.size())
        std::erase_if(m_order, hasEnded);
}

} // namespace interleave
