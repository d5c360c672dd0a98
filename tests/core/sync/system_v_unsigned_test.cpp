// A creator that is killed between making its System V set and signing it.

#include "core/sync/system_v_lock.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <ctime>
#include <iterator>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace {

time_t later = 0; // than it is, by what this program's time() tells

} // namespace

extern "C" time_t time(time_t* result) noexcept
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    if (result != nullptr)
        *result = now.tv_sec + later;
    return now.tv_sec + later;
}

namespace interleave::test {

namespace {

std::atomic<int>* leftSet = nullptr; // which set

void dieThere(int, siginfo_t*, void* context)
{
    leftSet->store(static_cast<int>(static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RDI]));
    ::kill(::getpid(), SIGKILL);
}

// This process is killed where it would sign a set.
void dieAtSigning()
{
    struct sigaction action
    {
    };
    action.sa_sigaction = dieThere;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGSYS, &action, nullptr);
    constexpr std::size_t kCommand = offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t);
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_semctl, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kCommand),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SETALL, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(steps), steps};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0)
        ::_exit(2);
}

bool isThere(int id)
{
    return ::semctl(id, 0, GETVAL) >= 0;
}

} // namespace

TEST(SystemVUnsigned, F366_ASetWhoseCreatorWasKilledBeforeItSignedItGoesWhenItIsAMinuteOld)
{
    SharedObject<std::atomic<int>> shared;
    *shared = -1;
    leftSet = &*shared;
    ChildProcess creator = startChild([] {
        dieAtSigning();
        return SystemVSet::create() ? 1 : 2;
    });
    ASSERT_TRUE(waitFor(creator).signalled);
    const int another = ::semget(IPC_PRIVATE, 8, 0600);
    SystemVSet::sweep();
    EXPECT_TRUE(isThere(*shared)) << "its creator may be about to sign it";
    later = 120;
    EXPECT_GE(SystemVSet::sweep(), 1U);
    later = 0;
    EXPECT_FALSE(isThere(*shared));
    EXPECT_TRUE(isThere(another)) << "not one of ours";
    ::semctl(another, 0, IPC_RMID);
}

} // namespace interleave::test
