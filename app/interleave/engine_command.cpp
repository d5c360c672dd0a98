#include "app/interleave/engine_command.h"

#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"
#include "core/engine/pictures/picture_service.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/wire/engine_server.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace interleave {

namespace {

// Whether somebody is, or was, at the other end.
bool isLocalSocket(int descriptor)
{
    sockaddr_un other{};
    socklen_t bytes = sizeof other;
    return ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&other), &bytes) == 0
        && other.sun_family == AF_UNIX;
}

UniqueFd controlSocket(const std::string& text)
{
    const auto descriptor = readNumber<int>(text);
    const bool taken = descriptor && *descriptor > STDERR_FILENO && isLocalSocket(*descriptor);
    return taken ? UniqueFd(*descriptor) : UniqueFd();
}

} // namespace

EngineCommand::EngineCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
{
    CLI::App* command = app.add_subcommand("engine", "Serves a window")->group("");
    command->add_option("--control-fd", m_controlDescriptor);
    command->callback([this, &status] { status = execute(serveEngine); });
    CLI::App* pictures = app.add_subcommand("pictures", "Shows a window pictures")->group("");
    pictures->add_option("--control-fd", m_controlDescriptor);
    pictures->callback([this, &status] { status = execute(servePictures); });
}

int EngineCommand::execute(int (*serve)(UniqueFd)) const
{
    UniqueFd socket = controlSocket(m_controlDescriptor);
    if (!socket.valid())
        return m_messages.complain(
            fmt::format("option --control-fd: '{}' is not the number of an open socket to a "
                        "window; interleave-gui starts its engine itself, and \"interleave run\" "
                        "runs an experiment without a window",
                shownBothEnds(m_controlDescriptor)),
            kExitUsage);
    return serve(std::move(socket));
}

} // namespace interleave
