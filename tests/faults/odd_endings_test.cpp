// Functions of the program that end in ways of their own, and what a program does to itself or to
// its workers meanwhile.

#include "core/pool/pool.h"
#include "core/pool/thread_executor.h"
#include "tests/support/children.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exception>
#include <latch>
#include <pthread.h>
#include <ranges>
#include <sched.h>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace interleave {
namespace {

using testing::HasSubstr;

struct WithoutText final : std::exception
{
    [[nodiscard]] const char* what() const noexcept override { return nullptr; }
};

[[noreturn]] int throwWithoutText()
{
    throw WithoutText();
}

[[noreturn]] int throwNoText()
{
    throw static_cast<const char*>(nullptr);
}

[[noreturn]] int endThread()
{
    ::pthread_exit(nullptr);
}

bool endedItself(const Future<int>& future)
{
    const auto result = future.get();
    return !result && result.error().kind == TaskFailureKind::Exited
        && result.error().message.starts_with("its thread ended itself");
}

TEST(OddEndings, F341_AnExceptionWithoutATextIsAFailureWithItsType)
{
    Pool pool = Pool::create({.workers = 1}).value();
    ThreadExecutor executor = ThreadExecutor::create(1).value();
    for (const auto& result :
        {pool.apply(throwWithoutText), executor.submit(throwWithoutText).get()})
        EXPECT_THAT(result.error().type, HasSubstr("WithoutText"));
    for (const auto& result : {pool.apply(throwNoText), executor.submit(throwNoText).get()})
        EXPECT_EQ(result.error().type, "char const*");
    EXPECT_EQ(pool.replaced(), 0U);
}

TEST(OddEndings, F342_ATaskThatEndsItsThreadFailsAndAnotherTakesItsPlace)
{
    EXPECT_TRUE(test::inAProcess([] {
        ThreadExecutor executor = ThreadExecutor::create(1).value();
        const auto ended = executor.submit(endThread);
        const auto next = executor.submit(same, 2);
        const bool isRight = endedItself(ended) && next.get() == 2;
        executor.shutdown();
        return isRight;
    }));
}

TEST(OddEndings, F342_ACallbackThatEndsItsThreadFailsAndAnotherTakesItsPlace)
{
    EXPECT_TRUE(test::inAProcess([] {
        std::latch areAdded(1);
        ThreadExecutor executor = ThreadExecutor::create(1).value();
        const auto first = executor.submit([&areAdded] {
            areAdded.wait();
            return 1;
        });
        const auto ended = first.then([](const TaskResult<int>&) { return endThread(); });
        const auto next = first.then([](const TaskResult<int>& result) { return *result + 1; });
        areAdded.count_down();
        const bool isRight = endedItself(ended) && next.get() == 2;
        executor.shutdown();
        return isRight;
    }));
}

// Not that of the task, which ends others.
TEST(OddEndings, F342_TheNextCallbackHasAThreadForItAllTheSame)
{
    EXPECT_TRUE(test::inAProcess([] {
        std::latch isAdded(1);
        std::latch isNextAdded(1);
        ThreadExecutor executor = ThreadExecutor::create(1).value();
        const auto waitAndTell = [](std::latch& latch) {
            latch.wait();
            return ::gettid();
        };
        const auto ended = executor.submit([&] { return waitAndTell(isAdded); })
                               .then([](const TaskResult<pid_t>&) { return endThread(); });
        isAdded.count_down();
        const bool hasEnded = endedItself(ended);
        const auto ofTask = executor.submit([&] { return waitAndTell(isNextAdded); });
        const auto ofNext = ofTask.then([](const TaskResult<pid_t>&) { return ::gettid(); });
        isNextAdded.count_down();
        const bool isAnother = ofNext.get().value() != ofTask.get().value();
        executor.shutdown();
        return hasEnded && isAnother;
    }));
}

TEST(OddEndings, F342_ATaskThatEndsItsWorkersThreadEndsTheWorker)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const auto ended = pool.apply(endThread);
    EXPECT_EQ(ended.error().kind, TaskFailureKind::Exited) << ended.error().message;
    EXPECT_EQ(
        pool.mapEach([](int) { return endThread(); }, std::views::iota(0, 1)).at(0).error().kind,
        TaskFailureKind::Exited);
    EXPECT_EQ(pool.apply(same, 3), 3);
}

struct EndsThread
{
    template <class Archive>
    void serialize(Archive&)
    {
        ::pthread_exit(nullptr);
    }
};

TEST(OddEndings, F342_SoDoesOneWhoseResultDoesWhenItIsWritten)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const auto ended = pool.apply([] { return EndsThread(); });
    EXPECT_EQ(ended.error().kind, TaskFailureKind::Exited) << ended.error().message;
    EXPECT_EQ(pool.apply(same, 3), 3);
}

// Policy and nice value of a worker that `method` starts.
std::pair<int, int> scheduledBy(StartMethod method)
{
    Pool pool = Pool::create({.workers = 1, .context = Context::create(method).value()}).value();
    return pool
        .apply([] { return std::pair(::sched_getscheduler(0), ::getpriority(PRIO_PROCESS, 0)); })
        .value();
}

TEST(OddEndings, F344_TheWorkersOfARealtimeProgramAreNotRealtime)
{
    constexpr int kNotAllowed = 77;
    ChildProcess child = test::startChild([] {
        const sched_param least{.sched_priority = 1};
        if (::setpriority(PRIO_PROCESS, 0, 3) != 0
            || ::sched_setscheduler(0, SCHED_FIFO, &least) != 0)
            return kNotAllowed;
        for (const StartMethod method :
            {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer}) {
            if (scheduledBy(method) != std::pair(SCHED_OTHER, 3))
                return 1;
        }
        return 0;
    });
    const int code = test::waitFor(child).code;
    if (code == kNotAllowed)
        GTEST_SKIP() << "no realtime scheduling is allowed here";
    EXPECT_EQ(code, 0);
}

TEST(OddEndings, F354_AWorkerThatWouldOutliveItsPoolIsReplaced)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const pid_t before = pool.apply([] { return ::getpid(); }).value();
    EXPECT_EQ(pool.apply([] {
        ::closefrom(3);
        return 1;
    }),
        1);
    EXPECT_NE(pool.apply([] { return ::getpid(); }).value(), before);
    EXPECT_EQ(pool.map(same, std::views::iota(0, 100)).value().back(), 99);
}

} // namespace
} // namespace interleave
