#include "core/workload/buffer_message_channel.h"

#include "core/base/taken_descriptors.h"

#include <algorithm>
#include <stdexcept>

namespace interleave {

namespace {

template <class Value>
void throwIfHopeless(const Result<Value, MessageError>& passed)
{
    if (passed)
        return;
    switch (passed.error().kind) {
    case MessageError::WouldWait:
    case MessageError::TimedOut:
    case MessageError::NotRead: // that one is gone, the next may be fine
        return;
    default:
        throw std::runtime_error(passed.error().message);
    }
}

} // namespace

Result<BufferMessageChannel, WorkloadError> BufferMessageChannel::queue(std::uint64_t capacity)
{
    auto queue = Queue<Item>::create(capacity);
    if (!queue)
        return fail(WorkloadError::NoChannel, queue.error().message);
    BufferMessageChannel channel;
    channel.m_queue.emplace(*std::move(queue));
    return channel;
}

Result<BufferMessageChannel, WorkloadError> BufferMessageChannel::pipe()
{
    auto pipe = Pipe<Item>::create();
    if (!pipe)
        return fail(WorkloadError::NoChannel, pipe.error().message);
    BufferMessageChannel channel;
    channel.m_pipe.emplace(*std::move(pipe));
    return channel;
}

std::vector<int> BufferMessageChannel::descriptors() const
{
    if (m_queue)
        return m_queue->descriptors();
    std::vector<int> both = m_pipe->first.descriptors();
    std::ranges::copy(m_pipe->second.descriptors(), std::back_inserter(both));
    return both;
}

Result<void, WorkloadError> BufferMessageChannel::adopt(std::vector<UniqueFd> descriptors)
{
    if (m_queue) {
        auto queue = Queue<Item>::attach(std::move(descriptors));
        if (!queue)
            return fail(WorkloadError::NoChannel, queue.error().message);
        m_queue.emplace(*std::move(queue));
        return {};
    }
    std::vector<UniqueFd> out = takeLast(descriptors, (descriptors.size() + 1) / 2);
    auto first = PipeEnd<Item>::attach(std::move(descriptors));
    auto second = PipeEnd<Item>::attach(std::move(out));
    if (!first || !second)
        return fail(WorkloadError::NoChannel, (first ? second : first).error().message);
    m_pipe.emplace(*std::move(first), *std::move(second));
    return {};
}

bool BufferMessageChannel::put(Item item, std::chrono::nanoseconds wait) const
{
    const auto sent = m_queue ? m_queue->put(item, wait) : m_pipe->first.send(item, wait);
    throwIfHopeless(sent);
    return sent.has_value();
}

std::optional<BufferMessageChannel::Item> BufferMessageChannel::take(
    std::chrono::nanoseconds wait) const
{
    const auto received = receive(wait);
    throwIfHopeless(received);
    return received ? std::optional<Item>(*received) : std::nullopt;
}

std::optional<BufferMessageChannel::Item> BufferMessageChannel::takeLeft() const
{
    const auto received = receive({});
    return received ? std::optional<Item>(*received) : std::nullopt;
}

Result<BufferMessageChannel::Item, MessageError> BufferMessageChannel::receive(
    std::chrono::nanoseconds wait) const
{
    return m_queue ? m_queue->get(wait) : m_pipe->second.receive(wait);
}

std::optional<std::uint64_t> BufferMessageChannel::size() const
{
    return m_queue ? std::optional<std::uint64_t>(m_queue->size()) : std::nullopt;
}

void BufferMessageChannel::drain() const
{
    while (m_queue && m_queue->tryGet())
        ;
    while (m_pipe && m_pipe->second.poll() && m_pipe->second.receive())
        ;
}

} // namespace interleave
