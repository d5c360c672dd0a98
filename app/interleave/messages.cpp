#include "app/interleave/messages.h"

#include "core/base/printable.h"
#include "core/base/write_all.h"

#include <fmt/format.h>

#include <poll.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kPatience{150};

} // namespace

void Messages::write(std::string_view text)
{
    if (m_dropping)
        return writeIfReady(text);
    const auto written = writeAll(STDERR_FILENO, text, "say it", [](std::chrono::nanoseconds idle) {
        return idle > kPatience;
    });
    m_dropping = !written;
}

void Messages::writeIfReady(std::string_view text)
{
    pollfd stream{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&stream, 1, 0) != 1)
        return;
    const auto written
        = writeAll(STDERR_FILENO, text, "say it", [](std::chrono::nanoseconds) { return true; });
    m_dropping = !written;
}

std::string messageLine(std::string_view message)
{
    constexpr std::size_t kLimit = 8'000;
    constexpr std::string_view kFrom = "interleave: ";
    std::string text(kFrom);
    for (const char c : shownBothEnds(message, kLimit)) {
        text += c;
        if (c == '\n')
            text += kFrom;
    }
    return text + '\n';
}

int complain(const std::string& message, int status)
{
    Messages().write(messageLine(message));
    return status;
}

} // namespace interleave
