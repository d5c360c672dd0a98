// A task as a worker sees it: what it is given, and where its outcome goes.
//
// Process safety: the worker's one thread. Killed at any instruction, the worker leaves a slot that
// is done, with the whole outcome in it, or one that is not. A child that the task forks ends when
// it comes back from the task's function, before it writes anything where its parent does.
#pragma once

#include "core/base/clock.h"
#include "core/base/owner.h"
#include "core/pool/pool_memory.h"
#include "core/process/callable.h"

namespace interleave {

/// What workers and pool say to each other by the worker's socket; a descriptor or more come along.
enum class NoteKind : std::uint32_t {
    WantDescriptors, // of the task in `slot`; answered with them
    Result, // too large for the slot: the descriptor is a file with it
    Error, // the same for a TaskFailure
    Arena, // results of a map's items, number `number` of the job
    NotReady, // it cannot work; the text is why
};

/// Of what was sent with descriptors, and cut (SocketMessage::cut).
inline constexpr std::string_view kNoDescriptorWasFree
    = "what was sent could not be received: no descriptor was free (close files or raise the "
      "limit, ulimit -n)";

struct WorkerNote
{
    NoteKind kind;
    std::uint32_t slot;
    std::uint64_t ticket;
    std::uint64_t number;
};

class TaskCall
{
public:
    TaskCall(PoolMemory& memory,
        const MessageSocket& socket,
        std::uint32_t place,
        std::uint64_t ticket,
        const RequestContent& request,
        const Clock& clock);

    /// Whether all that was sent with it is here; fails the task when not.
    [[nodiscard]] bool hasArrived();
    /// Callable and arguments.
    [[nodiscard]] std::string_view bytes();
    /// What was sent with it.
    [[nodiscard]] std::vector<UniqueFd>& descriptors() { return m_descriptors; }
    void enter(TaskPhase phase);
    /// The outcome, once: complete when the worker hands the task back.
    void succeed(std::string_view result);
    void fail(TaskFailure error);
    /// Whether the outcome goes by the socket and the pool itself marks the slot done.
    [[nodiscard]] bool sentBySocket() const { return m_sentBySocket; }
    /// Makes what was stored in the slot its outcome: the last of all stores. False when there is
    /// none.
    [[nodiscard]] bool commit();

    [[nodiscard]] std::uint32_t place() const { return m_place; }
    [[nodiscard]] PoolMemory& poolMemory() const { return m_memory; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// Leave the task where that is possible: a signal is coming for it, or its worker is to go.
    [[nodiscard]] bool toldToStop() const
    {
        const Desk& desk = m_memory.desk(m_place);
        return desk.condemned.load(std::memory_order_relaxed) == m_ticket + 1
            || desk.leave.load(std::memory_order_relaxed);
    }
    bool sendNote(NoteKind kind, std::uint64_t number, std::span<const int> descriptors) const;
    /// To be called where anything of the user's has come back, before memory or socket is written.
    void endCopy() const { m_owner.endCopy(); }

private:
    void fetchDescriptors();
    [[nodiscard]] std::optional<std::string> takeSent(SocketMessage& answer);
    void store(std::string_view bytes, NoteKind kind);
    void storeBySocket(std::string_view bytes, NoteKind kind);

    Owner m_owner;
    PoolMemory& m_memory;
    const MessageSocket& m_socket;
    std::uint32_t m_place;
    std::uint64_t m_ticket;
    RequestContent m_request;
    const Clock& m_clock;
    TimeLimit m_limit;
    std::vector<UniqueFd> m_descriptors;
    std::string m_large; // bytes that came by a descriptor
    std::optional<std::string> m_whyNotArrived; // of what was sent with it
    bool m_sentBySocket = false;
    std::optional<bool> m_failed; // what stands in the slot
};

/// What a request points to.
using TaskFunction = void (*)(TaskCall&);

/// Request bytes larger than a slot's payload travel in a file, the last of the descriptors.
inline constexpr std::uint32_t kBytesInFile = UINT32_MAX;

namespace detail {

template <class R, class Action>
void storeOutcome(TaskCall& call, Action action)
{
    call.enter(TaskPhase::Running);
    if constexpr (std::is_void_v<R>) {
        action();
        call.enter(TaskPhase::StoringResult);
        call.succeed({});
    } else {
        const R result = action();
        call.enter(TaskPhase::StoringResult);
        if (const auto bytes = toBytes(result))
            call.succeed(*bytes);
        else
            call.fail(taskFailure(TaskFailureKind::ResultNotSent, bytes.error().message));
    }
}

} // namespace detail

/// The bytes of a task: the callable's, then its arguments'.
template <class F, class... Args>
[[nodiscard]] Result<std::string, SerialError> taskBytes(
    const F& function, const Args&... arguments)
{
    INTERLEAVE_ASSERT_CALLABLE(F);
    const auto stored = CallableBytes<F>::stored(function);
    std::string bytes(CallableBytes<F>::view(stored));
    if constexpr (sizeof...(Args) == 0)
        return bytes;
    else
        return toBytes(arguments...).map([&](const std::string& packed) { return bytes + packed; });
}

/// Runs what taskBytes<F, Args...>() has packed.
template <class F, class... Args>
void runTask(TaskCall& call)
{
    using R = CallResult<F, Args...>;
    const std::string_view bytes = call.bytes();
    F function = CallableBytes<F>::load(bytes.data());
    const std::string_view packed = bytes.substr(CallableBytes<F>::kSize);
    const auto refuse = [&](const std::string& why) {
        call.fail(taskFailure(TaskFailureKind::ArgumentNotRead, why));
    };
    if constexpr (sizeof...(Args) == 0) {
        detail::storeOutcome<R>(call, [&] { return callWith(function); });
    } else if constexpr (sizeof...(Args) == 1) {
        auto argument = fromBytes<Args...>(packed);
        if (!argument)
            return refuse(argument.error().message);
        detail::storeOutcome<R>(call, [&] { return callWith(function, *argument); });
    } else {
        auto arguments = fromBytes<Args...>(packed);
        if (!arguments)
            return refuse(arguments.error().message);
        detail::storeOutcome<R>(call, [&] {
            return std::apply(
                [&](auto&... each) { return callWith(function, each...); }, *arguments);
        });
    }
}

} // namespace interleave
