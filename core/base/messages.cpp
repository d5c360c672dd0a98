#include "core/base/messages.h"

#include "core/base/printable.h"
#include "core/base/write_all.h"

#include <csignal>
#include <exception>
#include <poll.h>
#include <unistd.h>

namespace interleave {

namespace {

// Of a reader that takes what comes: a machine under load takes its time, too.
constexpr std::chrono::milliseconds kIsTaken{10};

Result<void, SystemError> writeFor(std::chrono::nanoseconds patience, std::string_view text)
{
    const auto begin = std::chrono::steady_clock::now();
    return writeAll(STDERR_FILENO, text, "say it", [&](std::chrono::nanoseconds) {
        return std::chrono::steady_clock::now() - begin > patience;
    });
}

} // namespace

void Messages::say(std::string_view message)
{
    write(lines(message));
}

void Messages::say(std::span<const std::string> messages)
{
    std::string text;
    for (const std::string& message : messages)
        text += lines(message);
    write(text);
}

int Messages::complain(std::string_view message, int status)
{
    say(message);
    return status;
}

void Messages::write(std::string_view text)
{
    if (m_patience <= std::chrono::nanoseconds::zero())
        return writeIfReady(text);
    const auto begin = std::chrono::steady_clock::now();
    const auto written = writeFor(m_patience, text);
    const auto took = std::chrono::steady_clock::now() - begin;
    if (!written || took > kIsTaken)
        m_patience -= took;
}

void Messages::writeIfReady(std::string_view text)
{
    pollfd stream{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&stream, 1, 0) == 1)
        static_cast<void>(writeFor(std::chrono::nanoseconds::zero(), text));
}

std::string Messages::lines(std::string_view message) const
{
    constexpr std::size_t kLimit = 8'000;
    while (message.ends_with('\n'))
        message.remove_suffix(1);
    const std::string from = std::string(m_speaker) + ": ";
    std::string text = from;
    for (const char c : shownBothEnds(message, kLimit)) {
        text += c;
        if (c == '\n')
            text += from;
    }
    return text + '\n';
}

void sayLast(std::string_view speaker, std::string_view message) noexcept
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        Messages(speaker).say(message);
    } catch (const std::exception&) { // no memory for the words: it ends without them
    }
}

} // namespace interleave
