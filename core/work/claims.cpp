#include "core/work/claims.h"

#include <algorithm>
#include <utility>

namespace interleave {

Claims::Claims(WorkQueue& queue,
    TaskLedger ledger,
    std::span<ClaimSlot> slots,
    WatchNotes& watchNotes,
    Schedule schedule)
    : m_queue(queue)
    , m_ledger(ledger)
    , m_slots(slots)
    , m_shares(slots.size())
    , m_overdue(slots.size())
    , m_credit(slots.size(), watchNotes)
{
    for (std::size_t worker = 0; worker < slots.size() && schedule == Schedule::Static; ++worker)
        m_shares[worker] = staticShare(ledger.tasks(), slots.size(), worker);
}

TaskRange Claims::claimOf(std::uint32_t worker) const
{
    const TaskRange claimed = m_slots[worker].range();
    const std::uint64_t current = m_slots[worker].current.load();
    const bool holds
        = claimed.begin <= current && current < claimed.end && claimed.end <= m_ledger.tasks();
    return holds ? TaskRange{current, claimed.end} : TaskRange{};
}

std::optional<std::uint64_t> Claims::taskOf(std::uint32_t worker) const
{
    const TaskRange claim = claimOf(worker);
    if (claim.empty() || m_ledger.mark(claim.begin) != TaskMark::Started)
        return std::nullopt;
    return claim.begin;
}

// Who waits for others at a meeting is as late as they are, and not too slow itself.
std::uint64_t Claims::enteredBy(std::uint32_t worker) const
{
    return std::max(m_slots[worker].enteredTicks.load(), m_slots[worker].waitedUntil.load());
}

void Claims::look(const Clock& clock, std::uint64_t periodNs)
{
    m_credit.look(clock, periodNs, [this](std::size_t worker) {
        return enteredBy(static_cast<std::uint32_t>(worker));
    });
}

std::optional<std::uint64_t> Claims::overdueTask(
    std::uint32_t worker, const Clock& clock, std::uint64_t limitNs) const
{
    if (isOverdue(worker))
        return std::nullopt;
    // In this order: whoever enters another task meanwhile has stored its time first.
    const auto task = taskOf(worker);
    if (!task || m_credit.takenNs(clock, worker, enteredBy(worker)) < limitNs)
        return std::nullopt;
    return task;
}

std::vector<Claims::Hand> Claims::takeFromDead(std::uint32_t first, std::uint32_t count)
{
    std::vector<Hand> hands;
    bool stopped = false;
    for (std::uint32_t worker = first; worker < first + count; ++worker) {
        stopped = stopped || isOverdue(worker);
        hands.push_back(takeFrom(worker));
    }
    for (Hand& hand : hands) {
        const auto overdue = std::exchange(m_overdue[hand.worker], std::nullopt);
        hand.timedOut = hand.task && overdue == hand.task;
        if (!hand.task || hand.timedOut || !stopped)
            continue;
        hand.again = overdue ? LedgerReason::SignalHitNextTask : LedgerReason::ProcessShared;
        hand.rest.begin = *hand.task;
    }
    return hands;
}

Claims::Hand Claims::takeFrom(std::uint32_t worker)
{
    const TaskRange claim = claimOf(worker);
    m_slots[worker].drop();
    if (claim.empty())
        return {.worker = worker};
    const TaskMark mark = m_ledger.mark(claim.begin);
    Hand hand{.worker = worker, .rest = claim};
    if (mark == TaskMark::Started)
        hand.task = claim.begin;
    if (mark != TaskMark::Untouched)
        ++hand.rest.begin;
    return hand;
}

void Claims::settle(const Hand& hand)
{
    if (hand.again) {
        m_ledger.clear(*hand.task);
        m_again.push_back({*hand.task, *hand.again});
    } else if (hand.task) {
        m_ledger.finish(*hand.task, hand.timedOut ? TaskMark::TimedOut : TaskMark::Died, 0);
    }
    const TaskRange& share = m_shares[hand.worker];
    if (hand.rest.begin < share.begin || hand.rest.begin >= share.end)
        giveBack(hand.rest);
    rewindShare(hand.worker);
}

// Workers that meet would wait for ever for one that plays another's part.
void Claims::rewindShare(std::uint32_t worker)
{
    const TaskRange& share = m_shares[worker];
    if (share.empty())
        return;
    std::atomic<std::uint64_t>& shareNext = m_slots[worker].shareNext;
    const std::uint64_t claimed = std::clamp(shareNext.load(), share.begin, share.end);
    std::uint64_t next = claimed;
    while (next > share.begin && m_ledger.mark(next - 1) == TaskMark::Untouched)
        --next;
    if (next < claimed)
        shareNext.store(next);
}

void Claims::giveBack(TaskRange range)
{
    if (!range.empty())
        m_waiting.push_back(range);
    giveBackWaiting();
}

void Claims::giveBackWaiting()
{
    const auto full = std::ranges::find_if(
        m_waiting, [this](const TaskRange& range) { return !m_queue.giveBack(range); });
    m_waiting.erase(m_waiting.begin(), full);
}

void Claims::giveBackShare(std::uint32_t worker)
{
    const TaskRange share = std::exchange(m_shares[worker], {});
    if (!share.empty())
        giveBack(WorkQueue::takeShare(m_slots[worker], share));
}

bool Claims::giveBackWhatIsLeft(bool anyDeath)
{
    for (std::uint32_t worker = 0; worker < m_slots.size(); ++worker)
        giveBackShare(worker);
    giveBackWaiting();
    return m_queue.unclaimed(m_slots) > 0 || (anyDeath && giveBackOrphans());
}

bool Claims::giveBackOrphans()
{
    bool found = false;
    for (std::uint64_t task = 0; task < m_ledger.tasks(); ++task) {
        const std::uint64_t begin = task;
        while (task < m_ledger.tasks() && m_ledger.mark(task) == TaskMark::Untouched)
            ++task;
        giveBack({begin, task});
        found = found || task > begin;
    }
    return found;
}

} // namespace interleave
