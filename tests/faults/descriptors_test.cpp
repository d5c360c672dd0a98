// Descriptors that are used up while they are handed over, and that a map with many deaths keeps.

#include "core/ipc/message_socket.h"
#include "core/pool/pool.h"
#include "core/process/context.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave {
namespace {

using testing::HasSubstr;

// From now on no descriptor is to be had, until `limit` is set again.
rlimit takeAllDescriptors()
{
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const int next = ::dup(STDIN_FILENO); // the lowest that is free
    ::close(next);
    const rlimit none{static_cast<rlim_t>(next), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    return before;
}

// The limit under which `process` can open so many more.
rlim_t limitThatLeaves(int free, pid_t process)
{
    const std::string folder = "/proc/" + std::to_string(process) + "/fd/";
    rlim_t limit = 0;
    for (; free > 0; ++limit)
        free -= std::filesystem::is_symlink(folder + std::to_string(limit)) ? 0 : 1;
    return limit;
}

std::string textThatKillsAtOddItems(int n)
{
    if (n % 2 != 0)
        ::raise(SIGKILL);
    return std::string(100, 'x') + std::to_string(n);
}

TEST(Descriptors, F48_AMapKeepsNoneOfTheWorkersThatDied)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        const rlimit few{64, 64};
        ::setrlimit(RLIMIT_NOFILE, &few);
        Pool pool = Pool::create({.workers = 2}).value();
        const auto results
            = pool.mapEach(textThatKillsAtOddItems, std::views::iota(0, 200), {.chunk = 2});
        for (int n = 0; n < 200; ++n) {
            const auto& result = results.at(static_cast<std::size_t>(n));
            const bool right = n % 2 == 0
                ? result == std::string(100, 'x') + std::to_string(n)
                : !result && result.error().kind == TaskFailureKind::Killed;
            if (!right)
                ::_exit(1);
        }
    }));
}

// It lies in memory that the workers have already, also after maps whose workers have died.
TEST(Descriptors, F48_ASmallMapNeedsNone)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        constexpr std::uint64_t kMaps = 12;
        Pool pool = Pool::create({.workers = 2}).value();
        const auto dieAtFive = [](int n) {
            if (n == 5)
                ::raise(SIGKILL);
            return n;
        };
        for (std::uint64_t map = 0; map < kMaps; ++map)
            static_cast<void>(pool.mapEach(dieAtFive, std::views::iota(0, 10)));
        const bool replaced
            = test::eventually([&] { return pool.replaced() == kMaps && pool.pids().size() == 2; });
        takeAllDescriptors();
        const auto mapped = pool.map([](int n) { return n; }, std::views::iota(0, 10));
        ::_exit(replaced && mapped && mapped->back() == 9 ? 0 : 1);
    }));
}

TEST(Descriptors, F48_AMessageSaysThatDescriptorsOfItFoundNoRoom)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        const auto ends = MessageSocket::createPair().value();
        const int sent = STDIN_FILENO;
        const bool one = ends.first.send("all", std::span(&sent, 1)).has_value();
        const auto whole = ends.second.receive();
        const bool two = ends.first.send("none", std::span(&sent, 1)).has_value();
        takeAllDescriptors();
        const auto cut = ends.second.receive();
        ::_exit(one && two && whole && !whole->cut && cut && cut->cut ? 0 : 1);
    }));
}

TEST(Descriptors, F48_AResultThatFindsNoDescriptorFailsItsTaskAndSaysWhy)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        Pool pool = Pool::create({.workers = 1}).value();
        const auto large = [] { return std::string(100'000, 'x'); };
        const rlimit before = takeAllDescriptors();
        const auto lost = pool.apply(large);
        ::setrlimit(RLIMIT_NOFILE, &before);
        const auto next = pool.apply(large);
        const bool told = !lost && lost.error().kind == TaskFailureKind::ResultNotRead
            && lost.error().message.find("ulimit -n") != std::string::npos;
        pool.terminate();
        ::_exit(told && next && next->size() == 100'000 ? 0 : 1);
    }));
}

TEST(Descriptors, F48_APlaceThatCouldNotBeFilledAndIsNoLongerWantedIsNotWaitedFor)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        Pool pool = Pool::create({.workers = 2}).value();
        const std::vector<pid_t> pids = pool.pids();
        takeAllDescriptors();
        ::kill(pids.at(1), SIGKILL);
        const bool stayedEmpty = test::eventually([&] { return pool.pids().size() == 1; });
        pool.resize(1);
        ::kill(pids.at(0), SIGKILL);
        const bool nobodyIsLeft = test::eventually([&] { return pool.pids().empty(); });
        const auto result = pool.apply([] { return 1; });
        const bool told = !result && result.error().kind == TaskFailureKind::NoWorker;
        ::_exit(stayedEmpty && nobodyIsLeft && told ? 0 : 1);
    }));
}

TEST(Descriptors, F48_AForkServerWithoutRoomForThemStartsNothingAndSaysWhy)
{
    const auto context = Context::create(StartMethod::ForkServer).value();
    const ChildEntry entry{
        .function = [](std::string_view,
                        std::vector<UniqueFd> given) { return static_cast<int>(given.size()); },
        .descriptors = std::vector<int>(20, STDIN_FILENO)};
    auto first = context->start(entry);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(test::waitFor(*first).code, 20);
    rlimit before{};
    ASSERT_EQ(::prlimit(context->serverPid(), RLIMIT_NOFILE, nullptr, &before), 0);
    const rlimit few{10, before.rlim_max};
    ASSERT_EQ(::prlimit(context->serverPid(), RLIMIT_NOFILE, &few, nullptr), 0);
    const auto refused = context->start(entry);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, SystemError::OutOfDescriptors);
    EXPECT_THAT(refused.error().message, HasSubstr("ulimit -n"));
    ASSERT_EQ(::prlimit(context->serverPid(), RLIMIT_NOFILE, &before, nullptr), 0);
    auto again = context->start(entry);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(test::waitFor(*again).code, 20);
}

// It takes the entry's, and has none left to watch the child by.
TEST(Descriptors, F48_AForkServerWithoutRoomForAPidfdSaysThatToo)
{
    const auto context = Context::create(StartMethod::ForkServer).value();
    const ChildEntry entry{.function = [](std::string_view, std::vector<UniqueFd>) { return 5; }};
    auto first = context->start(entry);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(test::waitFor(*first).code, 5);
    rlimit before{};
    const pid_t server = context->serverPid();
    ASSERT_EQ(::prlimit(server, RLIMIT_NOFILE, nullptr, &before), 0);
    constexpr int kOfTheEntry = 2; // its life line and its bytes
    const rlimit few{limitThatLeaves(kOfTheEntry, server), before.rlim_max};
    ASSERT_EQ(::prlimit(server, RLIMIT_NOFILE, &few, nullptr), 0);
    const auto refused = context->start(entry);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, SystemError::OutOfDescriptors);
    EXPECT_THAT(refused.error().message, HasSubstr("ulimit -n"));
    ASSERT_EQ(::prlimit(server, RLIMIT_NOFILE, &before, nullptr), 0);
    auto again = context->start(entry);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(test::waitFor(*again).code, 5);
}

} // namespace
} // namespace interleave
