#include "core/process/context.h"

#include "core/base/program_file.h"
#include "core/process/fork_server.h"
#include "core/process/new_child.h"

#include <atomic>
#include <cstring>

namespace interleave {

namespace {

constexpr const char* kChildArgument = "--interleave-child";
constexpr int kEntrySocket = 3; // where ChildProcess::spawn puts it

// Without childMain() a spawned child would run main() instead, which would spawn again, and so on.
std::atomic<bool> childMainWasCalled = false;

} // namespace

void childMain(int argc, char** argv)
{
    childMainWasCalled = true;
    if (argc != 2 || std::strcmp(argv[1], kChildArgument) != 0)
        return;
    prepareChild(std::span(&kEntrySocket, 1));
    MessageSocket socket{UniqueFd(kEntrySocket)};
    auto message = socket.receive();
    socket.close();
    if (!message)
        ::_exit(1); // started by hand, or by one that has died
    runReceivedEntry(*std::move(message));
}

Context::Context(StartMethod method, LifeLine lifeLine)
    : m_method(method)
    , m_lifeLine(std::move(lifeLine))
{
}

Result<std::shared_ptr<Context>, SystemError> Context::create(StartMethod method)
{
    if (method != StartMethod::Fork && !childMainWasCalled)
        return fail(SystemError::Other,
            "cannot spawn processes: begin main() with interleave::childMain(argc, argv)");
    if (method == StartMethod::ForkServer) {
        if (auto can = ChildProcess::canSignalOthers(); !can)
            return tl::unexpected(std::move(can.error()));
    }
    return LifeLine::create().map([&](LifeLine line) {
        return std::shared_ptr<Context>(new Context(method, std::move(line)));
    });
}

Result<std::shared_ptr<Context>, SystemError> Context::standard()
{
    // Kept per process: a forked child must not use the life line of its parent. By a pointer that
    // is exchanged, not a mutex, which a fork in another thread would leave locked in the child.
    // One of the parent's, or whose descriptors the program has closed, is never destroyed: their
    // numbers may be others' by now.
    static std::atomic<const std::shared_ptr<Context>*> current = nullptr;
    const std::shared_ptr<Context>* seen = current.load();
    if (seen != nullptr && (*seen)->m_owner.isHere() && (*seen)->isWhole())
        return *seen;
    auto made = create(StartMethod::Fork);
    if (!made)
        return made;
    auto kept = std::make_unique<const std::shared_ptr<Context>>(*std::move(made));
    if (!current.compare_exchange_strong(seen, kept.get()))
        return *seen; // another thread was faster
    return *kept.release();
}

Result<void, SystemError> Context::canStart() const
{
    if (!m_owner.isHere()) // what it started would end with that process, not with this one
        return fail(SystemError::Other,
            "cannot start a process: the context belongs to the process from which this one was "
            "forked; create one here");
    if (!isWhole())
        return fail(SystemError::Other,
            "cannot start a process: this program has closed the descriptors of the context "
            "(closefrom?); create another");
    return {};
}

Result<ChildProcess, SystemError> Context::start(const ChildEntry& entry, ChildProcess::Bound bound)
{
    if (auto can = canStart(); !can)
        return tl::unexpected(std::move(can.error()));
    switch (m_method) {
    case StartMethod::Fork:
        return forkSelf(entry, bound);
    case StartMethod::Spawn:
        return spawnSelf(entry, bound);
    case StartMethod::ForkServer:
        break;
    }
    return askServer(entry);
}

pid_t Context::serverPid() const
{
    const MutexLock lock(m_mutex);
    return m_server ? m_server->pid() : 0;
}

Result<ChildProcess, SystemError> Context::forkSelf(
    const ChildEntry& entry, ChildProcess::Bound bound) const
{
    std::vector<int> keep = entry.descriptors;
    keep.push_back(m_lifeLine.childEnd());
    const auto body = [&]() -> int {
        std::vector<UniqueFd> own;
        for (const int descriptor : entry.descriptors)
            own.emplace_back(descriptor);
        runEntry(entry.function, entry.bytes, std::move(own), m_lifeLine.childEnd());
    };
    return ChildProcess::fork(keep, body, bound);
}

Result<ChildProcess, SystemError> Context::spawnSelf(
    const ChildEntry& entry, ChildProcess::Bound bound) const
{
    auto ends = MessageSocket::createPair();
    if (!ends)
        return tl::unexpected(ends.error());
    auto program = programToStart();
    if (!program)
        return tl::unexpected(program.error());
    // The message waits in the socket until the child is there.
    if (auto sent = sendEntry(ends->first, entry, m_lifeLine.childEnd(), bound); !sent)
        return tl::unexpected(sent.error());
    return ChildProcess::spawn(
        *program, {program_invocation_name, kChildArgument}, ends->second.descriptor(), bound);
}

Result<std::shared_ptr<ForkServer>, SystemError> Context::server()
{
    if (m_server)
        return m_server;
    auto ends = MessageSocket::createPair();
    if (!ends)
        return tl::unexpected(ends.error());
    auto process
        = spawnSelf({.function = ForkServer::serve, .descriptors = {ends->second.descriptor()}},
            ChildProcess::Bound::ToNothing);
    if (!process)
        return tl::unexpected(process.error());
    m_server = std::make_shared<ForkServer>(*std::move(process), std::move(ends->first));
    return m_server;
}

Result<ChildProcess, SystemError> Context::askServer(const ChildEntry& entry)
{
    const MutexLock lock(m_mutex);
    constexpr int kAttempts = 2; // the server may have been killed since
    for (int attempt = 1;; ++attempt) {
        auto current = server();
        if (!current)
            return tl::unexpected(current.error());
        auto child = (*current)->start(*current, entry, m_lifeLine.childEnd());
        if (child || child.error().kind != SystemError::Broken || attempt == kAttempts)
            return child;
        m_server.reset();
    }
}

} // namespace interleave
