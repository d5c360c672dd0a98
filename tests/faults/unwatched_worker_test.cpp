// A worker that the pool's loop has no room to watch after all: it is killed, and may have taken a
// task by then.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/in_a_process.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

std::atomic<bool>* hasTakenIt = nullptr; // the task of the worker that is not to be watched

int beginAndStay(int)
{
    hasTakenIt->store(true);
    for (;;)
        ::pause();
}

int killItself(int)
{
    return ::raise(SIGKILL);
}

// Answers every epoll_ctl() of this process in the kernel's place.
class Kernel
{
public:
    Kernel()
        : m_calls(static_cast<int>(test::detail::setFilter(
            SYS_epoll_ctl, SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER)))
    {
        std::thread([this] {
            for (;;)
                answerNext();
        }).detach(); // it ends with the process
    }
    [[nodiscard]] bool hasWatched() const { return m_watched; }
    /// The next process that is to be watched is not, once the task has begun.
    void refuseOnce() { m_refuse = true; }
    [[nodiscard]] bool hasRefused() const { return !m_refuse; }

private:
    static bool isProcess(std::uint64_t descriptor)
    {
        std::error_code ignored;
        const auto link
            = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), ignored);
        return link.string().find("pidfd") != std::string::npos;
    }
    void answerNext()
    {
        seccomp_notif call{};
        if (::ioctl(m_calls, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
            return;
        seccomp_notif_resp answer{};
        answer.id = call.id;
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        const bool watches = call.data.args[1] == EPOLL_CTL_ADD && isProcess(call.data.args[2]);
        if (m_refuse && watches && test::eventually([] { return hasTakenIt->load(); })) {
            answer.flags = 0;
            answer.error = -ENOSPC;
            m_refuse = false;
        } else if (watches) {
            m_watched = true;
        }
        ::ioctl(m_calls, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }

    int m_calls;
    std::atomic<bool> m_watched = false; // one, ever
    std::atomic<bool> m_refuse = false;
};

} // namespace

TEST(UnwatchedWorker, F284_LosesTheTaskThatItHadTakenAndNoOther)
{
    EXPECT_TRUE(test::inAProcess([] {
        static test::SharedObject<std::atomic<bool>> shared;
        hasTakenIt = &*shared;
        static Kernel kernel;
        Pool pool = Pool::create({.workers = 1}).value();
        if (!test::eventually([] { return kernel.hasWatched(); })) // its first worker
            return false;
        kernel.refuseOnce();
        const auto died = pool.applyAsync(killItself, 0);
        const auto taken = pool.applyAsync(beginAndStay, 0);
        const auto next = pool.applyAsync([](int n) { return n + 1; }, 1);
        const auto& lost = taken.get();
        return !died.get() && !lost && lost.error().kind == TaskFailureKind::Killed
            && kernel.hasRefused() && next.get() == 2;
    }));
}

} // namespace interleave
