// Faults that the program around a pool brings along: its own signals, namespaces, limits.

#include "core/pool/pool.h"
#include "core/pool/thread_executor.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"
#include "tests/support/traced.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <csignal>
#include <linux/futex.h>
#include <memory>
#include <ranges>
#include <sched.h>
#include <string>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

TEST(Host, F42_AWorkerThatIsKilledBeforeItTellsOfItsResultLeavesNobodyAsleep)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const pid_t worker = pool.pids().at(0);
    const auto future = pool.applyAsync([] {
        ::raise(SIGSTOP);
        return 7;
    });
    std::atomic<pid_t> asleep = 0;
    std::atomic<int> got = 0;
    std::thread waiter([&] {
        asleep = static_cast<pid_t>(::syscall(SYS_gettid));
        got = future.get().value_or(-1);
    });
    ASSERT_TRUE(test::eventually([&] { return test::stateOf(worker) == 'T'; }));
    ASSERT_TRUE(test::eventually([&] { return asleep != 0 && test::stateOf(asleep) == 'S'; }));
    test::traceToFutex(worker, FUTEX_WAKE);
    ASSERT_EQ(::kill(worker, SIGKILL), 0);
    EXPECT_TRUE(test::eventually([&] { return got == 7; }))
        << "the result was there, and get() sleeps on";
    if (got != 7) // so that the test ends
        pool.terminate();
    waiter.join();
}

TEST(Host, F44_AThreadThatCannotStartIsAnError)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs address space itself";
#endif
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        const rlimit limit{std::size_t{1} << 30U, std::size_t{1} << 30U};
        ::setrlimit(RLIMIT_AS, &limit);
        const auto executor = ThreadExecutor::create(1'000); // of 8 MiB of stack each
        const bool told = !executor && executor.error().message.find("thread") != std::string::npos;
        ::_exit(told ? 0 : 1);
    }));
}

bool onlyTheKilledIsLost(const std::shared_ptr<Context>& context)
{
    Pool pool = Pool::create({.workers = 2, .context = context}).value();
    const auto killed = pool.apply([] { ::raise(SIGKILL); });
    return !killed && pool.map(same, std::views::iota(0, 100)).value().size() == 100;
}

// Some end before anybody can watch them.
bool processesAreJoined(const std::shared_ptr<Context>& context)
{
    bool right = true;
    for (int i = 0; i < 50; ++i) {
        Process process({.context = context}, [] { return 3; });
        right = right && process.start().has_value();
        process.join(); // returns
        const auto code = process.exitCode();
        right = right && (!code || code == 3);
    }
    return right;
}

constexpr std::array kStartMethods{StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer};

// In a process of its own for each start method, whose program does `setUp` with its signals.
void usesAPool(void (*setUp)())
{
    EXPECT_TRUE(test::runInProcesses(int{kStartMethods.size()}, [setUp](int method) {
        setUp();
        const auto context = Context::create(kStartMethods.at(static_cast<std::size_t>(method)));
        const bool right = context && onlyTheKilledIsLost(*context) && processesAreJoined(*context);
        ::_exit(right ? 0 : 1);
    }));
}

TEST(Host, F46_SigchldMayBeIgnored)
{
    usesAPool([] { ::signal(SIGCHLD, SIG_IGN); });
}

TEST(Host, F46_AHandlerOfTheProgramMayWaitForAnyChild)
{
    usesAPool([] {
        ::signal(SIGCHLD, [](int) {
            const int before = errno;
            while (::waitpid(-1, nullptr, WNOHANG) > 0) { }
            errno = before;
        });
    });
}

TEST(Host, F46_HowAChildEndedThatSomebodyElseWasToldOfIsNotKnown)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        ::signal(SIGCHLD, SIG_IGN);
        ChildProcess child = test::startChild([] { return 0; });
        const auto status = child.reapWithin(10'000'000'000U);
        ::_exit(status && !status->known && !status->clean() ? 0 : 1);
    }));
}

TEST(Host, F398_AForkServerWorksWithoutPpoll)
{
    EXPECT_TRUE(test::inAProcess([] {
        test::filterCall(SYS_ppoll, SECCOMP_RET_ERRNO | ENOSYS);
        const auto context = Context::create(StartMethod::ForkServer).value();
        return Pool::create({.workers = 1, .context = context}).value().apply(same, 1) == 1;
    }));
}

TEST(Host, F399_WhyAProgramWhoseChildrenHaveAnotherNamespaceHasNoPoolIsSaid)
{
    constexpr int kNotAllowed = 77;
    ChildProcess program = test::startChild([] {
        if (::unshare(CLONE_NEWPID) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
            return kNotAllowed;
        const auto pool = Pool::create({.workers = 1});
        return !pool && pool.error().message.find("CLONE_NEWPID") != std::string::npos ? 0 : 1;
    });
    const int code = test::waitFor(program).code;
    if (code == kNotAllowed)
        GTEST_SKIP() << "no namespace may be made here";
    EXPECT_EQ(code, 0);
}

// The first signal that is not handled as usual, or 0.
int oddSignal()
{
    for (int number = 1; number <= SIGRTMAX; ++number) {
        struct sigaction now
        {
        };
        if (number != SIGINT && ::sigaction(number, nullptr, &now) == 0
            && now.sa_handler != SIG_DFL)
            return number;
    }
    return 0;
}

TEST(Host, F51_AChildHasDefaultHandlingOfEverySignal)
{
    EXPECT_TRUE(test::runInProcesses(int{kStartMethods.size()}, [](int method) {
        for (const int number : {SIGHUP, SIGUSR1, SIGALRM, SIGCHLD, SIGPIPE, SIGRTMIN + 3})
            ::signal(
                number, number == SIGUSR1 ? SIG_IGN : [](int) {});
        const auto context = Context::create(kStartMethods.at(static_cast<std::size_t>(method)));
        Process child({.context = context.value()}, oddSignal);
        const bool started = child.start().has_value();
        child.join();
        ::_exit(started ? child.exitCode().value_or(1) : 1);
    }));
}

} // namespace
} // namespace interleave
