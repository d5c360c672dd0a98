// The library's own way between producers and consumers, instead of a ring that they guard
// themselves: a Queue, or a Pipe.
#pragma once

#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "core/workload/workload.h"

namespace interleave {

class BufferMessageChannel
{
public:
    using Item = std::uint64_t;

    [[nodiscard]] static Result<BufferMessageChannel, WorkloadError> queue(std::uint64_t capacity);
    [[nodiscard]] static Result<BufferMessageChannel, WorkloadError> pipe();

    /// As those of Workload.
    [[nodiscard]] std::vector<int> descriptors() const;
    [[nodiscard]] Result<void, WorkloadError> adopt(std::vector<UniqueFd> descriptors);

    /// False when there was no room, or nothing to take, within `wait`. Throws what the system
    /// refuses: to try again would be for ever.
    [[nodiscard]] bool put(Item item, std::chrono::nanoseconds wait) const;
    [[nodiscard]] std::optional<Item> take(std::chrono::nanoseconds wait) const;
    /// One of those that nobody has taken; nothing, too, where it cannot be had. Does not throw.
    [[nodiscard]] std::optional<Item> takeLeft() const;
    /// What is in it; nothing when it does not know.
    [[nodiscard]] std::optional<std::uint64_t> size() const;
    /// Takes out what the trial before has left in it.
    void drain() const;

private:
    [[nodiscard]] Result<Item, MessageError> receive(std::chrono::nanoseconds wait) const;

    using PipeEnds = std::pair<PipeEnd<Item>, PipeEnd<Item>>;

    std::optional<Queue<Item>> m_queue; // one of the two
    std::optional<PipeEnds> m_pipe; // in, out
};

} // namespace interleave
