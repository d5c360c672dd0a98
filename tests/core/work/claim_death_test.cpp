// A worker that dies at any instruction of its life with claims: each task is counted exactly once,
// as done, as failed, or as given to another.
//
// One worker is led through its whole life instruction by instruction. What it would leave behind,
// killed there, is what stands in the shared memory then; the owner settles a copy of it, wherever
// that has changed.

#include "core/model/choices.h"
#include "core/work/claim_loop.h"
#include "core/work/claims.h"
#include "tests/support/shared_object.h"
#include "tests/support/stepped.h"

#include <gtest/gtest.h>

#include <cstring>

namespace interleave::test {

namespace {

constexpr std::uint64_t kFewTasks = TaskLedger::kPerLine;
constexpr std::uint32_t kVictim = 1;
constexpr std::uint64_t kThrows = 3; // this task fails by itself

struct Job
{
    WorkQueue queue{};
    std::array<ClaimSlot, 2> slots{};
    TaskLedger::Line line{};

    TaskLedger ledger() { return {std::span(&line, 1), kFewTasks}; }
};

struct Life
{
    Job job{};
    std::atomic<bool> over{false};
};

// Half of the tasks come from what was given back, half from the cursor or the shares.
void create(Job& job, Schedule schedule)
{
    job.queue.create(kFewTasks, {.schedule = schedule, .chunk = 2, .workers = 2}, job.slots);
    const auto first = job.queue.claim(job.slots[0]);
    job.slots[0].drop();
    ASSERT_TRUE(job.queue.giveBack(*first));
}

void work(Job& job, std::uint32_t worker)
{
    TaskLedger ledger = job.ledger();
    ClaimSlot& slot = job.slots.at(worker);
    const auto never = [] { return false; };
    const auto run = [&](std::uint64_t task, std::uint64_t, std::uint32_t runs) {
        ledger.finish(
            task, task == kThrows ? TaskMark::Failed : TaskMark::Succeeded, task * task, runs);
        return std::optional<std::uint64_t>(0);
    };
    TaskPace pace;
    runClaims(job.queue, slot, Clock(), pace, never, [&](TaskRange range) {
        return runTasks(range, slot, ledger, 0, never, run);
    });
}

// The life of a worker, one instruction at a time.
class LedWorker
{
public:
    explicit LedWorker(Life& life)
        : m_life(life)
        , m_pid(startLed([&life] {
            work(life.job, kVictim);
            life.over = true;
            return 0;
        }))
    {
    }
    LedWorker(const LedWorker&) = delete;
    LedWorker& operator=(const LedWorker&) = delete;
    LedWorker(LedWorker&&) = delete;
    LedWorker& operator=(LedWorker&&) = delete;
    ~LedWorker() { endLed(m_pid); }
    // False when its life is over.
    bool goOn() { return step(m_pid) && !m_life.over; }

private:
    Life& m_life;
    pid_t m_pid;
};

void copyTo(Job& copy, const Job& job)
{
    std::memcpy(static_cast<void*>(&copy), static_cast<const void*>(&job), sizeof job);
}

bool isAsBefore(const Job& before, const Job& job)
{
    return std::memcmp(
               static_cast<const void*>(&before), static_cast<const void*>(&job), sizeof job)
        == 0;
}

// Its owner takes over from a worker that has died; another does the rest.
LedgerResult settleAndWorkOn(Job& job, std::optional<std::uint64_t> stoppedFor, Schedule schedule)
{
    WatchNotes watchNotes{};
    Claims claims(job.queue, job.ledger(), job.slots, watchNotes, schedule);
    if (stoppedFor)
        claims.expectTimeOut(kVictim, *stoppedFor);
    for (const Claims::Hand& hand : claims.takeFromDead(kVictim, 1))
        claims.settle(hand);
    while (claims.giveBackWhatIsLeft(true))
        work(job, 0);
    return proveLedger(job.ledger(), std::nullopt, claims.again(), false);
}

std::uint64_t count(Job& job, TaskMark mark)
{
    std::uint64_t tasks = 0;
    for (std::uint64_t task = 0; task < kFewTasks; ++task)
        tasks += job.ledger().mark(task) == mark ? 1U : 0U;
    return tasks;
}

void expectWhatHadEndedKept(Job& before, Job& after)
{
    for (std::uint64_t task = 0; task < kFewTasks; ++task) {
        const TaskMark mark = before.ledger().mark(task);
        if (mark == TaskMark::Succeeded || mark == TaskMark::Failed) {
            ASSERT_EQ(after.ledger().mark(task), mark);
            ASSERT_EQ(after.ledger().runs(task), 1U);
            ASSERT_EQ(after.ledger().result(task), task * task);
        }
    }
}

void expectEachTaskCountedOnce(Job& left, Schedule schedule)
{
    Job job{};
    copyTo(job, left);
    const bool inTask = count(job, TaskMark::Started) == 1;
    const LedgerResult proof = settleAndWorkOn(job, std::nullopt, schedule);
    ASSERT_TRUE(proof.proved) << proof.doubt;
    ASSERT_EQ(proof.ranOnce, kFewTasks);
    ASSERT_EQ(count(job, TaskMark::Died), inTask ? 1U : 0U);
    ASSERT_LE(count(job, TaskMark::Failed), 1U) << "the one that fails by itself";
    ASSERT_NO_FATAL_FAILURE(expectWhatHadEndedKept(left, job));
}

// The signal was meant for a task before: what it hits runs again.
void expectNothingLostToASignalThatCameTooLate(Job& left, Schedule schedule)
{
    Job job{};
    copyTo(job, left);
    const std::uint64_t inTask = count(job, TaskMark::Started);
    const LedgerResult proof = settleAndWorkOn(job, kFewTasks, schedule);
    ASSERT_TRUE(proof.proved) << proof.doubt;
    ASSERT_EQ(proof.again, inTask);
    ASSERT_EQ(count(job, TaskMark::Succeeded), kFewTasks - 1);
    ASSERT_NO_FATAL_FAILURE(expectWhatHadEndedKept(left, job));
}

class ClaimDeath : public testing::TestWithParam<Schedule>
{
};

INSTANTIATE_TEST_SUITE_P(Schedules,
    ClaimDeath,
    testing::Values(Schedule::Auto, Schedule::Static, Schedule::Dynamic, Schedule::Guided),
    [](const auto& schedule) { return std::string(nameOf(schedule.param)); });

} // namespace

TEST_P(ClaimDeath, AtAnyInstructionEachTaskIsCountedExactlyOnce)
{
    SharedObject<Life> life;
    ASSERT_NO_FATAL_FAILURE(create(life->job, GetParam()));
    LedWorker worker(*life);
    Job before{};
    int states = 0;
    for (bool alive = true; alive; alive = worker.goOn()) {
        if (isAsBefore(before, life->job))
            continue;
        copyTo(before, life->job);
        ++states;
        ASSERT_NO_FATAL_FAILURE(expectEachTaskCountedOnce(before, GetParam()))
            << "in state " << states;
        ASSERT_NO_FATAL_FAILURE(expectNothingLostToASignalThatCameTooLate(before, GetParam()))
            << "in state " << states;
    }
    EXPECT_GE(count(life->job, TaskMark::Succeeded), 4U) << "it was not led through its life";
    EXPECT_GE(states, 20);
}

} // namespace interleave::test
