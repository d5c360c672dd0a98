// A small process that forks others on request, so that starting them costs the same however large
// the process is that wants them.
//
// It is single-threaded and holds nothing but its socket. It is the parent of those it starts:
// their pidfds come back by the socket, and when one has ended the server is asked for its status.
//
// Thread safety: any thread; one request at a time. When the server dies requests fail as Broken,
// and how its children end can no longer be told; they themselves are unharmed. One that gives no
// answer for kKillGrace (stopped, frozen, held by a debugger) is killed, and is as one that died:
// so long a request may take.
#pragma once

#include "core/base/thread_safety.h"
#include "core/process/child_entry.h"
#include "core/process/child_process.h"

namespace interleave {

class ForkServer : public Reaper
{
public:
    ForkServer(ChildProcess process, MessageSocket socket)
        : m_process(std::move(process))
        , m_socket(std::move(socket))
    {
    }

    /// What the server process runs: entry descriptor 0 is its socket.
    static int serve(std::string_view bytes, std::vector<UniqueFd> descriptors);

    /// Costs two messages and a small fork.
    [[nodiscard]] Result<ChildProcess, SystemError> start(
        const std::shared_ptr<ForkServer>& self, const ChildEntry& entry, int lifeLine);

    /// The status of a child of the server that has ended.
    [[nodiscard]] std::optional<ExitStatus> reap(pid_t pid) override;

    [[nodiscard]] bool keepsNumbers() override;

    [[nodiscard]] pid_t pid() const { return m_process.pid(); }

private:
    /// ExitStatus::notEnded() while a tracer keeps it.
    [[nodiscard]] ExitStatus statusOf(pid_t pid) INTERLEAVE_REQUIRES(m_mutex);
    void endUnwatched(pid_t pid) INTERLEAVE_REQUIRES(m_mutex);
    /// Not where the program has closed its socket (closefrom), which may be another's by now.
    [[nodiscard]] bool canBeAsked() const INTERLEAVE_REQUIRES(m_mutex)
    {
        return !m_silent && m_socket.isWhole();
    }
    /// Nothing when it has died or is silent.
    [[nodiscard]] std::optional<SocketMessage> receiveAnswer() INTERLEAVE_REQUIRES(m_mutex);

    ChildProcess m_process;
    Mutex m_mutex; // a request and its answer belong together
    MessageSocket m_socket INTERLEAVE_GUARDED_BY(m_mutex);
    bool m_silent INTERLEAVE_GUARDED_BY(m_mutex) = false; // and killed, or has died
};

} // namespace interleave
