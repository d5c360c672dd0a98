#include "core/pool/pool_crew.h"

#include "core/base/machine.h"
#include "core/work/stop_credit.h"

#include <algorithm>
#include <csignal>
#include <utility>

namespace interleave {

PoolCrew::PoolCrew(const PoolOptions& options,
    std::shared_ptr<Context> context,
    PoolMemory& memory,
    const Doorbell& bell,
    EventLoop& loop,
    Events events)
    : WorkerCrew(
        loop,
        memory.places(),
        [this](std::uint32_t place) { return startProcess(place); },
        std::move(events.ended))
    , m_options(options)
    , m_context(std::move(context))
    , m_memory(memory)
    , m_bell(bell)
    , m_loop(loop)
    , m_note(std::move(events.note))
    , m_unwatched(std::move(events.unwatched))
    , m_cores(affinityCores())
    , m_posts(memory.places())
{
}

PoolCrew::~PoolCrew()
{
    for (std::uint32_t place = 0; place < places(); ++place)
        hangUp(place);
}

std::string PoolCrew::entryBytes(std::uint32_t place) const
{
    const Initializer& initializer = m_options.initializer;
    const Clock& clock = m_context->clock();
    const WorkerSetup setup{
        .place = place,
        .places = m_memory.places(),
        .slots = m_memory.slots(),
        .core = m_options.pin ? m_cores[place % m_cores.size()] : -1,
        .spinNs = leftNs(m_options.spin),
        .maxTasks = m_options.maxTasksPerWorker,
        .clockSource = clock.source(),
        .nsPerTick = clock.nsPerTick(),
        .initializer = initializer.run == nullptr
            ? 0
            : offsetInProgram(reinterpret_cast<const void*>(initializer.run)).value_or(0),
    };
    return *toBytes(std::pair(setup, initializer.run != nullptr ? initializer.call->bytes : ""));
}

Result<ChildProcess, SystemError> PoolCrew::startProcess(std::uint32_t index)
{
    auto ends = MessageSocket::createPair();
    if (!ends)
        return tl::unexpected(ends.error());
    std::vector<int> descriptors{
        m_memory.descriptor(), ends->second.descriptor(), m_bell.descriptor()};
    if (m_options.initializer.run != nullptr) {
        const auto& more = m_options.initializer.call->descriptors;
        descriptors.insert(descriptors.end(), more.begin(), more.end());
    }
    m_memory.desk(index).leave.store(index >= m_wanted);
    const MessageSocket& socket = m_posts[index].socket.emplace(std::move(ends->first));
    return m_loop.watch(socket.descriptor(), [this, index] { m_note(index); }).and_then([&] {
        return m_context->start({poolWorkerMain, entryBytes(index), std::move(descriptors)},
            ChildProcess::Bound::ToThread);
    });
}

void PoolCrew::hangUp(std::uint32_t place)
{
    auto& socket = m_posts[place].socket;
    if (socket)
        m_loop.unwatch(socket->descriptor());
    socket.reset();
}

void PoolCrew::start(std::uint32_t index)
{
    endPause(index);
    const auto started = WorkerCrew::start(index);
    if (started)
        return;
    m_lastFailure = started.error();
    if (unwatched())
        m_unwatched(index);
    hangUp(index);
    noteNoRoom(index);
}

void PoolCrew::want(std::uint32_t workers)
{
    m_wanted = std::min(workers, places());
    for (std::uint32_t index = 0; index < places(); ++index) {
        Desk& desk = m_memory.desk(index);
        desk.leave.store(index >= m_wanted);
        if (!alive(index))
            giveAnotherTrial(index);
        if (index >= m_wanted)
            endPause(index); // nobody waits for it
        // A worker that waits looks up when its ticket is taken back.
        if (index >= m_wanted && alive(index)) {
            const std::uint64_t ticket = desk.ticket.load();
            if (ticket != 0 && m_memory.stage(ticket - 1) == PoolMemory::Stage::Empty)
                static_cast<void>(m_memory.takeBack(ticket - 1));
        }
    }
}

void PoolCrew::staff()
{
    for (std::uint32_t index = 0; index < m_wanted; ++index) {
        if (!alive(index) && !isPaused(index) && !isGivenUp(index))
            start(index);
    }
}

std::optional<SocketMessage> PoolCrew::hear(std::uint32_t place)
{
    const auto& socket = m_posts[place].socket;
    return socket ? socket->tryReceive() : std::nullopt;
}

// It waits for nothing else. One that cannot be answered would wait for ever, unless it has died.
void PoolCrew::answer(std::uint32_t place, std::string_view text, std::span<const int> descriptors)
{
    const auto& socket = m_posts[place].socket;
    if (!socket)
        return;
    const auto sent = socket->send(text, descriptors);
    if (!sent && !socket->send(sent.error().message))
        kill(place);
}

std::optional<PoolCrew::Death> PoolCrew::bury(std::uint32_t index)
{
    const auto ended = WorkerCrew::bury(index);
    return ended ? std::optional(takeLeave(index, *ended)) : std::nullopt;
}

PoolCrew::Death PoolCrew::leave(std::uint32_t index)
{
    return takeLeave(index, WorkerCrew::leave(index));
}

PoolCrew::Death PoolCrew::takeLeave(std::uint32_t index, const WorkerCrew::Death& ended)
{
    hangUp(index);
    Post& post = m_posts[index];
    post.graceLeftNs.reset();
    return {ended,
        m_memory.desk(index).ready.exchange(false),
        std::exchange(post.sentence, std::nullopt),
        post.sentencedTicket};
}

void PoolCrew::replace(std::uint32_t index, const Death& death)
{
    noteEnd(index, death.status, death.wasReady);
    if (index >= m_wanted)
        return endPause(index);
    if (isGivenUp(index))
        return;
    ++m_replaced;
    if (!isPaused(index))
        start(index);
}

bool PoolCrew::condemn(std::uint32_t index, std::uint64_t ticket, TaskFailureKind why)
{
    Post& post = m_posts[index];
    Desk& desk = m_memory.desk(index);
    if (!alive(index) || post.sentence)
        return false;
    // The worker looks at it after each task: either it sees it and takes no further task, or its
    // task is seen to have ended here, and no signal is sent.
    desk.condemned.store(ticket + 1);
    if (desk.task.load() != ticket + 1)
        return false;
    post.sentence = why;
    post.sentencedTicket = ticket;
    post.graceLeftNs = leftNs(m_options.grace);
    post.lookedAtNs = Clock::monotonicNs();
    signal(index, SIGTERM);
    m_bell.ring(); // the timer has something to wait for now
    return true;
}

// From look to look at most so much counts as is not told from a busy machine: more is a stop of
// the whole program, in which the worker has had no time to end.
bool PoolCrew::graceIsOver(Post& post, std::uint64_t nowNs)
{
    const std::uint64_t sinceNs = nowNs - std::exchange(post.lookedAtNs, nowNs);
    const std::uint64_t leftNs = post.graceLeftNs.value();
    post.graceLeftNs = leftNs - std::min({leftNs, sinceNs, StopCredit::kLeastStopNs});
    return post.graceLeftNs == 0U;
}

void PoolCrew::tick(std::uint64_t nowNs)
{
    for (std::uint32_t index = 0; index < places(); ++index) {
        Post& post = m_posts[index];
        if (post.graceLeftNs && graceIsOver(post, nowNs)) {
            kill(index);
            post.graceLeftNs.reset();
        }
    }
    for (const std::uint32_t index : takeDue(nowNs))
        start(index);
}

bool PoolCrew::waits() const
{
    return anyStays() || anyPaused() || std::ranges::any_of(m_posts, [](const Post& post) {
        return post.graceLeftNs.has_value();
    });
}

std::uint32_t PoolCrew::ready() const
{
    std::uint32_t count = 0;
    for (std::uint32_t index = 0; index < places(); ++index)
        count += m_memory.desk(index).ready.load() ? 1U : 0U;
    return count;
}

bool PoolCrew::hopeless() const
{
    if (aliveCount() > 0)
        return false;
    for (std::uint32_t index = 0; index < places(); ++index) {
        if (isPaused(index) || (index < m_wanted && !isGivenUp(index)))
            return false;
    }
    return true;
}

} // namespace interleave
