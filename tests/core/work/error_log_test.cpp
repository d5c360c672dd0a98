// The words of failures, also of those that the log itself has no room for.

#include "core/ipc/shared_memory.h"
#include "core/work/error_log.h"
#include "tests/support/shared_object.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace interleave::test {

namespace {

std::map<std::uint64_t, std::string> contentsOf(const ErrorLog& log, ErrorLog::More more)
{
    std::map<std::uint64_t, std::string> contents;
    log.forEach(
        UINT64_MAX,
        [&](std::optional<std::uint64_t> task, std::string_view message) {
            contents[task.value()] = message;
        },
        more);
    return contents;
}

} // namespace

TEST(ErrorLogMore, F74_KeepsAllMessagesWhereThereIsMoreRoom)
{
    constexpr std::uint64_t kTasks = 1'000;
    SharedObject<ErrorLog> log;
    SharedMemory memory = SharedMemory::create("test", kTasks * sizeof(ErrorLog::Entry)).value();
    const ErrorLog::More more = memory.objects<ErrorLog::Entry>(0, kTasks - ErrorLog::kEntries);
    for (std::uint64_t task = 0; task < kTasks + 10; ++task)
        log->append(task, "task " + std::to_string(task), more);
    const auto contents = contentsOf(*log, more);
    ASSERT_EQ(contents.size(), kTasks);
    for (std::uint64_t task = 0; task < kTasks; ++task)
        EXPECT_EQ(contents.at(task), "task " + std::to_string(task));
}

TEST(ErrorLogMore, F74_OfALongMessageTheReasonStays)
{
    SharedObject<ErrorLog> log;
    log->append(0, "cannot read /" + std::string(4'000, 'p') + ": it is no picture");
    const auto contents = contentsOf(*log, {});
    EXPECT_EQ(contents.at(0).size(), ErrorLog::kMessageBytes);
    EXPECT_THAT(contents.at(0), testing::StartsWith("cannot read /ppp"));
    EXPECT_THAT(contents.at(0), testing::EndsWith("ppp: it is no picture"));
}

} // namespace interleave::test
