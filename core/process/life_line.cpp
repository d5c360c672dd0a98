#include "core/process/life_line.h"

#include "core/base/owner.h"
#include "core/base/thread_if_any.h"
#include "core/base/thread_safety.h"
#include "core/ipc/poll_until.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

int movedTo(int atLeast, int end)
{
    const int moved = atLeast > end ? ::fcntl(end, F_DUPFD_CLOEXEC, atLeast) : -1;
    if (moved < 0)
        return end;
    ::close(end);
    return moved;
}

// Those that this process has open. There for as long as the process is, as are the handlers.
class WritingEnds
{
public:
    static WritingEnds& ofThisProcess()
    {
        static WritingEnds* const ends = new WritingEnds;
        return *ends;
    }

    struct Pipe
    {
        std::shared_ptr<UniqueFd> write;
        UniqueFd read{};
    };
    /// No child is forked between its creation and the note of it.
    Result<Pipe, SystemError> createPipe(int atLeast)
    {
        Pipe pipe{.write = keep()};
        std::array<int, 2> ends{};
        const MutexLock lock(m_mutex);
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return failErrno("create a pipe");
        pipe.read.reset(movedTo(atLeast, ends[0]));
        pipe.write->reset(movedTo(atLeast, ends[1]));
        return pipe;
    }

private:
    WritingEnds() { ::pthread_atfork(beforeFork, inParent, inChild); }
    std::shared_ptr<UniqueFd> keep()
    {
        std::shared_ptr<UniqueFd> kept(new UniqueFd, [this](UniqueFd* one) { drop(one); });
        const MutexLock lock(m_mutex);
        m_ends.push_back(kept.get());
        return kept;
    }
    // What the first of them locks the other two unlock, each in its own process.
    static void beforeFork() INTERLEAVE_UNCHECKED { ofThisProcess().m_mutex.lock(); }
    static void inParent() INTERLEAVE_UNCHECKED { ofThisProcess().m_mutex.unlock(); }
    static void inChild() INTERLEAVE_UNCHECKED
    {
        WritingEnds& copy = ofThisProcess();
        for (UniqueFd* end : copy.m_ends)
            end->reset();
        copy.m_mutex.unlock();
    }
    void drop(UniqueFd* end)
    {
        const MutexLock lock(m_mutex);
        std::erase(m_ends, end);
        delete end;
    }

    Mutex m_mutex;
    std::vector<UniqueFd*> m_ends INTERLEAVE_GUARDED_BY(m_mutex);
};

// Before there are threads: a fork that is under way calls no handlers that are registered
// meanwhile.
[[maybe_unused]] const WritingEnds& kRegisteredAtTheStart = WritingEnds::ofThisProcess();

// For one that the kernel cannot kill by the line. Not at the end of the thread that has started
// this process (PR_SET_PDEATHSIG): that may have been one for this alone.
bool endWithLineByThread(int line)
{
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before); // they are for the others
    std::thread watcher = threadIfAny([line] {
        char byte = 0;
        if (retryOnInterrupt([&] { return ::read(line, &byte, 1); }) == 0)
            ::kill(::getpid(), SIGKILL);
    });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!watcher.joinable())
        return false;
    watcher.detach();
    return true;
}

// The owner of the signal belongs to the open file description, which all children have inherited
// together; opening the pipe again gives one of its own. Invalid: there is no /proc here, or no
// descriptor left.
UniqueFd openedAgain(int childEnd, int flags)
{
    const std::string path = "/proc/self/fd/" + std::to_string(childEnd);
    return UniqueFd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | flags));
}

bool armFor(pid_t child, int line)
{
    return ::fcntl(line, F_SETOWN, child) == 0 && ::fcntl(line, F_SETSIG, SIGKILL) == 0
        && ::fcntl(line, F_SETFL, O_NONBLOCK | O_ASYNC) == 0;
}

int heldLine = -1; // of a child whose line is a descriptor

} // namespace

Result<LifeLine, SystemError> LifeLine::create(int atLeast)
{
    return WritingEnds::ofThisProcess().createPipe(atLeast).map([](WritingEnds::Pipe pipe) {
        return LifeLine(std::move(pipe.read), std::move(pipe.write));
    });
}

bool LifeLine::hold(int childEnd)
{
    constexpr int kAlsoInAnotherProgram = 0; // which this process may become (exec)
    UniqueFd opened = openedAgain(childEnd, kAlsoInAnotherProgram);
    if (!opened.valid())
        return endWithLineByThread(childEnd);
    ::close(childEnd);
    const int own = opened.release(); // it stays for as long as the process lives
    heldLine = own;
    // The owner may have ended before the line was armed.
    return armFor(::getpid(), own) && !pollUntil(own, POLLIN, Deadline::now());
}

UniqueFd LifeLine::holdFor(pid_t child, int childEnd)
{
    UniqueFd opened = openedAgain(childEnd, O_CLOEXEC);
    if (opened.valid() && !armFor(child, opened.get()))
        opened.reset();
    return opened;
}

bool LifeLine::isHeld()
{
    return heldLine < 0 || ::fcntl(heldLine, F_GETOWN) == thisProcess();
}

} // namespace interleave
