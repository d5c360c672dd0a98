#include "core/process/new_child.h"

#include "core/base/messages.h"
#include "core/base/what_of.h"
#include "core/process/close_descriptors.h"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cxxabi.h>
#include <exception>
#include <new>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace interleave {

namespace {

// A handler of the parent's must not run here: what it works on is the parent's, and its thread may
// have forked in the middle of it. So they go while signals are blocked.
void restoreSignals()
{
    sigset_t signals;
    ::sigfillset(&signals);
    ::sigprocmask(SIG_SETMASK, &signals, nullptr);
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    ::signal(SIGINT, SIG_IGN);
    ::sigemptyset(&signals);
    ::sigprocmask(SIG_SETMASK, &signals, nullptr);
}

void leaveRealtime()
{
    const int policy = ::sched_getscheduler(0) & ~SCHED_RESET_ON_FORK;
    const sched_param none{};
    if (policy == SCHED_FIFO || policy == SCHED_RR)
        ::sched_setscheduler(0, SCHED_OTHER, &none); // the nice value stays
}

} // namespace

void prepareChild(std::span<const int> keep)
{
    leaveRealtime();
    restoreSignals();
    closeAllBut(keep);
}

void endWithThreadOf(pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) // it died before the line above
        ::_exit(1);
}

int exitCodeOf(const std::function<int()>& body) noexcept
{
    constexpr int kThrew = 125;
    const auto tell = [](const char* why) {
        std::array<char, 40> name{};
        const auto end = fmt::format_to_n(name.data(), name.size(), "process {} ends", ::getpid());
        sayLast({name.data(), end.size}, why);
    };
    try {
        return body();
    } catch (const std::bad_alloc&) {
        tell("no memory; use fewer workers, or give more memory");
    } catch (const std::exception& error) {
        tell(whatOf(error));
    } catch (
        const abi::__forced_unwind&) { // it goes no further: above is what the parent had begun
        tell("its thread ended itself (pthread_exit, pthread_cancel)");
        ::_exit(kThrew);
    } catch (...) {
        tell("an exception that is no std::exception");
    }
    return kThrew;
}

} // namespace interleave
