#include "core/process/fork_server.h"

#include "core/base/refused_call.h"
#include "core/base/serialise.h"
#include "core/ipc/poll_until.h"
#include "core/process/life_line.h"
#include "core/process/pidfd.h"

#include <array>
#include <csignal>
#include <map>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

namespace interleave {

namespace {

constexpr const char* kStartAction = "start a process";

// With descriptors a message is an entry to start; without it is the pid to tell about.
struct Started
{
    pid_t pid = 0; // 0: it failed
    SystemError kind = SystemError::Other; // why
    std::string message{};

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(pid, kind, message);
    }
};

template <class T>
Result<void, SystemError> sendValue(
    const MessageSocket& socket, const T& value, std::span<const int> descriptors = {})
{
    return socket.send(*toBytes(value), descriptors);
}

template <class T>
std::optional<T> valueIn(const std::optional<SocketMessage>& message)
{
    if (!message)
        return std::nullopt;
    auto value = fromBytes<T>(message->bytes);
    return value ? std::optional<T>(*std::move(value)) : std::nullopt;
}

Failure<SystemError> serverGone()
{
    return {SystemError::Broken, "cannot start a process: the fork server has died"};
}

class Server
{
public:
    explicit Server(MessageSocket socket)
        : m_socket(std::move(socket))
        , m_owner(pidfdOf(::getppid()))
    {
    }

    /// Until the other end of its socket closes, and a moment longer: if that is the owner's death,
    /// the lines that are kept here have to be there when theirs ends, which ends this process,
    /// too. Where somebody has copies of the owner's descriptors (a child of its, by _Fork()) they
    /// end with their owner all the same.
    int run()
    {
        while (auto message = next()) {
            if (message->cut) // of an entry, which could not run
                tell(describeErrno(kStartAction, EMFILE));
            else if (message->descriptors.empty())
                tell(*message);
            else
                start(*std::move(message));
        }
        constexpr int kMomentMs = 1'000;
        ::poll(nullptr, 0, kMomentMs);
        return 0;
    }

private:
    std::optional<SocketMessage> next()
    {
        std::array<pollfd, 2> awaited{
            {{m_socket.descriptor(), POLLIN, 0}, {m_owner.get(), POLLIN, 0}}};
        retryOnInterrupt([&] { return ::poll(awaited.data(), awaited.size(), -1); });
        if (awaited[1].revents == 0)
            return m_socket.receive();
        for (const auto& [pid, line] : m_lines)
            ::kill(pid, SIGKILL); // nobody else reaps it, so the number is still its own
        ::_exit(0);
    }

    void start(SocketMessage message)
    {
        std::vector<int> keep;
        for (const UniqueFd& descriptor : message.descriptors)
            keep.push_back(descriptor.get());
        auto child = ChildProcess::fork(
            keep,
            [&]() -> int { runReceivedEntry(std::move(message)); },
            ChildProcess::Bound::ToNothing);
        if (!child)
            return tell(child.error());
        m_lines[child->pid()] = hasRoomForLine()
            ? LifeLine::holdFor(child->pid(), message.descriptors.front().get())
            : UniqueFd();
        const int pidfd = child->descriptor();
        const Started started{.pid = child->pid()};
        static_cast<void>(sendValue(m_socket, started, std::span(&pidfd, 1)));
        child->forget();
    }

    // And for what comes with the next entry.
    [[nodiscard]] bool hasRoomForLine() const
    {
        constexpr std::size_t kOwn = 16;
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        return m_lines.size() + kMostPassedDescriptors + kOwn < limit.rlim_cur;
    }

    // The limit that was met is this process's.
    void tell(const Failure<SystemError>& why)
    {
        static_cast<void>(sendValue(m_socket, Started{.kind = why.kind, .message = why.message}));
    }

    void tell(const SocketMessage& message)
    {
        int status = 0;
        rusage usage{};
        ExitStatus result{.code = -1, .known = false};
        if (const auto pid = fromBytes<pid_t>(message.bytes)) {
            const pid_t reaped
                = retryOnInterrupt([&] { return ::wait4(*pid, &status, WNOHANG, &usage); });
            if (reaped == *pid)
                result = exitStatus(status, usage);
            if (reaped == 0) // its tracer keeps it: whoever waits for it holds up all others
                result = ExitStatus::notEnded();
            else
                m_lines.erase(*pid);
        }
        static_cast<void>(sendValue(m_socket, result));
    }

    MessageSocket m_socket;
    UniqueFd m_owner;
    // Of all its children, which may close their own: the program's death ends both at once.
    // Invalid where there was no room for it.
    std::map<pid_t, UniqueFd> m_lines;
};

} // namespace

int ForkServer::serve(std::string_view, std::vector<UniqueFd> descriptors)
{
    // What is sent to a whole group is its program's to decide on: it ends with that.
    for (const int number : {SIGHUP, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM})
        std::signal(number, SIG_IGN);
    return Server(MessageSocket(std::move(descriptors.at(0)))).run();
}

Result<ChildProcess, SystemError> ForkServer::start(
    const std::shared_ptr<ForkServer>& self, const ChildEntry& entry, int lifeLine)
{
    const MutexLock lock(m_mutex);
    UniqueFd room(::eventfd(0, EFD_CLOEXEC)); // for its pidfd
    if (!room.valid())
        return failCall("eventfd2", kStartAction);
    if (!canBeAsked())
        return tl::unexpected(serverGone());
    if (auto sent = sendEntry(m_socket, entry, lifeLine, ChildProcess::Bound::ToNothing); !sent)
        return tl::unexpected(sent.error());
    room = UniqueFd();
    std::optional<SocketMessage> answer = receiveAnswer();
    const auto started = valueIn<Started>(answer);
    if (!started)
        return tl::unexpected(serverGone());
    if (started->pid == 0)
        return fail(started->kind, started->message);
    if (answer->descriptors.size() != 1) { // no room for its pidfd here
        endUnwatched(started->pid);
        return failErrno(kStartAction, EMFILE);
    }
    return ChildProcess(started->pid, std::move(answer->descriptors[0]), self);
}

// Nobody has reaped it, so the number is still its own.
void ForkServer::endUnwatched(pid_t pid)
{
    constexpr std::chrono::milliseconds kBetweenLooks{1};
    ::kill(pid, SIGKILL);
    const Deadline grace = Deadline::in(kKillGrace);
    while (!statusOf(pid).ended && !grace.passed())
        std::this_thread::sleep_for(kBetweenLooks);
}

std::optional<ExitStatus> ForkServer::reap(pid_t pid)
{
    const MutexLock lock(m_mutex);
    const ExitStatus status = statusOf(pid);
    return status.ended ? std::optional(status) : std::nullopt;
}

// It reaps none that it is not asked about.
bool ForkServer::keepsNumbers()
{
    const MutexLock lock(m_mutex);
    m_silent = m_silent || m_process.tryReap();
    return !m_silent;
}

ExitStatus ForkServer::statusOf(pid_t pid)
{
    const ExitStatus unknown{.code = -1, .known = false};
    if (!canBeAsked() || !sendValue(m_socket, pid))
        return unknown;
    return valueIn<ExitStatus>(receiveAnswer()).value_or(unknown);
}

// Looks are counted, not time: when this program was stopped, too, it has not waited. What the
// kernel has refused to hand over is still there, and may be had at the next look; left there it
// would be taken for the answer to another request.
std::optional<SocketMessage> ForkServer::receiveAnswer()
{
    constexpr std::chrono::seconds kBetweenLooks{1};
    for (auto looks = kKillGrace / kBetweenLooks; looks > 0; --looks) {
        if (!pollUntil(m_socket.descriptor(), POLLIN, Deadline::in(kBetweenLooks)))
            continue;
        if (auto answer = m_socket.receive())
            return answer;
    }
    m_silent = true;
    m_process.signal(SIGKILL);
    return std::nullopt;
}

} // namespace interleave
