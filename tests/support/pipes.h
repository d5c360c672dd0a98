// Pipes between a test and what it starts.
#pragma once

#include "core/base/unique_fd.h"

#include <gtest/gtest.h>

#include <array>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace interleave::test {

struct PipeEnds
{
    UniqueFd reader{};
    UniqueFd writer{};
};

inline PipeEnds makePipe(int flags = 0)
{
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC | flags), 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

/// A pipe without room: whoever writes to it waits.
inline PipeEnds makeFullPipe()
{
    PipeEnds ends = makePipe();
    ::fcntl(ends.writer.get(), F_SETFL, O_NONBLOCK);
    const std::string block(4096, ' ');
    while (::write(ends.writer.get(), block.data(), block.size()) > 0) { }
    ::fcntl(ends.writer.get(), F_SETFL, 0);
    return ends;
}

} // namespace interleave::test
