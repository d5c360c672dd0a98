// The memory of one map: what is to be done, who does which items, and what became of each.
//
//   JobBlock | ClaimSlot[parts] | callable | offsets (u64 each) | inputs | TaskLedger::Line[...]
//
// That of a small map lies in an area of the pool's own memory (JobArea), which the workers have
// had since they started; a larger one is created for the map, and goes to each by its descriptor.
//
// A part is what one worker has of the map. The worker of a part writes its claim and the ledger
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
    HandingOut how{}; // one "worker" a part
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
    std::uint32_t parts;
    bool timed;
};

class JobMemory
{
public:
    [[nodiscard]] static std::size_t bytesFor(const JobSpec& spec);
    [[nodiscard]] static Result<JobMemory, SystemError> create(const JobSpec& spec);
    /// In bytesFor(spec) bytes that somebody else keeps, whatever stands in them.
    JobMemory(std::span<std::byte> bytes, const JobSpec& spec);
    /// In a worker: what one of the two above has made.
    [[nodiscard]] static Result<JobMemory, SystemError> attach(UniqueFd descriptor);
    [[nodiscard]] static Result<JobMemory, SystemError> attach(std::span<std::byte> bytes);

    [[nodiscard]] JobBlock& block() { return *reinterpret_cast<JobBlock*>(m_bytes.data()); }
    [[nodiscard]] std::span<ClaimSlot> claims() { return m_claims; }
    [[nodiscard]] const char* callable() const { return m_callable; }
    /// The bytes of all inputs, or of one that is packed.
    [[nodiscard]] const char* inputs() const { return m_inputs; }
    [[nodiscard]] std::string_view packedInput(std::uint64_t item) const;
    [[nodiscard]] TaskLedger ledger() { return {m_lines, block().items}; }
    /// Of the bytes; by attach() in a worker they are the same.
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    /// Of memory of its own.
    [[nodiscard]] int descriptor() const { return m_own.descriptor(); }

private:
    explicit JobMemory(std::span<std::byte> bytes)
        : m_bytes(bytes)
    {
    }
    void fill(const JobSpec& spec);
    void findSections();
    template <class T>
    [[nodiscard]] std::span<T> objects(std::size_t offset, std::size_t count)
    {
        return {reinterpret_cast<T*>(m_bytes.data() + offset), count};
    }

    SharedMemory m_own; // none in an area
    std::span<std::byte> m_bytes;
    std::span<ClaimSlot> m_claims;
    std::span<const std::uint64_t> m_offsets;
    std::span<TaskLedger::Line> m_lines;
    const char* m_callable = nullptr;
    const char* m_inputs = nullptr;
};

} // namespace interleave
