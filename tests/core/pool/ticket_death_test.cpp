// A pool's worker that is killed at any instruction of a task's way through it, from the request to
// the next ticket: the task has its result or has failed as killed, once; nobody sleeps on; the
// tasks after it run.
//
// What others see of a worker is what it writes into the pool's memory, and its system calls.
// Killed between two of these it leaves what it left at the first of them. So one worker each is
// led instruction by instruction and killed after the first such store, after the second, and so on
// to the last; and another each where its first system call begins, where that ends, and so on.

#include "core/pool/pool.h"
#include "tests/support/shared_object.h"
#include "tests/support/stepped.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace interleave::test {
namespace {

std::atomic<int>* begun = nullptr; // tasks, in memory that workers share

int answer(int question)
{
    ++*begun;
    return question;
}

std::string answerAtLength(const std::string& question)
{
    ++*begun;
    return question;
}

int answerByMistake()
{
    ++*begun;
    throw std::invalid_argument("a mistake");
}

void answerNothing()
{
    ++*begun;
}

// What workers write into the memory of a pool, when tasks are all that it has.
struct Written
{
    std::uint64_t tickets;
    std::uint32_t roomMade;
    std::vector<std::byte> rest;
    bool operator==(const Written&) const = default;
};

// The memory of the only pool of this process.
class SeenMemory
{
public:
    SeenMemory(std::uint32_t places, std::uint32_t slots)
        : m_bytes(SharedMemory::attach(descriptorOfThePool()).value())
        , m_pool(PoolMemory::attach(descriptorOfThePool(), places, slots).value())
    {
    }
    PoolMemory* operator->() { return &m_pool; }
    Written written()
    {
        const auto end
            = m_bytes.bytes() + m_bytes.size() - PoolMemory::kJobAreas * PoolMemory::kJobAreaBytes;
        return {.tickets = m_pool.block().tickets,
            .roomMade = m_pool.block().roomMade,
            .rest = {m_bytes.bytes() + sizeof(PoolBlock), end}};
    }

private:
    // Of the newest one: another test of this program may have left its own.
    static UniqueFd descriptorOfThePool()
    {
        std::filesystem::path newest;
        ino_t number = 0; // of which later ones have larger ones
        for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
            std::error_code none;
            const auto target = std::filesystem::read_symlink(entry.path(), none);
            struct stat status
            {
            };
            if (target.string().find("memfd:interleave-pool ") == std::string::npos
                || ::stat(entry.path().c_str(), &status) != 0 || status.st_ino < number)
                continue;
            newest = entry.path();
            number = status.st_ino;
        }
        return UniqueFd(::open(newest.c_str(), O_RDWR | O_CLOEXEC));
    }

    SharedMemory m_bytes;
    PoolMemory m_pool;
};

enum class End { None, Result, Mistake, Killed, Other };

template <class R>
End endOf(const TaskResult<R>& result)
{
    if (result)
        return End::Result;
    return result.error().kind == TaskFailureKind::Threw ? End::Mistake
        : result.error().kind == TaskFailureKind::Killed ? End::Killed
                                                         : End::Other;
}

template <class R>
End endOf(const Future<R>& future)
{
    return eventually([&] { return future.ready(); }) ? endOf(future.get()) : End::None;
}

// A task, and who waits for it.
struct Scene
{
    enum class Waits { Nobody, InGet, ForACallback, ForRoom };
    enum class Gives { ANumber, Nothing, MoreThanASlotHolds, AMistake };

    std::string name;
    Waits waits = Waits::Nobody;
    Gives gives = Gives::ANumber;
    TaskOptions options{};
    std::uint32_t workers = 1;

    [[nodiscard]] End properEnd() const
    {
        return gives == Gives::AMistake ? End::Mistake : End::Result;
    }
    // Its outcome goes by the worker's socket: it is large, or has a stack trace.
    [[nodiscard]] bool isSent() const
    {
        return gives == Gives::MoreThanASlotHolds || gives == Gives::AMistake;
    }
};

class TicketDeath : public testing::TestWithParam<Scene>
{
protected:
    // A task is on its way, and who waits for it sleeps.
    class Task
    {
    public:
        Task(Pool& pool, SeenMemory& memory, const Scene& scene)
            : m_pool(pool)
            , m_memory(memory)
            , m_scene(scene)
        {
            *begun = 0;
            submit();
            if (scene.waits == Scene::Waits::ForRoom)
                waitForRoom();
        }
        Task(const Task&) = delete;
        Task& operator=(const Task&) = delete;
        Task(Task&&) = delete;
        Task& operator=(Task&&) = delete;
        ~Task() { join(); }

        // How it has ended; all who waited have gone on.
        End end()
        {
            if (!eventually([this] { return hasGoneOn(); })) {
                ADD_FAILURE() << "who waited sleeps on";
                futexWakeAll(m_memory->slot(m_slot).word); // so that the test ends
            }
            join();
            EXPECT_LE(m_called, 1) << "it was told twice";
            EXPECT_TRUE(m_scene.waits != Scene::Waits::ForRoom || m_next == 2);
            return m_scene.waits == Scene::Waits::InGet ? m_got.load() : m_end();
        }
        [[nodiscard]] std::uint64_t ticket() const { return m_ticket; }
        [[nodiscard]] std::uint32_t slot() const { return m_slot; }

    private:
        void submit()
        {
            switch (m_scene.gives) {
            case Scene::Gives::ANumber:
                return beginAs(m_pool.applyAsync(m_scene.options, answer, 7));
            case Scene::Gives::Nothing:
                return beginAs(m_pool.applyAsync(m_scene.options, answerNothing));
            case Scene::Gives::MoreThanASlotHolds:
                return beginAs(m_pool.applyAsync(
                    m_scene.options, answerAtLength, std::string(2 * TaskSlot::kPayload, 'x')));
            case Scene::Gives::AMistake:
                return beginAs(m_pool.applyAsync(m_scene.options, answerByMistake));
            }
        }
        template <class R>
        void beginAs(const Future<R>& future)
        {
            m_slot = future.completion().slot;
            m_ticket = future.completion().ticket;
            m_end = [future] { return endOf(future); };
            if (m_scene.waits == Scene::Waits::ForACallback)
                m_after = future.then([this](const TaskResult<R>&) { ++m_called; });
            if (m_scene.waits != Scene::Waits::InGet)
                return;
            m_waiter = std::thread([this, future] { m_got = endOf(future.get()); });
            EXPECT_TRUE(eventually(
                [this] { return (m_memory->slot(m_slot).word & TaskSlot::kWaited) != 0; }));
        }
        void waitForRoom()
        {
            m_waiter = std::thread([this] { m_next = m_pool.apply(same, 2).value_or(-1); });
            EXPECT_TRUE(eventually([this] { return m_memory->block().roomWanted != 0; }));
        }
        // Without a look of its own: who waits is woken.
        bool hasGoneOn()
        {
            switch (m_scene.waits) {
            case Scene::Waits::InGet:
                return m_got != End::None;
            case Scene::Waits::ForACallback:
                return m_called != 0;
            case Scene::Waits::ForRoom:
                return m_next != 0;
            case Scene::Waits::Nobody:
                break;
            }
            return true;
        }
        void join()
        {
            if (m_waiter.joinable())
                m_waiter.join();
        }

        Pool& m_pool;
        SeenMemory& m_memory;
        const Scene& m_scene;
        std::uint32_t m_slot = 0;
        std::uint64_t m_ticket = 0;
        std::function<End()> m_end;
        std::optional<Future<void>> m_after;
        std::atomic<int> m_called = 0;
        std::atomic<int> m_next = 0;
        std::atomic<End> m_got = End::None;
        std::thread m_waiter;
    };

    // As many tasks as there are workers, and one more: none of their tickets is lost.
    void expectTheNextTasksToRun()
    {
        std::vector<Future<int>> tasks;
        for (int i = 0; i <= static_cast<int>(GetParam().workers); ++i)
            tasks.push_back(m_pool.applyAsync(same, i));
        for (const Future<int>& task : tasks)
            ASSERT_EQ(endOf(task), End::Result);
        ASSERT_EQ(m_pool.inFlight(), 0U);
    }
    // The worker to which the next task goes, at the point where it would sleep until then.
    pid_t leadTheNext()
    {
        EXPECT_TRUE(eventually([this] {
            for (std::uint32_t place = 0; place < GetParam().workers; ++place) {
                if (!isIdle(place))
                    return false;
            }
            return true;
        }));
        m_place = 0;
        for (std::uint32_t place = 1; place < GetParam().workers; ++place) {
            if (m_memory->desk(place).ticket < m_memory->desk(m_place).ticket)
                m_place = place;
        }
        m_lastTicket = m_memory->desk(m_place).ticket;
        const pid_t worker = m_pool.pids().at(m_place);
        EXPECT_TRUE(beginToLead(worker));
        return worker;
    }
    bool isIdle(std::uint32_t place)
    {
        Desk& desk = m_memory->desk(place);
        const std::uint64_t ticket = desk.ticket;
        return desk.ready && desk.task == 0 && ticket != 0
            && m_memory->request(ticket - 1).waiting != 0
            && m_memory->stage(ticket - 1) == PoolMemory::Stage::Empty;
    }
    // It waits for its next task, or has the ticket of one that has come already.
    bool isOver()
    {
        const std::uint64_t ticket = m_memory->desk(m_place).ticket;
        return ticket != 0 && ticket != m_lastTicket
            && (GetParam().waits == Scene::Waits::ForRoom || isIdle(m_place));
    }
    // To behind its next store; false when there is none any more.
    bool stepToStore(pid_t worker)
    {
        const Written before = m_memory.written();
        while (!isOver() && step(worker)) {
            if (m_memory.written() != before)
                return true;
        }
        return false;
    }
    // A task that is in hand and has not come to its end is lost with its worker.
    bool isInHand(const Task& task)
    {
        const Desk& desk = m_memory->desk(m_place);
        const std::uint64_t commit = m_memory->slot(task.slot()).commit;
        return desk.task == task.ticket() + 1 && desk.phase != TaskPhase::Waiting
            && commit != TaskSlot::committed(task.ticket(), false)
            && commit != TaskSlot::committed(task.ticket(), true);
    }
    // Kills a worker after so many of its points; false when it has fewer.
    template <class ToNextPoint>
    bool killAfter(int points, ToNextPoint toNextPoint)
    {
        const Scene& scene = GetParam();
        const pid_t worker = leadTheNext();
        Task task(m_pool, m_memory, scene);
        bool goesOn = true;
        while (points > 0 && goesOn && !HasFailure()) {
            goesOn = toNextPoint(worker);
            --points;
        }
        const bool isLost = isInHand(task);
        ::kill(worker, SIGKILL);
        const End end = task.end();
        if (isLost && scene.isSent()) // it may have been before
            EXPECT_THAT(end, testing::AnyOf(End::Killed, scene.properEnd()));
        else
            EXPECT_EQ(end, isLost ? End::Killed : scene.properEnd());
        EXPECT_LE(*begun, 1) << "it ran twice";
        expectTheNextTasksToRun();
        return goesOn;
    }
    template <class ToNextPoint>
    int killAtEach(ToNextPoint toNextPoint)
    {
        expectTheNextTasksToRun(); // and its functions are found before they are counted
        int points = 0;
        while (!HasFailure() && killAfter(points, toNextPoint))
            ++points;
        EXPECT_FALSE(HasFailure()) << "killed after point " << points;
        EXPECT_EQ(m_pool.replaced(), static_cast<std::uint64_t>(points) + 1U);
        return points;
    }

    int killAtEachCall()
    {
        return killAtEach([this](pid_t worker) { return stepToCall(worker) && !isOver(); });
    }

    SharedObject<std::atomic<int>> m_begun;
    Pool m_pool = create();
    SeenMemory m_memory{GetParam().workers, slots()};
    std::uint32_t m_place = 0; // of the one that is led
    std::uint64_t m_lastTicket = 0; // that it had before

private:
    static std::uint32_t slots() { return GetParam().waits == Scene::Waits::ForRoom ? 1 : 4; }
    Pool create()
    {
        begun = &*m_begun;
        return Pool::create({.workers = GetParam().workers,
                                .maxWorkers = GetParam().workers,
                                .maxInFlight = slots()})
            .value();
    }
};

const auto kScenes = testing::Values(Scene{.name = "nobody_waits"},
    Scene{.name = "asleep_in_get", .waits = Scene::Waits::InGet},
    Scene{.name = "with_a_callback", .waits = Scene::Waits::ForACallback},
    Scene{.name = "another_waits_for_room", .waits = Scene::Waits::ForRoom},
    Scene{.name = "without_a_result", .waits = Scene::Waits::InGet, .gives = Scene::Gives::Nothing},
    Scene{.name = "too_large_for_its_slot",
        .waits = Scene::Waits::InGet,
        .gives = Scene::Gives::MoreThanASlotHolds},
    Scene{.name = "with_a_time_out",
        .waits = Scene::Waits::InGet,
        .options = {.timeout = std::chrono::hours(1)}},
    Scene{.name = "beside_another_worker", .waits = Scene::Waits::InGet, .workers = 2});

std::string nameOfScene(const testing::TestParamInfo<Scene>& scene)
{
    return scene.param.name;
}

INSTANTIATE_TEST_SUITE_P(Scenes, TicketDeath, kScenes, nameOfScene);

// To find the names for its stack trace takes millions of instructions, hundreds of calls.
class TicketDeathOfAMistake : public TicketDeath
{
};

INSTANTIATE_TEST_SUITE_P(Scenes,
    TicketDeathOfAMistake,
    testing::Values(Scene{
        .name = "asleep_in_get", .waits = Scene::Waits::InGet, .gives = Scene::Gives::AMistake}),
    nameOfScene);

} // namespace

TEST_P(TicketDeath, F430_AfterAnyStoreATaskHasOneOutcomeAndTheNextOnesRun)
{
    constexpr int kLeast = 12; // from the ticket of this task to that of the next
    EXPECT_GE(killAtEach([this](pid_t worker) { return stepToStore(worker); }), kLeast);
}

TEST_P(TicketDeath, F430_AtAnySystemCallATaskHasOneOutcomeAndTheNextOnesRun)
{
    EXPECT_GE(killAtEachCall(), 2) << "the sleep before the task";
}

TEST_P(TicketDeathOfAMistake, F430_AtAnySystemCallATaskHasOneOutcomeAndTheNextOnesRun)
{
    EXPECT_GE(killAtEachCall(), 4) << "and the message about it";
}

} // namespace interleave::test
