#include "core/engine/wire/channel.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace interleave::test {

namespace {

struct Ends
{
    Channel a;
    Channel b;
};

Ends connected()
{
    auto pair = Channel::createPair().value();
    return {Channel(std::move(pair.first)), Channel(std::move(pair.second))};
}

} // namespace

TEST(Channel, BringsMessagesInOrder)
{
    Ends ends = connected();
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(ends.a.send({{"number", i}}));
    const auto messages = ends.b.receive();
    ASSERT_EQ(messages.size(), 10U);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(messages[static_cast<std::size_t>(i)].message["number"], i);
}

TEST(Channel, BringsADescriptorWithItsMessage)
{
    Ends ends = connected();
    const UniqueFd file(::open("/dev/zero", O_RDONLY));
    ASSERT_TRUE(ends.a.send({{"number", 1}}));
    ASSERT_TRUE(ends.a.send({{"number", 2}}, file.get()));
    ASSERT_TRUE(ends.a.send({{"number", 3}}));
    const auto messages = ends.b.receive();
    ASSERT_EQ(messages.size(), 3U);
    EXPECT_FALSE(messages[0].descriptor.valid());
    EXPECT_TRUE(messages[1].descriptor.valid());
    EXPECT_FALSE(messages[2].descriptor.valid());
    char byte = 1;
    EXPECT_EQ(::read(messages[1].descriptor.get(), &byte, 1), 1);
    EXPECT_EQ(byte, 0);
}

// Which descriptor belongs to which message is not known any more.
TEST(Channel, F283_IsClosedWhereADescriptorFindsNoRoom)
{
    EXPECT_TRUE(runInProcesses(1, [](int) {
        Ends ends = connected();
        const bool sent = ends.a.send({{"kind", "a"}}, STDIN_FILENO).has_value();
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        const auto received = ends.b.receive();
        ::_exit(sent && ends.b.closed() && received.size() <= 1 ? 0 : 1);
    }));
}

TEST(Channel, BringsAMessageThatIsLargerThanTheSocketsBuffer)
{
    Ends ends = connected();
    const std::string large(5'000'000, 'x');
    const int keep[] = {ends.a.descriptor()};
    auto child = ChildProcess::fork(keep, [&] { return ends.a.send({{"text", large}}) ? 0 : 1; });
    ASSERT_TRUE(child.has_value());
    std::vector<WireMessage> messages;
    ASSERT_TRUE(eventually([&] {
        for (WireMessage& received : ends.b.receive())
            messages.push_back(std::move(received));
        return !messages.empty();
    }));
    EXPECT_EQ(messages[0].message["text"].get<std::string>(), large);
}

TEST(Channel, IsClosedAfterTheOtherSideHasGoneButNotBeforeItsMessagesWereRead)
{
    Ends ends = connected();
    ASSERT_TRUE(ends.a.send({{"last", true}}));
    {
        const Channel gone = std::move(ends.a);
    }
    EXPECT_EQ(ends.b.receive().size(), 1U);
    EXPECT_TRUE(ends.b.closed());
}

TEST(Channel, SendingToNobodyIsAnErrorAndNoSignal)
{
    Ends ends = connected();
    {
        const Channel gone = std::move(ends.b);
    }
    const auto sent = ends.a.send({{"a", 1}});
    ASSERT_FALSE(sent.has_value());
    EXPECT_EQ(sent.error().kind, SystemError::Broken);
}

TEST(Channel, F64_GivesUpOnASideThatTakesNothingAndThenSendsNoMore)
{
    Ends ends = connected();
    ends.a.giveUpWhen([](std::chrono::nanoseconds) { return true; });
    EXPECT_EQ(
        ends.a.send({{"text", std::string(1'000'000, 'x')}}).error().kind, SystemError::Broken);
    EXPECT_TRUE(ends.b.receive().empty());
    EXPECT_FALSE(ends.a.send({{"number", 1}})) << "behind half a message";
}

// The window took all while this process stood still, and it is seen only after the time is up.
void expectToArriveThoughTheTimeIsUp(const std::string& sent)
{
    Ends ends = connected();
    std::string text;
    const auto takeAll = [&] {
        for (const WireMessage& message : ends.b.receive())
            text = message.message["text"];
    };
    ends.a.giveUpWhen([&](std::chrono::nanoseconds) {
        takeAll();
        return true;
    });
    ASSERT_TRUE(ends.a.send({{"text", sent}}));
    takeAll();
    EXPECT_TRUE(text == sent);
}

TEST(Channel, F233_TriesOnceMoreBeforeItGivesUp)
{
    // More than the socket holds, less than twice that.
    expectToArriveThoughTheTimeIsUp(std::string(300'000, 'x'));
}

TEST(Channel, F233_TriesOnceMoreAfterEachStandstill)
{
    expectToArriveThoughTheTimeIsUp(std::string(2'000'000, 'x'));
}

TEST(Channel, F255_ReceivingEndsThoughTheOtherSideWritesWithoutEnd)
{
    Ends ends = connected();
    const std::uint32_t most = Channel::kMaxMessageBytes;
    ASSERT_EQ(::write(ends.a.descriptor(), &most, sizeof most), 4);
    const std::string text(60'000, 'x');
    std::vector<ChildProcess> writers;
    for (int i = 0; i < 3; ++i)
        writers.push_back(startChild(
            [&] {
                while (::write(ends.a.descriptor(), text.data(), text.size()) > 0) { }
                return 0;
            },
            {ends.a.descriptor()}));
    EXPECT_TRUE(eventually([&] {
        static_cast<void>(ends.b.receive());
        return ends.b.closed();
    }));
}

TEST(Channel, F255_TakesNoMoreOfAMessageThanTheOtherSideMaySay)
{
    auto pair = Channel::createPair().value();
    Channel a(std::move(pair.first));
    Channel b(std::move(pair.second), 100);
    ASSERT_TRUE(a.send({{"text", "short"}}));
    EXPECT_EQ(b.receive().size(), 1U);
    ASSERT_TRUE(a.send({{"text", std::string(200, 'x')}}));
    EXPECT_TRUE(b.receive().empty());
    EXPECT_TRUE(b.closed());
}

TEST(Channel, F259_PostsWithoutWaitingWhatNobodyTakesYet)
{
    Ends ends = connected();
    ASSERT_TRUE(ends.a.post({{"text", std::string(5'000'000, 'x')}}));
    EXPECT_FALSE(ends.a.allSent());
    ASSERT_TRUE(ends.a.post({{"text", "second"}}));
    std::vector<WireMessage> messages;
    while (!ends.a.allSent()) {
        for (WireMessage& received : ends.b.receive())
            messages.push_back(std::move(received));
        ASSERT_TRUE(ends.a.flush());
    }
    for (WireMessage& received : ends.b.receive())
        messages.push_back(std::move(received));
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[1].message["text"], "second");
}

TEST(Channel, ClosesOnWhatIsNoMessage)
{
    for (const std::string_view garbage : {std::string_view("\x04\x00\x00\x00{{{{", 8),
             std::string_view("\xff\xff\xff\xff", 4),
             std::string_view("\x02\x00\x00\x00[]", 6)}) {
        Ends ends = connected();
        ASSERT_EQ(::write(ends.a.descriptor(), garbage.data(), garbage.size()),
            static_cast<ssize_t>(garbage.size()));
        EXPECT_TRUE(ends.b.receive().empty());
        EXPECT_TRUE(ends.b.closed());
    }
}

} // namespace interleave::test
