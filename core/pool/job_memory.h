// The memory of one map: what is to be done, who does which items, and what became of each.
//
//   JobBlock | ClaimSlot[shares] | callable | offsets (u64 each) | inputs | TaskLedger::Line[...]
//
// A share is one worker's part in the map. The worker of a share writes its claim and the ledger
// entries of the items that it runs; the submitter writes them after that worker has died.
#pragma once

#include "core/ipc/shared_memory.h"
#include "core/work/task_ledger.h"
#include "core/work/time_limit.h"
#include "core/work/work_queue.h"

#include <span>
#include <string_view>

namespace interleave {

struct JobSpec
{
    std::uint64_t items = 0;
    std::uint64_t firstItem = 0; // of a range of numbers
    std::string_view callable{};
    std::span<const std::uint64_t> offsets{}; // of packed inputs: where each ends
    std::string_view inputs{};
    HandingOut how{}; // one "worker" a share
    bool timed = false; // a clock read for each item
    std::uint64_t timeoutNs = 0; // of each item; 0: none
};

struct JobBlock
{
    WorkQueue queue;
    alignas(kCacheLine) std::atomic<std::uint64_t> arenas; // numbers given out
    std::uint64_t items;
    std::uint64_t firstItem;
    std::uint64_t callableBytes;
    std::uint64_t offsetCount;
    std::uint64_t inputBytes;
    std::uint64_t timeoutNs;
    WatchNotes watchNotes;
    std::uint32_t shares;
    bool timed;
};

class JobMemory
{
public:
    [[nodiscard]] static Result<JobMemory, SystemError> create(const JobSpec& spec);
    [[nodiscard]] static Result<JobMemory, SystemError> attach(UniqueFd descriptor);

    [[nodiscard]] JobBlock& block() { return *m_memory.objects<JobBlock>(0, 1).data(); }
    [[nodiscard]] std::span<ClaimSlot> claims() { return m_claims; }
    [[nodiscard]] const char* callable() const { return m_callable; }
    /// The bytes of all inputs, or of one that is packed.
    [[nodiscard]] const char* inputs() const { return m_inputs; }
    [[nodiscard]] std::string_view packedInput(std::uint64_t item) const;
    [[nodiscard]] TaskLedger ledger() { return {m_lines, block().items}; }
    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }

private:
    explicit JobMemory(SharedMemory memory)
        : m_memory(std::move(memory))
    {
    }
    void findParts();

    SharedMemory m_memory;
    std::span<ClaimSlot> m_claims;
    std::span<const std::uint64_t> m_offsets;
    std::span<TaskLedger::Line> m_lines;
    const char* m_callable = nullptr;
    const char* m_inputs = nullptr;
};

} // namespace interleave
