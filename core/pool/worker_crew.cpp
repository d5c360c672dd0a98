#include "core/pool/worker_crew.h"

#include "core/base/machine.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <poll.h>

namespace interleave {

namespace {

constexpr std::uint32_t kMaxFailures = 8;
constexpr std::uint64_t kTryAgainNs = 50'000'000;

} // namespace

WorkerCrew::WorkerCrew(const PoolOptions& options,
    std::shared_ptr<Context> context,
    PoolMemory& memory,
    const Doorbell& bell,
    EventLoop& loop,
    Clock clock,
    Events events)
    : m_options(options)
    , m_context(std::move(context))
    , m_memory(memory)
    , m_bell(bell)
    , m_loop(loop)
    , m_clock(clock)
    , m_events(std::move(events))
    , m_cores(affinityCores())
    , m_places(memory.places())
{
}

WorkerCrew::~WorkerCrew()
{
    for (const Place& place : m_places)
        unwatch(place);
    killAll(); // all at once, then ~ChildProcess waits for each
}

void WorkerCrew::unwatch(const Place& place)
{
    if (place.process != nullptr)
        m_loop.unwatch(place.process->descriptor());
    if (place.socket != nullptr)
        m_loop.unwatch(place.socket->descriptor());
}

std::string WorkerCrew::entryBytes(std::uint32_t place) const
{
    const Initializer& initializer = m_options.initializer;
    const WorkerSetup setup{
        .place = place,
        .places = m_memory.places(),
        .slots = m_memory.slots(),
        .core = m_options.pin ? m_cores[place % m_cores.size()] : -1,
        .spinNs = static_cast<std::uint64_t>(m_options.spin.count()),
        .maxTasks = m_options.maxTasksPerWorker,
        .clockSource = m_clock.source(),
        .nsPerTick = m_clock.nsPerTick(),
        .initializer = initializer.run == nullptr
            ? 0
            : offsetInProgram(reinterpret_cast<const void*>(initializer.run)).value_or(0),
    };
    return *toBytes(std::pair(setup, initializer.run != nullptr ? initializer.call->bytes : ""));
}

Result<void, SystemError> WorkerCrew::startProcess(std::uint32_t index)
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
    Desk& desk = m_memory.desk(index);
    desk.leave.store(index >= m_wanted);
    auto process = m_context->start({poolWorkerMain, entryBytes(index), std::move(descriptors)});
    if (!process)
        return tl::unexpected(process.error());
    Place& place = m_places[index];
    place.process = std::make_unique<ChildProcess>(*std::move(process));
    place.socket = std::make_unique<MessageSocket>(std::move(ends->first));
    return m_loop.watch(place.process->descriptor(), [this, index] { m_events.ended(index); })
        .and_then([&] {
            return m_loop.watch(
                place.socket->descriptor(), [this, index] { m_events.note(index); });
        });
}

void WorkerCrew::start(std::uint32_t index)
{
    Place& place = m_places[index];
    place.startAtNs = 0;
    if (const auto started = startProcess(index); !started) {
        m_lastFailure = started.error().message;
        m_lastFailureKind = started.error().kind;
        place.startAtNs = Clock::monotonicNs() + kTryAgainNs;
        if (++place.failures >= kMaxFailures)
            place.startAtNs = 0;
    }
}

bool WorkerCrew::given(const Place& place) const
{
    return place.failures >= kMaxFailures;
}

void WorkerCrew::want(std::uint32_t workers)
{
    m_wanted = std::min(workers, m_memory.places());
    for (std::uint32_t index = 0; index < m_memory.places(); ++index) {
        Place& place = m_places[index];
        Desk& desk = m_memory.desk(index);
        desk.leave.store(index >= m_wanted);
        if (place.process == nullptr)
            place.failures = 0;
        // A worker that waits looks up when its ticket is taken back.
        if (index >= m_wanted && place.process != nullptr) {
            const std::uint64_t ticket = desk.ticket.load();
            if (ticket != 0 && m_memory.stage(ticket - 1) == PoolMemory::Stage::Empty)
                static_cast<void>(m_memory.takeBack(ticket - 1));
        }
    }
    judge();
}

void WorkerCrew::staff()
{
    for (std::uint32_t index = 0; index < m_wanted; ++index) {
        const Place& place = m_places[index];
        if (place.process == nullptr && place.startAtNs == 0 && !given(place))
            start(index);
    }
    judge();
}

std::optional<SocketMessage> WorkerCrew::hear(std::uint32_t place)
{
    MessageSocket* socket = m_places[place].socket.get();
    return socket != nullptr ? socket->tryReceive() : std::nullopt;
}

void WorkerCrew::answer(std::uint32_t place, std::span<const int> descriptors)
{
    // A worker that has died meanwhile needs no answer.
    if (m_places[place].socket != nullptr)
        static_cast<void>(m_places[place].socket->send("descriptors", descriptors));
}

std::optional<WorkerCrew::Death> WorkerCrew::bury(std::uint32_t index)
{
    Place& place = m_places[index];
    if (place.process == nullptr)
        return std::nullopt;
    const auto status = place.process->tryReap();
    if (!status)
        return std::nullopt;
    unwatch(place);
    const Death death{place.process->pid(),
        *status,
        m_memory.desk(index).ready.exchange(false),
        std::exchange(place.sentence, std::nullopt),
        place.sentencedTicket};
    place.killAtNs = 0;
    place.process.reset();
    place.socket.reset();
    return death;
}

void WorkerCrew::replace(std::uint32_t index, bool wasReady)
{
    Place& place = m_places[index];
    place.failures = wasReady ? 0 : place.failures + 1;
    if (index < m_wanted && !given(place)) {
        ++m_replaced;
        start(index);
    }
    judge();
}

bool WorkerCrew::condemn(std::uint32_t index, std::uint64_t ticket, TaskFailureKind why)
{
    Place& place = m_places[index];
    Desk& desk = m_memory.desk(index);
    if (place.process == nullptr || place.sentence)
        return false;
    // The worker looks at it after each task: either it sees it and takes no further task, or its
    // task is seen to have ended here, and no signal is sent.
    desk.condemned.store(ticket + 1);
    if (desk.task.load() != ticket + 1)
        return false;
    place.sentence = why;
    place.sentencedTicket = ticket;
    place.killAtNs = Clock::monotonicNs() + static_cast<std::uint64_t>(m_options.grace.count());
    place.process->signal(SIGTERM);
    m_bell.ring(); // the timer has something to wait for now
    return true;
}

void WorkerCrew::tick(std::uint64_t nowNs)
{
    for (std::uint32_t index = 0; index < m_places.size(); ++index) {
        Place& place = m_places[index];
        if (place.process != nullptr && place.killAtNs != 0 && nowNs >= place.killAtNs) {
            place.process->signal(SIGKILL);
            place.killAtNs = 0;
        }
        if (place.process == nullptr && place.startAtNs != 0 && nowNs >= place.startAtNs
            && index < m_wanted)
            start(index);
    }
    judge();
}

bool WorkerCrew::waits() const
{
    return std::ranges::any_of(
        m_places, [](const Place& place) { return place.killAtNs != 0 || place.startAtNs != 0; });
}

void WorkerCrew::kill(std::uint32_t place)
{
    if (m_places[place].process != nullptr)
        m_places[place].process->signal(SIGKILL);
}

bool WorkerCrew::alive(std::uint32_t place) const
{
    if (m_places[place].process == nullptr)
        return false;
    pollfd ended{m_places[place].process->descriptor(), POLLIN, 0};
    return ::poll(&ended, 1, 0) == 0;
}

void WorkerCrew::killAll()
{
    for (const Place& place : m_places) {
        if (place.process != nullptr)
            place.process->signal(SIGKILL);
    }
}

std::uint32_t WorkerCrew::alive() const
{
    return static_cast<std::uint32_t>(std::ranges::count_if(
        m_places, [](const Place& place) { return place.process != nullptr; }));
}

std::uint32_t WorkerCrew::ready() const
{
    std::uint32_t count = 0;
    for (std::uint32_t index = 0; index < m_memory.places(); ++index)
        count += m_memory.desk(index).ready.load() ? 1U : 0U;
    return count;
}

void WorkerCrew::judge()
{
    m_hopeless = true;
    for (std::uint32_t index = 0; index < m_places.size() && m_hopeless; ++index) {
        const Place& place = m_places[index];
        const bool willStart = index < m_wanted && !given(place); // by staff()
        m_hopeless = place.process == nullptr && place.startAtNs == 0 && !willStart;
    }
}

pid_t WorkerCrew::pid(std::uint32_t place) const
{
    return m_places[place].process != nullptr ? m_places[place].process->pid() : 0;
}

std::vector<pid_t> WorkerCrew::pids() const
{
    std::vector<pid_t> pids;
    for (const Place& place : m_places) {
        if (place.process != nullptr)
            pids.push_back(place.process->pid());
    }
    return pids;
}

} // namespace interleave
