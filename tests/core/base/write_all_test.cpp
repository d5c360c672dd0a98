#include "core/base/unique_fd.h"
#include "core/base/write_all.h"

#include <gtest/gtest.h>

#include <array>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace interleave::test {

namespace {

struct FullPipe
{
    UniqueFd reader{};
    UniqueFd writer{};
};

// Its writer's end blocks, its reader's does not.
FullPipe fullPipe()
{
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
    const std::string page(4096, 'x');
    while (::write(ends[1], page.data(), page.size()) > 0) { }
    ::fcntl(ends[1], F_SETFL, 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

bool drainAPage(const UniqueFd& reader)
{
    std::array<char, 4096> bytes{};
    return ::read(reader.get(), bytes.data(), bytes.size()) > 0;
}

void drain(const UniqueFd& reader)
{
    while (drainAPage(reader)) { }
}

} // namespace

// The reader took all while this process stood still, and it is seen only after the time is up.
TEST(WriteAll, F233_TriesOnceMoreBeforeItGivesUp)
{
    const FullPipe pipe = fullPipe();
    const auto written = writeAll(pipe.writer.get(), "a line\n", "write", [&](auto) {
        drain(pipe.reader);
        return true;
    });
    EXPECT_TRUE(written) << written.error().message;
}

// Two standstills, each of which the reader ends with a page.
TEST(WriteAll, F233_TriesOnceMoreAfterEachStandstill)
{
    const FullPipe pipe = fullPipe();
    int asked = 0;
    const std::string twoPages(8192, 'y');
    const auto written = writeAll(pipe.writer.get(), twoPages, "write", [&](auto) {
        if (++asked == 2)
            return false; // the first page was taken
        drainAPage(pipe.reader);
        return true;
    });
    EXPECT_TRUE(written) << written.error().message;
    EXPECT_EQ(asked, 3);
}

TEST(WriteAll, F233_GivesUpOnAReaderThatSleeps)
{
    const FullPipe pipe = fullPipe();
    int asked = 0;
    const auto written = writeAll(pipe.writer.get(), "a line\n", "write it", [&](auto) {
        ++asked;
        return true;
    });
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message, "cannot write it: whoever reads it takes nothing");
    EXPECT_EQ(asked, 2);
}

} // namespace interleave::test
