// What a task can do to its worker, and what must become of it: that task alone fails, typed, and
// the pool keeps its size.

#include "core/handles/shared_array.h"
#include "core/pool/pool.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace interleave {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::HasSubstr;

constexpr int kTasks = 8;
constexpr int kHit = 5;

/// Runs `hit` in one of some tasks; the failure of that one. The others must have their results,
/// and the pool its size.
template <class Hit>
TaskFailure failureOf(Pool& pool, Hit hit)
{
    std::vector<Future<int>> futures;
    for (int task = 0; task < kTasks; ++task)
        futures.push_back(pool.applyAsync(
            [hit](int n) {
                if (n == kHit)
                    hit();
                return n;
            },
            task));
    TaskFailure failure;
    for (int task = 0; task < kTasks; ++task) {
        const auto result = futures[static_cast<std::size_t>(task)].get();
        if (task != kHit)
            EXPECT_EQ(result, task);
        else if (result)
            ADD_FAILURE() << "the task that was hit has a result";
        else
            failure = result.error();
    }
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 2; }));
    EXPECT_EQ(pool.apply([](int n) { return n; }, 7), 7);
    return failure;
}

Pool poolOfTwo(PoolOptions options = {})
{
    options.workers = 2;
    return Pool::create(std::move(options)).value();
}

TEST(Faults, F02_AWorkerKilledInATaskFailsThatTaskAlone)
{
    Pool pool = poolOfTwo();
    const TaskFailure failure = failureOf(pool, [] { std::raise(SIGKILL); });
    EXPECT_EQ(failure.kind, TaskFailureKind::Killed);
    EXPECT_EQ(failure.signal, SIGKILL);
    EXPECT_EQ(failure.phase, TaskPhase::Running);
    EXPECT_EQ(failure.task, static_cast<std::uint64_t>(kHit));
    EXPECT_GT(failure.pid, 0);
    EXPECT_THAT(failure.message, HasSubstr("SIGKILL"));
}

class CrashSignal : public testing::TestWithParam<int>
{
};
INSTANTIATE_TEST_SUITE_P(
    Faults, CrashSignal, testing::Values(SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL));

TEST_P(CrashSignal, F03_ACrashFailsItsTaskWithSignalAndNativeStack)
{
    Pool pool = poolOfTwo();
    const int number = GetParam();
    const TaskFailure failure = failureOf(pool, [number] { std::raise(number); });
    EXPECT_EQ(failure.kind, TaskFailureKind::Killed);
    EXPECT_EQ(failure.signal, number);
    EXPECT_THAT(failure.trace.text(), HasSubstr("pool_task_test.cpp"));
}

TEST(Faults, F04_ATaskThatExitsFailsAlsoWithStatusZero)
{
    Pool pool = poolOfTwo();
    const TaskFailure zero = failureOf(pool, [] { ::_exit(0); });
    EXPECT_EQ(zero.kind, TaskFailureKind::Exited);
    EXPECT_THAT(zero.message, HasSubstr("status 0"));
#ifdef __SANITIZE_ADDRESS__
    const auto leave = [] { ::_exit(3); }; // the leak sanitizer would have its own say in exit()
#else
    const auto leave = [] { std::exit(3); };
#endif
    const TaskFailure three = failureOf(pool, leave);
    EXPECT_EQ(three.kind, TaskFailureKind::Exited);
    EXPECT_THAT(three.message, HasSubstr("status 3"));
}

/// Throws where it is told to.
struct Stubborn
{
    enum Where { Nowhere, Written, ReadInWorker, ReadInMaster };
    int where = Nowhere;

    template <class Archive>
    void save(Archive& archive) const
    {
        if (where == Written)
            throw std::runtime_error("it does not want to be written");
        archive(where);
    }
    template <class Archive>
    void load(Archive& archive)
    {
        archive(where);
        if (where == (::getpid() == master ? ReadInMaster : ReadInWorker))
            throw std::runtime_error("it does not want to be read");
    }

    static inline const pid_t master = ::getpid();
};

TEST(Faults, F10_AnArgumentThatCannotBeWrittenFailsAtSubmissionAndNothingIsSent)
{
    Pool pool = poolOfTwo();
    const auto result = pool.apply([](const Stubborn&) {}, Stubborn{Stubborn::Written});
    EXPECT_EQ(result.error().kind, TaskFailureKind::ArgumentNotSent);
    EXPECT_THAT(result.error().message, HasSubstr("does not want to be written"));
    EXPECT_EQ(result.error().pid, 0);
}

TEST(Faults, F11_AnArgumentThatCannotBeReadFailsItsTaskAlone)
{
    Pool pool = poolOfTwo();
    const auto result = pool.apply([](const Stubborn&) {}, Stubborn{Stubborn::ReadInWorker});
    EXPECT_EQ(result.error().kind, TaskFailureKind::ArgumentNotRead);
    EXPECT_GT(result.error().pid, 0);
    EXPECT_EQ(pool.replaced(), 0U);
}

TEST(Faults, F12_AResultThatCannotBeWrittenFailsItsTaskAlone)
{
    Pool pool = poolOfTwo();
    const auto result = pool.apply([] { return Stubborn{Stubborn::Written}; });
    EXPECT_EQ(result.error().kind, TaskFailureKind::ResultNotSent);
    EXPECT_EQ(pool.replaced(), 0U);
}

TEST(Faults, F13_AResultThatCannotBeReadInTheMasterFailsItsTaskAlone)
{
    Pool pool = poolOfTwo();
    const auto bad = pool.applyAsync([] { return Stubborn{Stubborn::ReadInMaster}; });
    const auto good = pool.applyAsync([] { return Stubborn{}; });
    EXPECT_EQ(bad.get().error().kind, TaskFailureKind::ResultNotRead);
    EXPECT_TRUE(good.get());
}

int recurse(int depth)
{
    char room[1024];
    asm volatile("" : : "r"(room) : "memory");
    return depth < 0 ? 0
                     : recurse(depth + 1) + room[0]; // the compiler cannot know that it ends not
}

TEST(Faults, F14_EndlessRecursionIsAFailureThatSaysSo)
{
    Pool pool = poolOfTwo();
    const TaskFailure failure = failureOf(pool, [] { static_cast<void>(recurse(0)); });
    EXPECT_EQ(failure.signal, SIGSEGV);
    EXPECT_THAT(failure.message, HasSubstr("stack was full"));
    EXPECT_THAT(failure.trace.text(), HasSubstr("recurse"));
}

TEST(Faults, F15_MemoryThatCannotBeHadIsAnException)
{
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the address sanitizer ends the process instead of throwing";
#endif
    Pool pool = poolOfTwo();
    const TaskFailure failure = failureOf(pool, [] {
        void* memory = ::operator new (std::size_t{1} << 60U);
        asm volatile("" : : "r"(memory) : "memory"); // or it would not be asked for
    });
    EXPECT_EQ(failure.kind, TaskFailureKind::Threw);
    EXPECT_EQ(failure.type, "std::bad_alloc");
}

TEST(Faults, F16_AnEndlessLoopIsStoppedByItsTimeOutAlone)
{
    Pool pool = poolOfTwo({.timeout = 50ms});
    const TaskFailure failure = failureOf(pool, [] {
        for (;;)
            asm volatile("");
    });
    EXPECT_EQ(failure.kind, TaskFailureKind::TimedOut);
    EXPECT_THAT(failure.message, HasSubstr("0.05 s"));
}

TEST(Faults, F16_AStoppedWorkerIsKilledAfterTheGraceTime)
{
    Pool pool = poolOfTwo({.timeout = 50ms, .grace = 50ms});
    const TaskFailure failure = failureOf(pool, [] { std::raise(SIGSTOP); });
    EXPECT_EQ(failure.kind, TaskFailureKind::TimedOut);
}

TEST(Faults, F17_AWorkerThatIgnoresSigtermIsKilledAfterTheGraceTime)
{
    Pool pool = poolOfTwo({.timeout = 50ms, .grace = 50ms});
    const TaskFailure failure = failureOf(pool, [] {
        std::signal(SIGTERM, SIG_IGN);
        for (;;)
            ::pause();
    });
    EXPECT_EQ(failure.kind, TaskFailureKind::TimedOut);
    EXPECT_EQ(failure.signal, SIGKILL);
}

TEST(Faults, F27_AnExceptionInACallbackIsTheFailureOfItsFutureOnly)
{
    Pool pool = poolOfTwo();
    const auto after = pool.applyAsync([] { return 1; }).then([](const TaskResult<int>&) -> int {
        throw std::logic_error("in the callback");
    });
    EXPECT_EQ(after.get().error().type, "std::logic_error");
    EXPECT_EQ(pool.apply([] { return 2; }), 2);
}

// Where a task tells the test which processes it has started.
Array<int>* nestedPids = nullptr;

TEST(Faults, F37_ANestedPoolEndsWithTheWorkerThatMadeIt)
{
    auto pids = Array<int>::create(2).value();
    Pool pool = poolOfTwo(
        {.initializer = initializer(
             [](Array<int>& shared) { nestedPids = new Array<int>(std::move(shared)); }, pids)});
    const auto result = pool.apply([] {
        Pool nested = Pool::create({.workers = 2}).value();
        const auto started = nested.pids();
        for (std::size_t i = 0; i < 2; ++i)
            (*nestedPids)[i] = started.at(i);
        std::raise(SIGKILL);
    });
    EXPECT_EQ(result.error().signal, SIGKILL);
    for (std::size_t i = 0; i < 2; ++i) {
        ASSERT_GT(pids[i], 0);
        EXPECT_TRUE(test::eventually([&] { return !test::isAlive(pids[i]); }));
    }
}

} // namespace
} // namespace interleave
