#include "core/ipc/message_socket.h"
#include "core/process/event_loop.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

using testing::ElementsAre;

TEST(EventLoop, DoesNotSpinAtASocketWhoseOtherEndHasGone)
{
    EventLoop loop = EventLoop::create().value();
    auto ends = MessageSocket::createPair().value();
    std::vector<std::string> heard;
    int calls = 0;
    const auto watched = loop.watch(ends.first.descriptor(), [&] {
        ++calls;
        while (const auto message = ends.first.tryReceive())
            heard.push_back(message->bytes);
    });
    ASSERT_TRUE(watched);
    ASSERT_TRUE(ends.second.send("the last"));
    ends.second.close();
    for (int i = 0; i < 100; ++i)
        loop.handleReady();
    EXPECT_THAT(heard, ElementsAre("the last"));
    EXPECT_LE(calls, 2);
}

TEST(EventLoop, HearsWhatComesBeforeAndWithTheEnd)
{
    EventLoop loop = EventLoop::create().value();
    auto ends = MessageSocket::createPair().value();
    std::vector<std::string> heard;
    const auto watched = loop.watch(ends.first.descriptor(), [&] {
        while (const auto message = ends.first.tryReceive())
            heard.push_back(message->bytes);
    });
    ASSERT_TRUE(watched);
    ASSERT_TRUE(ends.second.send("first"));
    loop.handleReady();
    loop.handleReady();
    EXPECT_THAT(heard, ElementsAre("first"));
    ASSERT_TRUE(ends.second.send("second"));
    loop.handleReady();
    EXPECT_THAT(heard, ElementsAre("first", "second"));
    ASSERT_TRUE(ends.second.send("third"));
    ends.second.close();
    loop.handleReady();
    EXPECT_THAT(heard, ElementsAre("first", "second", "third"));
}

std::atomic<int> interruptions = 0;

void countInterruption(int)
{
    ++interruptions;
}

// Where there is no room the ring waits for it, and a signal ends the call.
TEST(Doorbell, F161_RingsAlsoWhereASignalEndsTheCall)
{
    struct sigaction action
    {
    };
    action.sa_handler = countInterruption;
    struct sigaction before
    {
    };
    ::sigaction(SIGUSR1, &action, &before);
    constexpr std::uint64_t kFull = ~std::uint64_t{0} - 1;
    const UniqueFd waits(::eventfd(0, EFD_CLOEXEC));
    ASSERT_EQ(::eventfd_write(waits.get(), kFull), 0);
    const Doorbell bell(UniqueFd(::dup(waits.get())));
    std::atomic<pid_t> ringing = 0;
    std::thread ringer([&] {
        ringing = ::gettid();
        bell.ring();
    });
    EXPECT_TRUE(test::eventually([&] { return ringing != 0 && test::stateOf(ringing) == 'S'; }));
    ::pthread_kill(ringer.native_handle(), SIGUSR1);
    EXPECT_TRUE(test::eventually([] { return interruptions > 0; }));
    std::uint64_t count = 0;
    EXPECT_EQ(::eventfd_read(waits.get(), &count), 0);
    ringer.join();
    ::fcntl(waits.get(), F_SETFL, O_NONBLOCK);
    EXPECT_EQ(::eventfd_read(waits.get(), &count), 0) << "the ring was lost";
    ::sigaction(SIGUSR1, &before, nullptr);
}

} // namespace
TEST(Timer, TellsWhetherItHasRunOutSinceItWasStartedAnew)
{
    const Timer timer = Timer::create().value();
    timer.startOnce(1);
    pollfd readable{timer.descriptor(), POLLIN, 0};
    ASSERT_EQ(::poll(&readable, 1, -1), 1);
    timer.startOnce(1'000'000'000'000);
    EXPECT_FALSE(timer.acknowledge());
    timer.startOnce(1);
    ASSERT_EQ(::poll(&readable, 1, -1), 1);
    EXPECT_TRUE(timer.acknowledge());
}

} // namespace interleave
