#include "core/ipc/message_socket.h"
#include "core/process/event_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

} // namespace
} // namespace interleave
