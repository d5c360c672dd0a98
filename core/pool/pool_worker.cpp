#include "core/pool/pool_worker.h"

#include "core/base/messages.h"
#include "core/base/spin_pause.h"
#include "core/ipc/memory_file.h"
#include "core/pool/task_call.h"
#include "core/process/event_loop.h"
#include "core/process/life_line.h"
#include "core/sync/guard.h"

#include <fmt/format.h>

#include <sched.h>

namespace interleave {

namespace {

constexpr std::uint64_t kLookAgainNs = 20'000'000;

class PoolWorker
{
public:
    PoolWorker(const WorkerSetup& setup, PoolMemory memory, MessageSocket socket, Doorbell bell)
        : m_setup(setup)
        , m_clock(Clock::fromHeader(setup.clockSource, setup.nsPerTick))
        , m_memory(std::move(memory))
        , m_socket(std::move(socket))
        , m_bell(std::move(bell))
        , m_desk(m_memory.desk(setup.place))
    {
    }

    bool enter(std::string_view initializerBytes, std::vector<UniqueFd> descriptors)
    {
        noteCrashesIn(m_memory.crash(m_setup.place));
        if (!pin()) {
            sayNotReady(describeErrno("pin a worker to its core", errno).message);
            return false;
        }
        if (m_setup.initializer != 0 && !initialize(initializerBytes, std::move(descriptors)))
            return false;
        m_desk.ready.store(true);
        m_bell.ring();
        return true;
    }

    int run()
    {
        for (std::uint64_t tasks = 0;;) {
            const auto request = nextRequest();
            if (!request)
                return kWorkerLeft;
            const std::uint64_t ticket = m_desk.task.load(std::memory_order_relaxed);
            runRequest(*request, ticket - 1);
            ++tasks;
            if (m_desk.condemned.load() == ticket || tasks == m_setup.maxTasks)
                return kWorkerReplaced;
            if (!LifeLine::isHeld()) {
                sayLast(fmt::format("worker {}", m_setup.place),
                    "a task has closed the descriptors of its process (closefrom?), which would "
                    "outlive its pool; it is replaced");
                return kWorkerReplaced;
            }
        }
    }

private:
    [[nodiscard]] bool pin() const
    {
        if (m_setup.core < 0)
            return true;
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(static_cast<unsigned>(m_setup.core), &cores);
        return ::sched_setaffinity(0, sizeof cores, &cores) == 0;
    }

    void sayNotReady(const std::string& why) const
    {
        const auto file = memoryFileWith(why);
        const int descriptor = file ? file->get() : -1;
        static_cast<void>(m_socket.send(*toBytes(WorkerNote{NoteKind::NotReady, 0, 0, 0}),
            std::span(&descriptor, file ? 1 : 0)));
    }

    bool initialize(std::string_view bytes, std::vector<UniqueFd> descriptors)
    {
        const auto run = reinterpret_cast<Initializer::Run>(
            const_cast<void*>(atOffsetInProgram(m_setup.initializer)));
        Result<void, SerialError> result;
        const auto thrown = whatItThrows([&] { result = run(bytes, std::move(descriptors)); });
        m_owner.endCopy();
        if (!thrown && result)
            return true;
        TaskFailure error = thrown
            ? exceptionLeft(*thrown)
            : taskFailure(TaskFailureKind::ArgumentNotRead, result.error().message);
        sayNotReady("the initializer failed: " + error.message);
        return false;
    }

    // The request of the next ticket, in hand; nothing when the worker is to leave.
    std::optional<RequestContent> nextRequest()
    {
        for (;;) {
            if (m_desk.leave.load()) // a request that stands there already gets another ticket
                return std::nullopt;
            if (m_desk.ticket.load(std::memory_order_relaxed) == 0)
                takeTicket();
            const std::uint64_t ticket = m_desk.ticket.load(std::memory_order_relaxed) - 1;
            awaitRequest(ticket);
            const PoolMemory::Stage stage = m_memory.stage(ticket);
            if (stage != PoolMemory::Stage::Filled && stage != PoolMemory::Stage::Taken)
                return std::nullopt; // told to leave; the ticket is the pool's to take back
            if (stage == PoolMemory::Stage::Filled) {
                if (const auto request = take(m_memory.request(ticket), ticket))
                    return request;
            }
            m_desk.ticket.store(0, std::memory_order_release); // it was taken back
        }
    }

    // Says which ticket it is about to take, so that one killed in between leaves no doubt.
    void takeTicket()
    {
        std::atomic<std::uint64_t>& tickets = m_memory.block().tickets;
        std::uint64_t next = tickets.load(std::memory_order_relaxed);
        do {
            m_desk.intent.store(next + 1);
        } while (!tickets.compare_exchange_weak(next, next + 1));
        m_desk.ticket.store(next + 1);
    }

    void awaitRequest(std::uint64_t ticket)
    {
        using Stage = PoolMemory::Stage;
        const auto hasCome
            = [&](Stage stage) { return stage == Stage::Filled || stage == Stage::Taken; };
        spinWhile([&] { return !hasCome(m_memory.stage(ticket)); });
        Request& place = m_memory.request(ticket);
        while (!hasCome(m_memory.stage(ticket))) {
            place.waiting.store(1);
            const std::uint32_t word = place.word.load();
            const Stage stage = m_memory.stage(ticket);
            // The pool first says leave and then takes the ticket back, which changes the word;
            // that of a lap before it cannot take back, so there the worker looks again by itself.
            if (hasCome(stage) || m_desk.leave.load())
                return;
            if (stage == Stage::Empty)
                futexWait(place.word, word);
            else
                futexWait(place.word, word, kLookAgainNs);
        }
    }

    template <class Condition>
    void spinWhile(Condition holds) const
    {
        if (m_setup.spinNs == 0)
            return;
        const std::uint64_t start = m_clock.ticks();
        while (spinShortlyWhile(holds) && m_clock.toNs(m_clock.ticks() - start) < m_setup.spinNs) {
        }
    }

    // Says that it is about to take the request, then looks whether the request is still there: the
    // pool takes back in the opposite order, so at most one of them has it (PoolMemory::takeBack).
    // A compare-exchange would do as well, but costs a transfer of the line before the task begins.
    std::optional<RequestContent> take(Request& place, std::uint64_t ticket)
    {
        const std::uint32_t filled = m_memory.filledWord(ticket);
        m_desk.slot.store(place.content.slot, std::memory_order_relaxed);
        m_desk.phase.store(TaskPhase::Waiting, std::memory_order_relaxed);
        if (place.content.timeoutNs != 0)
            m_desk.enteredTicks.store(m_clock.ticks(), std::memory_order_relaxed);
        m_desk.task.store(ticket + 1); // sequentially consistent, as the load after it
        if (place.word.load() != filled) {
            m_desk.task.store(0, std::memory_order_release);
            return std::nullopt;
        }
        m_desk.phase.store(TaskPhase::ReadingArguments, std::memory_order_release);
        const RequestContent request = place.content;
        m_desk.ticket.store(0, std::memory_order_release);
        place.word.store(m_memory.takenWord(ticket), std::memory_order_release);
        return request;
    }

    void runRequest(const RequestContent& request, std::uint64_t ticket)
    {
        TaskCall call(m_memory, m_socket, m_setup.place, ticket, request, m_clock);
        const auto function = reinterpret_cast<TaskFunction>(
            const_cast<void*>(atOffsetInProgram(request.function)));
        if (auto thrown = whatItThrows([&] {
                if (call.hasArrived())
                    function(call);
            }))
            call.fail(exceptionLeft(*std::move(thrown)));
        call.endCopy();
        if (!call.sentBySocket()) {
            if (!call.commit())
                ::_exit(kWorkerReplaced); // no memory to say what: its end says that it failed
            markDone(m_memory.slot(request.slot));
        }
        m_desk.task.store(0);
    }

    void markDone(TaskSlot& slot)
    {
        const std::uint32_t before = slot.word.fetch_or(TaskSlot::kDone);
        if ((before & TaskSlot::kWaited) != 0)
            futexWakeAll(slot.word);
        if ((before & TaskSlot::kWatched) != 0)
            m_bell.ring();
        PoolBlock& block = m_memory.block();
        if (block.roomWanted.load() != 0) {
            block.roomMade.fetch_add(1);
            futexWakeAll(block.roomMade);
        }
    }

    Owner m_owner;
    WorkerSetup m_setup;
    Clock m_clock;
    PoolMemory m_memory;
    MessageSocket m_socket;
    Doorbell m_bell;
    Desk& m_desk;
};

} // namespace

int poolWorkerMain(std::string_view bytes, std::vector<UniqueFd> descriptors)
{
    constexpr std::size_t kOwn = 3;
    const auto parts = fromBytes<std::pair<WorkerSetup, std::string>>(bytes);
    if (!parts || descriptors.size() < kOwn)
        return kWorkerNotReady;
    const WorkerSetup& setup = parts->first;
    auto memory = PoolMemory::attach(std::move(descriptors[0]), setup.places, setup.slots);
    if (!memory)
        return kWorkerNotReady;
    MessageSocket socket(std::move(descriptors[1]));
    Doorbell bell(std::move(descriptors[2]));
    descriptors.erase(descriptors.begin(), descriptors.begin() + kOwn);
    PoolWorker worker(setup, *std::move(memory), std::move(socket), std::move(bell));
    return worker.enter(parts->second, std::move(descriptors)) ? worker.run() : kWorkerNotReady;
}

} // namespace interleave
