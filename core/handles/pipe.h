// A connection between two processes; both sides send and receive.
//
//   auto [mine, yours] = Pipe<std::string>::create().value();
//   Process child(talk, yours);
//   child.start();
//   yours.close(); // the child has its own; now its end is noticed
//   mine.send("hello");
//   std::string answer = mine.receive().value();
//
// T is anything that can be sent (core/base/sendable.h), of any size. An end belongs to one
// process; its threads may share it. A copy is the same end.
//
// When all processes that have the other end have closed it or died, however, receive() gives what
// they had sent and then Closed, and send() fails with Closed; whoever waits learns it at once. So
// close the end that was handed over: as long as this process has it too, it is not closed. A
// message that was half sent is never received.
#pragma once

#include "core/handles/message_value.h"
#include "core/ipc/packet_socket.h"
#include "core/ipc/shared_block.h"

namespace interleave {

template <class T>
class PipeEnd
{
    INTERLEAVE_ASSERT_SENDABLE(T);

public:
    /// Broken when the descriptor is not that of a pipe's end.
    [[nodiscard]] static Result<PipeEnd, SystemError> attach(std::vector<UniqueFd> descriptors)
    {
        return PacketSocket::attach(std::move(descriptors), kind()).map([](PacketSocket socket) {
            return PipeEnd(std::move(socket));
        });
    }
    [[nodiscard]] std::vector<int> descriptors() const { return m_socket.descriptors(); }

    /// Waits while the connection is full: about 200 KiB, or 250 small messages. Fails when the
    /// other side has gone (Closed), or the value has no bytes (NotWritten). Costs a system call
    /// for each 64 KiB.
    [[nodiscard]] Result<void, MessageError> send(const T& value) const
    {
        return send(value, Deadline::never());
    }
    /// The same, TimedOut after `timeout`; the other side then receives nothing of it.
    [[nodiscard]] Result<void, MessageError> send(
        const T& value, std::chrono::nanoseconds timeout) const
    {
        return send(value, Deadline::in(timeout));
    }

    /// The same for as long as `goesOn()` says, which is asked every `look`: for large messages,
    /// which may take any time on a slow machine.
    [[nodiscard]] Result<void, MessageError> sendWhile(
        const T& value, std::chrono::nanoseconds look, const std::function<bool()>& goesOn) const
    {
        return sendValue(value, [&](std::string_view bytes) {
            return checked(m_socket.send(bytes, Patience(look, goesOn)));
        });
    }

    /// Waits for a message. Fails when the other side has gone and no message is left (Closed), or
    /// the bytes are no T (NotRead: that message is gone).
    [[nodiscard]] Result<T, MessageError> receive() const { return receive(Deadline::never()); }
    /// The same, TimedOut after `timeout`; nothing is lost by that.
    [[nodiscard]] Result<T, MessageError> receive(std::chrono::nanoseconds timeout) const
    {
        return receive(Deadline::in(timeout));
    }
    /// Whether receive() would not wait: a message is there, or the other side has gone. Waits for
    /// that at most `timeout`.
    [[nodiscard]] bool poll(std::chrono::nanoseconds timeout = {}) const
    {
        return m_socket.poll(Deadline::in(timeout));
    }
    /// Ends this end in this process. Waits for calls of other threads to return.
    void close() const { m_socket.close(); }

private:
    template <class>
    friend class Pipe;

    explicit PipeEnd(PacketSocket socket)
        : m_socket(std::move(socket))
    {
    }
    static std::uint64_t kind() { return kindOf(typeid(PipeEnd)); }

    static Result<void, MessageError> checked(Transfer ended)
    {
        switch (ended) {
        case Transfer::Done:
            return {};
        case Transfer::Closed:
            return fail(MessageError::Closed, "the pipe's other side has gone");
        case Transfer::NotInTime:
            return fail(MessageError::TimedOut, "timed out");
        case Transfer::Damaged:
            return fail(MessageError::NotRead, "the pipe's other side sends something else");
        default:
            return fail(MessageError::System, describeErrno("use a pipe", errno).message);
        }
    }

    [[nodiscard]] Result<void, MessageError> send(const T& value, const Deadline& deadline) const
    {
        return sendValue(
            value, [&](std::string_view bytes) { return checked(m_socket.send(bytes, deadline)); });
    }
    [[nodiscard]] Result<T, MessageError> receive(const Deadline& deadline) const
    {
        return receiveValue<T>(
            [&](std::string& bytes) { return checked(m_socket.receive(bytes, deadline)); });
    }

    PacketSocket m_socket;
};

template <class T>
class Pipe
{
public:
    /// Both ends. OutOfDescriptors.
    [[nodiscard]] static Result<std::pair<PipeEnd<T>, PipeEnd<T>>, SystemError> create()
    {
        return PacketSocket::createPair(PipeEnd<T>::kind())
            .map([](std::pair<PacketSocket, PacketSocket> ends) {
                return std::pair(
                    PipeEnd<T>(std::move(ends.first)), PipeEnd<T>(std::move(ends.second)));
            });
    }
};

} // namespace interleave
