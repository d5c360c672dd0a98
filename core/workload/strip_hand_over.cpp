#include "core/workload/strip_hand_over.h"

#include "core/base/taken_descriptors.h"
#include "core/ipc/poll_until.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <mutex>
#include <poll.h>

namespace interleave {

namespace {

using namespace std::chrono_literals;

// Of room in the queue; a larger strip passes through it in pieces.
constexpr std::size_t kStripCells = 128;
constexpr std::size_t kStripCellBytes = std::size_t{64} << 10U;

constexpr auto kLook = 100ms;

// Behind the rows, which need not be moved then.
struct Label
{
    std::uint64_t sender;
    std::uint32_t strip;
    std::int32_t firstRow;
};

std::string labelled(const SentStrip& strip)
{
    const Label label{strip.sender, strip.strip, strip.firstRow};
    std::string message;
    message.reserve(strip.rows.size() + sizeof label);
    message = strip.rows;
    message.append(reinterpret_cast<const char*>(&label), sizeof label);
    return message;
}

std::optional<SentStrip> stripIn(std::string message)
{
    Label label{};
    if (message.size() < sizeof label)
        return std::nullopt;
    const std::size_t rows = message.size() - sizeof label;
    std::memcpy(&label, message.data() + rows, sizeof label);
    message.resize(rows);
    return SentStrip{label.sender, label.strip, label.firstRow, std::move(message)};
}

Result<StripHandOver::Taken, MessageError> takenFrom(
    Result<std::string, MessageError> message, bool nothingThere)
{
    if (message)
        return StripHandOver::Taken{.strip = stripIn(*std::move(message))};
    if (message.error().kind == MessageError::TimedOut)
        return StripHandOver::Taken{.nothingThere = nothingThere};
    return tl::unexpected(std::move(message.error()));
}

template <class Made>
tl::unexpected<Failure<WorkloadError>> failNoChannel(const Made& made)
{
    return fail(WorkloadError::NoChannel, made.error().message);
}

} // namespace

Result<StripHandOver, WorkloadError> StripHandOver::create(HandOver way)
{
    StripHandOver made;
    if (way == HandOver::Queue) {
        auto queue = Queue<std::string>::create(kStripCells, kStripCellBytes);
        if (!queue)
            return failNoChannel(queue);
        made.m_queue.emplace(*std::move(queue));
    } else if (way == HandOver::Pipe) {
        auto pipe = Pipe<std::string>::create();
        auto turn = Lock::create();
        if (!pipe)
            return failNoChannel(pipe);
        if (!turn)
            return failNoChannel(turn);
        made.m_pipe.emplace(*std::move(pipe));
        made.m_turn.emplace(*std::move(turn));
    }
    return made;
}

std::vector<int> StripHandOver::descriptors() const
{
    if (m_queue)
        return m_queue->descriptors();
    if (!m_pipe)
        return {};
    std::vector<int> all = m_pipe->first.descriptors();
    std::ranges::copy(m_pipe->second.descriptors(), std::back_inserter(all));
    std::ranges::copy(m_turn->descriptors(), std::back_inserter(all));
    return all;
}

Result<void, WorkloadError> StripHandOver::adopt(std::vector<UniqueFd> descriptors)
{
    if (m_queue) {
        auto queue = Queue<std::string>::attach(std::move(descriptors));
        if (!queue)
            return failNoChannel(queue);
        m_queue.emplace(*std::move(queue));
    }
    if (!m_pipe)
        return {};
    if (descriptors.size() < 3)
        return fail(WorkloadError::NoChannel, "the pipe for strips is missing");
    auto turn = Lock::attach(takeLast(descriptors, descriptors.size() - 2));
    auto out = PipeEnd<std::string>::attach(takeLast(descriptors, 1));
    auto in = PipeEnd<std::string>::attach(std::move(descriptors));
    if (!in || !out)
        return failNoChannel(in ? out : in);
    if (!turn)
        return failNoChannel(turn);
    m_pipe.emplace(*std::move(in), *std::move(out));
    m_turn.emplace(*std::move(turn));
    return {};
}

// Who gives up in the middle begins again, and on a slow machine again and again.
Result<void, MessageError> StripHandOver::send(
    const SentStrip& strip, const std::function<bool()>& goesOn) const
{
    const std::string message = labelled(strip);
    return m_queue ? m_queue->putWhile(message, kLook, goesOn)
                   : m_pipe->first.sendWhile(message, kLook, goesOn);
}

Result<StripHandOver::Taken, MessageError> StripHandOver::take(
    const std::function<bool()>& goesOn) const
{
    return m_queue ? takenFrom(m_queue->get(kLook), true) : takeFromPipe(goesOn);
}

// Who begins a message reads it to its end: its packets would go to others. So it is the first
// packet that is waited for, and no whole message. What a sender has sent before it is asked for is
// there after that.
Result<StripHandOver::Taken, MessageError> StripHandOver::takeFromPipe(
    const std::function<bool()>& goesOn) const
{
    const Lock& lock = *m_turn;
    if (lock.tryLockFor(kLook) == Acquisition::Busy)
        return Taken{};
    const std::lock_guard turn(lock, std::adopt_lock);
    const PipeEnd<std::string>& end = m_pipe->second;
    if (!pollUntil(end.descriptors().front(), POLLIN, Deadline::in(kLook)))
        return Taken{.nothingThere = true};
    for (;;) {
        const bool more = goesOn();
        auto message = end.receive(kLook);
        if (message || message.error().kind != MessageError::TimedOut || !more)
            return takenFrom(std::move(message), false);
    }
}

} // namespace interleave
