// A bounded first-in-first-out queue between processes and threads, any number on either side.
//
//   auto queue = Queue<std::string>::create(100).value();
//   queue.put("hello");  // in one process
//   queue.get().value(); // in another, to which the queue was given as an argument
//
// T is anything that can be sent (core/base/sendable.h). A copy is another handle to the same
// queue; forked children may use the one that they inherit. Messages of one producer stay in order.
//
// A producer that is killed inside put() has put the whole message or nothing. A consumer that is
// killed inside get() takes at most the message with it that it was about to return. Neither blocks
// the others; core/ipc/message_ring.h says why.
//
// What was put lies in shared memory and needs nobody: a process can be joined before its queue is
// drained, and size() says what is left. Only a process that still waits in put() for room cannot
// be joined; the queue is then full.
#pragma once

#include "core/handles/message_value.h"
#include "core/ipc/message_ring.h"

#include <chrono>

namespace interleave {

template <class T>
class Queue
{
    INTERLEAVE_ASSERT_SENDABLE(T);

public:
    /// What a message may take before it needs a second cell.
    static constexpr std::size_t kUsualBytes = SentAsItsBytes<T> ? sizeof(T) : 120;

    /// Room for `capacity` messages of `bytesEach`; a larger message takes the room of several, one
    /// larger than the queue passes through it in pieces. OutOfMemory, OutOfDescriptors.
    [[nodiscard]] static Result<Queue, SystemError> create(
        std::size_t capacity, std::size_t bytesEach = kUsualBytes)
    {
        return MessageRing::create(kind(), capacity, bytesEach).map(wrap);
    }
    /// Broken when the descriptors are not a queue's of this type.
    [[nodiscard]] static Result<Queue, SystemError> attach(std::vector<UniqueFd> descriptors)
    {
        return MessageRing::attach(std::move(descriptors), kind()).map(wrap);
    }
    [[nodiscard]] std::vector<int> descriptors() const { return m_ring.descriptors(); }

    /// Waits for room. Fails when the queue is closed (Closed), or the value has no bytes
    /// (NotWritten). Costs about 0.1 us, and a system call when somebody must be woken.
    [[nodiscard]] Result<void, MessageError> put(const T& value) const
    {
        return put(value, Deadline::never());
    }
    /// The same, TimedOut after `timeout`.
    [[nodiscard]] Result<void, MessageError> put(
        const T& value, std::chrono::nanoseconds timeout) const
    {
        return put(value, Deadline::in(timeout));
    }
    /// The same for as long as `goesOn()` says, which is asked every `look`: for messages larger
    /// than the queue, which may take any time on a slow machine.
    [[nodiscard]] Result<void, MessageError> putWhile(
        const T& value, std::chrono::nanoseconds look, const std::function<bool()>& goesOn) const
    {
        return sendValue(value, [&](std::string_view bytes) {
            return checked(m_ring.put(bytes, Patience(look, goesOn)), Deadline::never());
        });
    }
    /// The same, WouldWait when it would have to; always for a message larger than the queue.
    [[nodiscard]] Result<void, MessageError> tryPut(const T& value) const
    {
        return put(value, Deadline::now());
    }

    /// Waits for a message. Fails when the queue is closed and empty (Closed), or the bytes are no
    /// T (NotRead: that message is gone).
    [[nodiscard]] Result<T, MessageError> get() const { return get(Deadline::never()); }
    /// The same, TimedOut after `timeout`. Once a message has begun that is larger than the queue
    /// it is taken to its end, unless its producer is stopped (SIGSTOP): when the producer goes on,
    /// it begins that message again. Only one that is stopped at the very stores that hand over a
    /// later piece, which no consumer can undo, is waited for.
    [[nodiscard]] Result<T, MessageError> get(std::chrono::nanoseconds timeout) const
    {
        return get(Deadline::in(timeout));
    }
    /// The same, WouldWait when there is nothing or another consumer is just taking, or the
    /// producer of such a message is stopped. It waits for the rest of one whose producer goes on.
    [[nodiscard]] Result<T, MessageError> tryGet() const { return get(Deadline::now()); }

    /// From now on put() fails, and get() fails once the queue is empty; ends all waiting.
    void close() const { m_ring.close(); }
    [[nodiscard]] bool isClosed() const { return m_ring.isClosed(); }
    /// How many messages are in it: out of date as soon as it is known.
    [[nodiscard]] std::size_t size() const { return m_ring.size(); }
    [[nodiscard]] std::size_t capacity() const { return m_ring.capacity(); }

private:
    explicit Queue(MessageRing ring)
        : m_ring(std::move(ring))
    {
    }
    static Queue wrap(MessageRing ring) { return Queue(std::move(ring)); }
    static std::uint64_t kind() { return kindOf(typeid(Queue)); }

    static Result<void, MessageError> checked(Transfer ended, const Deadline& deadline)
    {
        switch (ended) {
        case Transfer::Done:
            return {};
        case Transfer::Closed:
            return fail(MessageError::Closed, "the queue is closed");
        case Transfer::NotInTime:
            if (deadline.isNow())
                return fail(MessageError::WouldWait, "would wait");
            return fail(MessageError::TimedOut, "timed out");
        default:
            return fail(MessageError::Damaged, "the queue's memory was scribbled over");
        }
    }

    [[nodiscard]] Result<void, MessageError> put(const T& value, const Deadline& deadline) const
    {
        return sendValue(value,
            [&](std::string_view bytes) { return checked(m_ring.put(bytes, deadline), deadline); });
    }
    [[nodiscard]] Result<T, MessageError> get(const Deadline& deadline) const
    {
        return receiveValue<T>(
            [&](std::string& bytes) { return checked(m_ring.get(bytes, deadline), deadline); });
    }

    MessageRing m_ring;
};

} // namespace interleave
