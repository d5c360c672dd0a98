// Pipe between real processes, whose other side is killed at any instruction.

#include "core/base/random.h"
#include "core/handles/pipe.h"
#include "tests/support/children.h"
#include "tests/support/descriptors.h"

#include <gtest/gtest.h>

#include <csignal>

namespace interleave::test {

namespace {

using Ends = std::pair<PipeEnd<std::string>, PipeEnd<std::string>>;

// A child that has only its own end, as a Process gives it.
ChildProcess startWith(Ends& ends, const std::function<int(const PipeEnd<std::string>&)>& body)
{
    auto child = ChildProcess::fork(ends.second.descriptors(), [&] { return body(ends.second); });
    EXPECT_TRUE(child.has_value());
    ends.second.close();
    return *std::move(child);
}

std::string messageOf(std::uint64_t number)
{
    std::string message(splitMix64(number) % 300'000, static_cast<char>('a' + number % 26));
    return std::to_string(number) + ' ' + message;
}

} // namespace

TEST(PipeProcesses, TalkBothWays)
{
    Ends ends = Pipe<std::string>::create().value();
    ChildProcess child = startWith(ends, [](const auto& mine) {
        while (const auto message = mine.receive())
            if (!mine.send(*message + "!"))
                return 1;
        return 0;
    });
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(ends.first.send(std::to_string(i)).has_value());
        ASSERT_EQ(ends.first.receive().value(), std::to_string(i) + "!");
    }
    ends.first.close();
    EXPECT_TRUE(waitFor(child).clean());
}

TEST(PipeProcesses, TheDeathOfTheOtherSideEndsAWaitAtOnce)
{
    Ends ends = Pipe<std::string>::create().value();
    ChildProcess child = startWith(ends, [](const auto& mine) {
        static_cast<void>(mine.send("ready"));
        for (;;)
            ::pause();
        return 0;
    });
    ASSERT_EQ(ends.first.receive().value(), "ready");
    child.signal(SIGKILL);
    const auto received = ends.first.receive();
    ASSERT_FALSE(received.has_value());
    EXPECT_EQ(received.error().kind, MessageError::Closed);
    const auto sent = ends.first.send("x");
    ASSERT_FALSE(sent.has_value());
    EXPECT_EQ(sent.error().kind, MessageError::Closed);
}

TEST(PipeProcesses, TheDeathOfTheReceiverEndsASendThatWaitsForRoom)
{
    Ends ends = Pipe<std::string>::create().value();
    ChildProcess child = startWith(ends, [](const auto& mine) {
        static_cast<void>(mine.send("ready"));
        for (;;)
            ::pause();
        return 0;
    });
    ASSERT_EQ(ends.first.receive().value(), "ready");
    ChildProcess killer = startChild([pid = child.pid()] {
        ::usleep(2'000);
        ::kill(pid, SIGKILL);
        return 0;
    });
    const auto sent = ends.first.send(std::string(10'000'000, 'x'));
    ASSERT_FALSE(sent.has_value());
    EXPECT_EQ(sent.error().kind, MessageError::Closed);
    waitFor(killer);
}

TEST(PipeProcesses, ASenderKilledAtAnyTimeTearsAndDoublesNoMessage)
{
    for (std::uint64_t kill = 0; kill < 200; ++kill) {
        Ends ends = Pipe<std::string>::create().value();
        ChildProcess child = startWith(ends, [](const auto& mine) {
            for (std::uint64_t number = 0; mine.send(messageOf(number)); ++number)
                ;
            return 0;
        });
        ChildProcess killer = startChild([&] {
            ::usleep(static_cast<useconds_t>(splitMix64(kill) % 2'000));
            ::kill(child.pid(), SIGKILL);
            return 0;
        });
        std::uint64_t number = 0;
        auto message = ends.first.receive();
        for (; message; message = ends.first.receive(), ++number)
            ASSERT_TRUE(*message == messageOf(number)) << number;
        ASSERT_EQ(message.error().kind, MessageError::Closed);
        waitFor(killer);
    }
}

} // namespace interleave::test
