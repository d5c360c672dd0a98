// The engine in a program that takes the ends of its children for itself.

#include "tests/support/children.h"
#include "tests/support/engine_run.h"
#include "tests/support/filter_call.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {

namespace {

// Waits for any child, as the handler of many a program does.
void takeEveryChild(int)
{
    const int before = errno;
    while (::waitpid(-1, nullptr, WNOHANG) > 0) { }
    errno = before;
}

// With what each worker used of a core, and whose task 5 crashes.
bool runsAll(ExecutorKind executor)
{
    WatchedRun run;
    const RunResult result = run.run({.workload = WorkloadKind::Squares,
        .tasks = 40,
        .workers = 2,
        .executor = executor,
        .inject = {{FaultKind::Crash, 5}}});
    const TrialResult& trial = result.trials.back();
    // Of processes that end as they should nothing is said, of the one that crashed it is.
    const bool quiet = executor != ExecutorKind::ProcessPerTask
        || run.logged.find("not known") == run.logged.rfind("not known");
    return trial.tasks.succeeded + trial.tasks.failed == 40 && trial.tasks.succeeded > 30
        && trial.ledger.proved && quiet && trial.errors.at(0).kind == "ended";
}

void runsAllWith(void (*handler)(int))
{
    for (const ExecutorKind executor :
        {ExecutorKind::Processes, ExecutorKind::ProcessPerTask, ExecutorKind::Threads}) {
        ChildProcess program = startChild([&] {
            ::signal(SIGCHLD, handler);
            return runsAll(executor) ? 0 : 1;
        });
        EXPECT_TRUE(waitFor(program).clean()) << nameOf(executor);
    }
}

// From the first trial on.
class RefusesToWait final : public RunObserver
{
public:
    void trialStarted(std::int64_t, const RecordingWriter&) override
    {
        filterCall(SYS_epoll_wait, SECCOMP_RET_ERRNO | EPERM);
    }
    void trialFinished(std::int64_t, const TrialResult&) override { }
    void log(LogLevel, const std::string&) override { }
};

bool failsForTheWait(const RunResult& result)
{
    return result.trials.size() == 1 && result.trials.at(0).end == TrialEnd::Failed
        && !result.trials.at(0).ledger.proved
        && result.errors.at(0).find("refuses the call epoll_wait") != std::string::npos;
}

} // namespace

TEST(Host, F541_ARunWhoseEngineMayNotWaitFailsAndSaysWhichCall)
{
    ChildProcess program = startChild([] {
        EventLoop loop = EventLoop::create().value();
        RefusesToWait observer;
        const auto run = Run::plan(
            {.workload = WorkloadKind::Squares, .tasks = 40, .workers = 2, .trials = 3});
        const auto result = (*run)->execute(loop, observer);
        return result && failsForTheWait(*result) && noChildIsLeft() ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(program).clean());
}

TEST(Host, F46_TheEngineRunsWhereSigchldIsIgnored)
{
    runsAllWith(SIG_IGN);
}

TEST(Host, F46_TheEngineRunsWhereAHandlerWaitsForAnyChild)
{
    runsAllWith(takeEveryChild);
}

} // namespace interleave::test
