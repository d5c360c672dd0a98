// A program, interleave mostly, started with the standard streams that a test wants, and watched
// while it runs.
#pragma once

#include "core/base/file.h"
#include "core/process/child_process.h"
#include "tests/support/children.h"
#include "tests/support/pipes.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <iterator>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace interleave::test {

/// A descriptor for each of 0, 1 and 2; -1 is /dev/null, kClosed none at all.
struct StandardStreams
{
    int in = -1;
    int out = -1;
    int err = -1;
};
inline constexpr int kClosed = -2;

/// `prepare` runs in the new process before the program does. The descriptors in `keep` stay open.
inline ChildProcess startProgram(const char* program,
    std::vector<std::string> arguments,
    const StandardStreams& streams,
    const std::function<void()>& prepare = {},
    std::vector<int> keep = {})
{
    const std::array wanted{streams.in, streams.out, streams.err};
    const std::vector<int> given = keep;
    std::ranges::copy_if(wanted, std::back_inserter(keep), [](int fd) { return fd >= 0; });
    return startChild(
        [&] {
            const int nothing = ::open("/dev/null", O_RDWR);
            for (int number = 0; number < 3; ++number) {
                const int fd = wanted.at(static_cast<std::size_t>(number));
                if (fd == kClosed)
                    ::close(number);
                else
                    ::dup2(fd == -1 ? nothing : fd, number);
            }
            ::close(nothing);
            for (const int fd : given)
                ::fcntl(fd, F_SETFD, 0);
            ::signal(SIGINT, SIG_DFL);
            keepNoHistory();
            if (prepare)
                prepare();
            arguments.insert(arguments.begin(), std::filesystem::path(program).filename());
            std::vector<char*> argv;
            for (std::string& argument : arguments)
                argv.push_back(argument.data());
            argv.push_back(nullptr);
            ::execv(program, argv.data());
            return 127;
        },
        keep);
}

inline ChildProcess startInterleave(std::vector<std::string> arguments,
    const StandardStreams& streams,
    const std::function<void()>& prepare = {},
    const std::vector<int>& keep = {})
{
    return startProgram(INTERLEAVE_PROGRAM, std::move(arguments), streams, prepare, keep);
}

/// All that comes out of `fd` until its other end closes.
inline std::string readToEnd(const UniqueFd& fd)
{
    constexpr std::size_t kLimit = 1U << 28U;
    return readDescriptor(fd.get(), "the program's output", kLimit).value_or("(nothing)");
}

inline std::string contentOf(const std::filesystem::path& file)
{
    return readFile(file, 1U << 28U).value_or("(cannot be read)");
}

inline std::vector<std::string> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

/// Once the program has nothing to do but to wait for a reader of its output.
inline bool hasFilled(const PipeEnds& pipe, const ChildProcess& program)
{
    return eventually([&] {
        pollfd room{pipe.writer.get(), POLLOUT, 0};
        return ::poll(&room, 1, 0) == 0 && stateOf(program.pid()) == 'S';
    });
}

/// Whether one of its threads is in that system call.
inline bool isInCall(const ChildProcess& program, long call)
{
    const std::string tasks = "/proc/" + std::to_string(program.pid()) + "/task/";
    return std::ranges::any_of(filesIn(tasks), [&](const std::string& thread) {
        const std::string now = readFile(tasks + thread + "/syscall", 1U << 16U).value_or("");
        return now.starts_with(std::to_string(call) + " ");
    });
}

} // namespace interleave::test
