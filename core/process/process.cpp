#include "core/process/process.h"

#include "core/base/messages.h"
#include "core/process/thrown.h"

#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <sys/prctl.h>

namespace interleave {

namespace {

constexpr int kFailed = 1;

std::string nextName()
{
    static std::atomic<int> started = 0;
    return fmt::format("Process-{}", ++started);
}

} // namespace

Process::Process(ProcessOptions options, ChildFunction function, Call call)
    : m_options(std::move(options))
    , m_function(function)
    , m_call(std::move(call))
{
    if (m_options.name.empty())
        m_options.name = nextName();
}

Process::~Process()
{
    if (!m_options.daemon && m_child && m_child->isOwn())
        join(); // ~ChildProcess kills what is left
}

Result<void, SystemError> Process::start()
{
    if (m_pid != 0)
        return fail(SystemError::Exists, m_options.name + " was started before");
    if (!m_call)
        return fail(
            SystemError::Other, fmt::format("{}: {}", m_options.name, m_call.error().message));
    if (!m_options.context) {
        auto context = Context::standard();
        if (!context)
            return tl::unexpected(context.error());
        m_options.context = *std::move(context);
    }
    const auto bytes = toBytes(std::pair(m_options.name, m_call->bytes));
    if (!bytes)
        return fail(SystemError::OutOfMemory, bytes.error().message);
    // What is printed and not yet written would come twice, from the parent and from its copy.
    std::cout.flush();
    std::fflush(nullptr);
    auto child = m_options.context->start({m_function, *bytes, m_call->descriptors});
    if (!child)
        return tl::unexpected(child.error());
    m_pid = child->pid();
    m_child = std::make_unique<ChildProcess>(*std::move(child));
    return {};
}

void Process::join()
{
    while (m_child)
        static_cast<void>(join(std::chrono::hours(24)));
}

bool Process::join(std::chrono::nanoseconds timeout)
{
    if (!m_child)
        return true;
    m_status = m_child->reapWithin(leftNs(timeout));
    if (!m_status && !m_child->isWatched())
        m_status = ExitStatus{.code = -1, .known = false};
    if (m_status)
        m_child.reset();
    return m_status.has_value();
}

void Process::terminate() const
{
    if (m_child)
        m_child->signal(SIGTERM);
}

void Process::kill() const
{
    if (m_child)
        m_child->signal(SIGKILL);
}

bool Process::isAlive()
{
    return m_child && !join(std::chrono::nanoseconds(0));
}

const std::optional<ExitStatus>& Process::exitStatus()
{
    static_cast<void>(isAlive());
    return m_status;
}

std::optional<int> Process::exitCode()
{
    const auto& status = exitStatus();
    if (!status || !status->known)
        return std::nullopt;
    return status->signalled ? -status->code : status->code;
}

std::string processName()
{
    char name[16] = {};
    ::prctl(PR_GET_NAME, name);
    return name;
}

int detail::runNamed(std::string_view nameAndBytes,
    const std::function<Result<int, SerialError>(std::string_view bytes)>& body)
{
    const auto parts = fromBytes<std::pair<std::string, std::string>>(nameAndBytes);
    if (!parts)
        return kFailed;
    ::prctl(PR_SET_NAME, parts->first.c_str());
    Result<int, SerialError> result;
    const auto thrown = whatItThrows([&] { result = body(parts->second); });
    if (thrown)
        sayLast(parts->first,
            fmt::format("{}: {}\n{}", thrown->type, thrown->message, thrown->trace.text()));
    else if (!result)
        sayLast(parts->first, result.error().message);
    return thrown || !result ? kFailed : *result;
}

} // namespace interleave
