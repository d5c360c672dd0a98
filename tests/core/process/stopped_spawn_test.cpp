// A child that is stopped (SIGSTOP) before it has become the program that it is to run.

#include "core/base/unique_fd.h"
#include "core/process/child_process.h"
#include "tests/support/children.h"
#include "tests/support/traced.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {
namespace {

// Spawns a program, when it goes on; 0 when that was killed.
int spawnOne(ChildProcess::Bound bound)
{
    ::raise(SIGSTOP);
    auto child = ChildProcess::spawn("/bin/true", {"true"}, STDIN_FILENO, bound);
    const auto status = child ? child->reapWithin(UINT64_MAX) : std::nullopt;
    return status && status->signalled && status->code == SIGKILL ? 0 : 1;
}

// Traces it no longer, if it is.
void leave(pid_t process)
{
    if (::ptrace(PTRACE_INTERRUPT, process, nullptr, nullptr) != 0)
        return;
    ::waitpid(process, nullptr, __WALL);
    ::ptrace(PTRACE_DETACH, process, nullptr, nullptr);
}

bool isThreadOf(pid_t process, pid_t thread)
{
    return std::filesystem::exists(fmt::format("/proc/{}/task/{}", process, thread));
}

// Lets a stopped process, and each thread that it starts, go on until one of these spawns. Gives
// the child, which stands still before its first instruction; all others are traced no longer.
pid_t traceToSpawn(pid_t process)
{
    constexpr int kSpawns = SIGTRAP | PTRACE_EVENT_VFORK << 8;
    EXPECT_EQ(
        ::ptrace(PTRACE_SEIZE, process, nullptr, PTRACE_O_TRACECLONE | PTRACE_O_TRACEVFORK), 0);
    ::kill(process, SIGCONT);
    pid_t child = 0;
    std::set<pid_t> threads{process};
    for (bool spawns = false; !spawns || child == 0;) {
        int status = 0;
        const pid_t stopped = ::waitpid(-1, &status, __WALL);
        if (stopped < 0 || !WIFSTOPPED(status))
            return -1;
        if (status >> 8 == kSpawns) {
            ::ptrace(PTRACE_DETACH, stopped, nullptr, nullptr);
            spawns = true;
        } else if (isThreadOf(process, stopped)) {
            ::ptrace(PTRACE_CONT, stopped, nullptr, nullptr);
            threads.insert(stopped);
        } else {
            child = stopped;
        }
    }
    for (const pid_t thread : threads)
        leave(thread);
    return child;
}

} // namespace

class StoppedSpawn : public testing::TestWithParam<ChildProcess::Bound>
{
};

TEST_P(StoppedSpawn, F295_AChildThatIsStoppedBeforeItIsTheProgramHoldsNobodyUp)
{
    ChildProcess starter = startChild([] { return spawnOne(GetParam()); });
    ASSERT_TRUE(eventually([&] { return stateOf(starter.pid()) == 'T'; }));
    const pid_t child = traceToSpawn(starter.pid());
    ASSERT_GT(child, 0);
    leaveStopped(child);
    const UniqueFd itself(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    EXPECT_TRUE(waitFor(starter).clean());
    ::syscall(SYS_pidfd_send_signal, itself.get(), SIGKILL, nullptr, 0); // where it has not ended
}

INSTANTIATE_TEST_SUITE_P(OfEitherThread,
    StoppedSpawn,
    testing::Values(ChildProcess::Bound::ToNothing, ChildProcess::Bound::ToThread));

} // namespace interleave::test
