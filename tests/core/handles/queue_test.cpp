// Queue with threads, which the thread sanitizer sees; queue_processes_test.cpp has the processes.

#include "core/handles/queue.h"
#include "tests/core/handles/message_error_of.h"
#include "tests/support/descriptors.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <thread>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

std::string text(std::size_t length, unsigned seed)
{
    std::string bytes(length, '\0');
    for (std::size_t i = 0; i < length; ++i)
        bytes[i] = static_cast<char>('a' + (seed + i * 7) % 26);
    return bytes;
}

} // namespace

TEST(Queue, GivesBackInTheOrderInWhichItGot)
{
    const auto queue = Queue<int>::create(3).value();
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 3; ++i)
            ASSERT_TRUE(queue.tryPut(i).has_value());
        for (int i = 0; i < 3; ++i)
            ASSERT_EQ(queue.get().value(), i);
    }
}

TEST(Queue, IsFullAtItsCapacityAndEmptyAtZero)
{
    const auto queue = Queue<int>::create(3).value();
    EXPECT_EQ(queue.capacity(), 3U);
    EXPECT_EQ(errorOf(queue.tryGet()), MessageError::WouldWait);
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(queue.put(i).has_value());
    EXPECT_EQ(queue.size(), 3U);
    EXPECT_EQ(errorOf(queue.tryPut(4)), MessageError::WouldWait);
    EXPECT_EQ(queue.size(), 3U);
}

TEST(Queue, WaitsNoLongerThanTheTimeOut)
{
    const auto queue = Queue<int>::create(1).value();
    EXPECT_EQ(errorOf(queue.get(2ms)), MessageError::TimedOut);
    ASSERT_TRUE(queue.put(1).has_value());
    EXPECT_EQ(errorOf(queue.put(2, 2ms)), MessageError::TimedOut);
    EXPECT_EQ(queue.get(2ms).value(), 1);
}

TEST(Queue, TakesWhateverCanBeSent)
{
    const auto queue = Queue<std::map<std::string, std::vector<int>>>::create(4).value();
    const std::map<std::string, std::vector<int>> value{{"a", {1, 2}}, {"b", {}}};
    ASSERT_TRUE(queue.put(value).has_value());
    EXPECT_EQ(queue.get().value(), value);
}

TEST(Queue, AMessageThatDoesNotFitOneCellTakesSeveral)
{
    const auto queue = Queue<std::string>::create(8, 24).value();
    for (unsigned round = 0; round < 50; ++round) {
        ASSERT_TRUE(queue.tryPut(text(100, round)).has_value());
        ASSERT_TRUE(queue.tryPut("x").has_value());
        EXPECT_EQ(queue.size(), 2U);
        ASSERT_EQ(queue.get().value(), text(100, round));
        ASSERT_EQ(queue.get().value(), "x");
    }
}

TEST(Queue, AMessageLargerThanTheQueuePassesThroughIt)
{
    const auto queue = Queue<std::string>::create(3, 24).value();
    for (const std::size_t length : {70U, 90U, 100U, 101U, 4'096U, 1'000'000U}) {
        std::thread producer([&] { EXPECT_TRUE(queue.put(text(length, 3)).has_value()); });
        EXPECT_TRUE(queue.get().value() == text(length, 3)) << length;
        producer.join();
        EXPECT_EQ(queue.size(), 0U);
    }
}

TEST(Queue, AMessageLargerThanTheQueueThatNobodyTakesLeavesNothingBehind)
{
    const auto queue = Queue<std::string>::create(3, 24).value();
    EXPECT_EQ(errorOf(queue.tryPut(text(1'000, 1))), MessageError::WouldWait);
    EXPECT_EQ(errorOf(queue.put(text(1'000, 1), 2ms)), MessageError::TimedOut);
    EXPECT_EQ(queue.size(), 0U);
    ASSERT_TRUE(queue.tryPut("next").has_value());
    EXPECT_EQ(queue.get().value(), "next");

    EXPECT_EQ(errorOf(queue.put(text(1'000, 1), 2ms)), MessageError::TimedOut);
    EXPECT_EQ(errorOf(queue.tryGet()), MessageError::WouldWait);
}

TEST(Queue, ClosedItGivesWhatIsInItAndThenEnds)
{
    const auto queue = Queue<int>::create(3).value();
    ASSERT_TRUE(queue.put(1).has_value());
    queue.close();
    EXPECT_TRUE(queue.isClosed());
    EXPECT_EQ(errorOf(queue.put(2)), MessageError::Closed);
    EXPECT_EQ(queue.get().value(), 1);
    EXPECT_EQ(errorOf(queue.get()), MessageError::Closed);
    EXPECT_EQ(errorOf(queue.tryGet()), MessageError::Closed);
}

TEST(Queue, ClosingEndsAllWaiting)
{
    const auto empty = Queue<int>::create(1).value();
    const auto full = Queue<int>::create(1).value();
    ASSERT_TRUE(full.put(1).has_value());
    std::vector<std::thread> waiting;
    for (int i = 0; i < 3; ++i) {
        waiting.emplace_back([&] { EXPECT_EQ(errorOf(empty.get()), MessageError::Closed); });
        waiting.emplace_back([&] { EXPECT_EQ(errorOf(full.put(2)), MessageError::Closed); });
    }
    empty.close();
    full.close();
    for (std::thread& thread : waiting)
        thread.join();
}

TEST(Queue, LosesAndDoublesNothingBetweenThreads)
{
    constexpr unsigned kParties = 3;
    constexpr unsigned kEach = 5'000;
    const auto queue = Queue<unsigned>::create(16).value();
    std::vector<std::atomic<unsigned>> seen(kParties * kEach);
    std::vector<std::thread> consumers;
    std::vector<std::thread> producers;
    for (unsigned party = 0; party < kParties; ++party) {
        producers.emplace_back([&, party] {
            for (unsigned i = 0; i < kEach; ++i)
                ASSERT_TRUE(queue.put(party * kEach + i).has_value());
        });
        consumers.emplace_back([&] {
            while (const auto value = queue.get())
                seen[*value].fetch_add(1);
        });
    }
    for (std::thread& thread : producers)
        thread.join();
    queue.close();
    for (std::thread& thread : consumers)
        thread.join();
    for (std::size_t i = 0; i < seen.size(); ++i)
        ASSERT_EQ(seen[i], 1U) << i;
}

TEST(Queue, KeepsTheOrderOfOneProducer)
{
    const auto queue = Queue<int>::create(4).value();
    std::thread producer([&] {
        for (int i = 0; i < 20'000; ++i)
            ASSERT_TRUE(queue.put(i).has_value());
    });
    for (int i = 0; i < 20'000; ++i)
        ASSERT_EQ(queue.get().value(), i);
    producer.join();
}

TEST(Queue, LargeAndSmallMessagesOfManyThreadsDoNotMix)
{
    const auto queue = Queue<std::string>::create(8, 56).value();
    std::vector<std::thread> producers;
    for (unsigned seed = 0; seed < 3; ++seed)
        producers.emplace_back([&, seed] {
            for (std::size_t i = 0; i < 300; ++i)
                ASSERT_TRUE(queue.put(text(1 + i * 7 % 2'000, seed)).has_value());
        });
    for (int i = 0; i < 900; ++i) {
        const std::string got = queue.get().value();
        const auto seed = static_cast<unsigned>(got.front() - 'a');
        ASSERT_TRUE(got == text(got.size(), seed));
    }
    for (std::thread& thread : producers)
        thread.join();
}

TEST(Queue, AnotherHandleIsTheSameQueue)
{
    const auto queue = Queue<int>::create(3).value();
    const auto other = Queue<int>::attach(duplicates(queue)).value();
    ASSERT_TRUE(queue.put(5).has_value());
    EXPECT_EQ(other.capacity(), 3U);
    EXPECT_EQ(other.get().value(), 5);
}

TEST(Queue, DescriptorsOfAnythingElseAreRefused)
{
    const auto queue = Queue<int>::create(3).value();
    EXPECT_FALSE(Queue<long>::attach(duplicates(queue)).has_value());
    EXPECT_FALSE(Queue<int>::attach({}).has_value());

    std::vector<UniqueFd> pipes(1);
    pipes[0] = UniqueFd(::open("/dev/null", O_RDWR | O_CLOEXEC));
    EXPECT_FALSE(Queue<int>::attach(std::move(pipes)).has_value());

    auto zeroes = SharedMemory::create("test", 1'000).value();
    std::vector<UniqueFd> descriptors;
    descriptors.push_back(duplicate(zeroes.descriptor()));
    EXPECT_FALSE(Queue<int>::attach(std::move(descriptors)).has_value());
}

TEST(Queue, MemoryShorterThanItClaimsIsRefused)
{
    const auto queue = Queue<int>::create(3).value();
    auto whole = SharedMemory::attach(duplicate(queue.descriptors().front())).value();
    for (std::size_t bytes = 1; bytes < whole.size(); bytes += 7) {
        auto part = SharedMemory::create("test", bytes).value();
        std::copy_n(whole.bytes(), bytes, part.bytes());
        std::vector<UniqueFd> descriptors;
        descriptors.push_back(duplicate(part.descriptor()));
        ASSERT_FALSE(Queue<int>::attach(std::move(descriptors)).has_value()) << bytes;
    }
}

TEST(Queue, ACapacityThatCannotBeIsAnError)
{
    EXPECT_FALSE(Queue<int>::create(0).has_value());
    EXPECT_FALSE(Queue<int>::create(~std::size_t{0}).has_value());
    EXPECT_FALSE((Queue<int>::create(1, ~std::size_t{0}).has_value()));
}

} // namespace interleave::test
