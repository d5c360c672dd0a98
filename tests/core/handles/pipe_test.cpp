// Pipe with threads, which the thread sanitizer sees; pipe_processes_test.cpp has the processes.

#include "core/handles/pipe.h"
#include "tests/core/handles/message_error_of.h"
#include "tests/support/descriptors.h"

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <thread>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

} // namespace

TEST(Pipe, BothSidesSendAndReceive)
{
    const auto [left, right] = Pipe<std::string>::create().value();
    ASSERT_TRUE(left.send("from the left").has_value());
    ASSERT_TRUE(right.send("from the right").has_value());
    EXPECT_EQ(right.receive().value(), "from the left");
    EXPECT_EQ(left.receive().value(), "from the right");
}

TEST(Pipe, MessagesOfAnySizePassWholeAndInOrder)
{
    const auto [left, right] = Pipe<std::string>::create().value();
    const std::vector<std::size_t> sizes{0, 1, 65'535, 65'536, 65'537, 131'072, 5'000'000, 3};
    std::thread sender([&left = left, &sizes] {
        for (const std::size_t size : sizes)
            ASSERT_TRUE(left.send(std::string(size, static_cast<char>(size % 251))).has_value());
    });
    for (const std::size_t size : sizes)
        EXPECT_TRUE(right.receive().value() == std::string(size, static_cast<char>(size % 251)));
    sender.join();
}

TEST(Pipe, WaitsNoLongerThanTheTimeOut)
{
    const auto [left, right] = Pipe<int>::create().value();
    EXPECT_EQ(errorOf(right.receive(2ms)), MessageError::TimedOut);
    ASSERT_TRUE(left.send(1, 2ms).has_value());
    EXPECT_EQ(right.receive(2ms).value(), 1);
    while (left.send(2, 0ms))
        ;
    EXPECT_EQ(errorOf(left.send(3, 2ms)), MessageError::TimedOut) << "it is full";
}

TEST(Pipe, ATimeOutInTheMiddleOfAMessageLosesNothing)
{
    const auto [left, right] = Pipe<std::string>::create().value();
    const std::string large(5'000'000, 'x');
    std::thread sender([&left = left, &large] { EXPECT_TRUE(left.send(large).has_value()); });
    auto received = right.receive(0ns);
    for (; !received; received = right.receive(100us))
        ASSERT_EQ(errorOf(received), MessageError::TimedOut);
    EXPECT_TRUE(*received == large);
    sender.join();
}

TEST(Pipe, AMessageThatWasHalfSentIsNeverReceived)
{
    const auto [left, right] = Pipe<std::string>::create().value();
    EXPECT_EQ(errorOf(left.send(std::string(5'000'000, 'x'), 2ms)), MessageError::TimedOut);
    EXPECT_EQ(errorOf(right.receive(0ns)), MessageError::TimedOut);
    ASSERT_TRUE(left.send("whole").has_value());
    EXPECT_EQ(right.receive().value(), "whole");
}

TEST(Pipe, PollTellsWhetherAMessageIsThere)
{
    const auto [left, right] = Pipe<int>::create().value();
    EXPECT_FALSE(right.poll());
    EXPECT_FALSE(right.poll(2ms));
    ASSERT_TRUE(left.send(1).has_value());
    EXPECT_TRUE(right.poll());
    EXPECT_TRUE(right.poll()) << "polling takes nothing";
    EXPECT_EQ(right.receive().value(), 1);
    left.close();
    EXPECT_TRUE(right.poll()) << "the end can be read";
}

TEST(Pipe, WhatWasSentBeforeTheEndStillArrives)
{
    const auto [left, right] = Pipe<int>::create().value();
    ASSERT_TRUE(right.send(9).has_value()); // unread when the left side goes
    ASSERT_TRUE(left.send(1).has_value());
    ASSERT_TRUE(left.send(2).has_value());
    left.close();
    EXPECT_EQ(right.receive().value(), 1);
    EXPECT_EQ(right.receive().value(), 2);
    EXPECT_EQ(errorOf(right.receive()), MessageError::Closed);
    EXPECT_EQ(errorOf(right.send(1)), MessageError::Closed);
}

TEST(Pipe, AClosedEndCanNeitherSendNorReceive)
{
    const auto [left, right] = Pipe<int>::create().value();
    left.close();
    EXPECT_EQ(errorOf(left.send(1)), MessageError::Closed);
    EXPECT_EQ(errorOf(left.receive()), MessageError::Closed);
    EXPECT_TRUE(left.descriptors().empty());
}

TEST(Pipe, AMessageThatCannotBeReadIsOneErrorAndTheNextIsFine)
{
    const auto [left, right] = Pipe<bool>::create().value();
    // A bool with the value 2, in the packet of an honest one.
    ASSERT_TRUE(left.send(true).has_value());
    const int receiver = right.descriptors().front();
    std::array<char, 100> packet{};
    const auto bytes = ::recv(receiver, packet.data(), packet.size(), 0);
    ASSERT_GT(bytes, 0);
    packet[static_cast<std::size_t>(bytes) - 1] = 2;
    const auto damaged = static_cast<std::size_t>(bytes);
    ASSERT_EQ(::send(left.descriptors().front(), packet.data(), damaged, 0), bytes);
    ASSERT_EQ(::send(left.descriptors().front(), "stray", 5, 0), 5);
    ASSERT_TRUE(left.send(true).has_value());
    EXPECT_EQ(errorOf(right.receive()), MessageError::NotRead);
    EXPECT_EQ(errorOf(right.receive()), MessageError::NotRead);
    EXPECT_EQ(right.receive().value(), true);
}

TEST(Pipe, ManyThreadsShareAnEndWithoutMixingMessages)
{
    const auto [left, right] = Pipe<std::string>::create().value();
    std::vector<std::thread> senders;
    for (char name : {'a', 'b', 'c'})
        senders.emplace_back([&left = left, name] {
            for (std::size_t i = 0; i < 40; ++i)
                ASSERT_TRUE(left.send(std::string(1 + i * 5'000, name)).has_value());
        });
    std::atomic<int> received{0};
    std::vector<std::thread> receivers;
    for (int i = 0; i < 2; ++i)
        receivers.emplace_back([&right = right, &received] {
            while (const auto message = right.receive()) {
                EXPECT_TRUE(*message == std::string(message->size(), message->front()));
                ++received;
            }
        });
    for (std::thread& thread : senders)
        thread.join();
    left.close();
    for (std::thread& thread : receivers)
        thread.join();
    EXPECT_EQ(received, 120);
}

TEST(Pipe, AnotherHandleIsTheSameEnd)
{
    const auto [left, right] = Pipe<int>::create().value();
    const auto other = PipeEnd<int>::attach(duplicates(right)).value();
    ASSERT_TRUE(left.send(1).has_value());
    EXPECT_EQ(other.receive().value(), 1);
}

TEST(Pipe, DescriptorsOfAnythingElseAreRefused)
{
    EXPECT_FALSE(PipeEnd<int>::attach({}).has_value());
    std::vector<UniqueFd> descriptors;
    descriptors.emplace_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_FALSE(PipeEnd<int>::attach(std::move(descriptors)).has_value());
}

TEST(Pipe, AnEndOfAnotherTypeReceivesAnError)
{
    const auto [left, right] = Pipe<int>::create().value();
    const auto wrong = PipeEnd<float>::attach(duplicates(right)).value();
    ASSERT_TRUE(left.send(1).has_value());
    EXPECT_EQ(errorOf(wrong.receive()), MessageError::NotRead);
}

} // namespace interleave::test
