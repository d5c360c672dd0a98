// Queue between real processes, some of which are killed at any instruction.

#include "core/base/random.h"
#include "core/handles/queue.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstring>
#include <memory>

namespace interleave::test {

namespace {

constexpr std::size_t kMostMessages = 4'000'000;
constexpr int kKills = 300 / kTimesSlower;

// Which messages were made and which arrived, in memory that outlives those who are killed.
struct Account
{
    std::atomic<std::uint32_t> made{0};
    std::atomic<std::uint32_t> torn{0};
    std::array<std::atomic<std::uint8_t>, kMostMessages> arrived{};
};

// A message tells its own number and length, so that a torn one is noticed.
std::string messageOf(std::uint32_t number, std::size_t longest)
{
    std::string message(sizeof number + splitMix64(number) % longest, '\0');
    for (std::size_t i = 0; i < message.size(); ++i)
        message[i] = static_cast<char>(number + i);
    std::memcpy(message.data(), &number, sizeof number);
    return message;
}

int produce(const Queue<std::string>& queue, Account& account, std::size_t longest)
{
    for (;;) {
        const std::uint32_t number = account.made.fetch_add(1);
        if (number >= kMostMessages || !queue.put(messageOf(number, longest)))
            return 0;
    }
}

int consume(const Queue<std::string>& queue, Account& account, std::size_t longest)
{
    while (const auto message = queue.get()) {
        std::uint32_t number = 0;
        std::memcpy(&number, message->data(), sizeof number);
        if (number >= kMostMessages || *message != messageOf(number, longest))
            account.torn.fetch_add(1);
        else
            account.arrived[number].fetch_add(1);
    }
    return 0;
}

void sleepUpTo(std::uint64_t seed, std::uint64_t ns)
{
    const timespec time{0, static_cast<long>(splitMix64(seed) % ns)};
    ::nanosleep(&time, nullptr);
}

// Producers and consumers work; one of them at a time is killed and replaced.
void killStorm(std::size_t capacity, std::size_t longest, std::uint64_t seed)
{
    const auto queue = Queue<std::string>::create(capacity, 56).value();
    SharedObject<Account> account;
    const auto start = [&](std::size_t who) {
        return startChild([&, who] {
            return who % 2 == 0 ? produce(queue, *account, longest)
                                : consume(queue, *account, longest);
        });
    };
    std::vector<std::unique_ptr<ChildProcess>> children;
    for (std::size_t who = 0; who < 4; ++who)
        children.push_back(std::make_unique<ChildProcess>(start(who)));
    for (std::uint64_t kill = 0; kill < kKills; ++kill) {
        sleepUpTo(seed + kill, 2'000'000);
        const std::size_t who = splitMix64(seed * 7 + kill) % children.size();
        children[who]->signal(SIGKILL);
        waitFor(*children[who]);
        children[who] = std::make_unique<ChildProcess>(start(who));
    }
    queue.close();
    for (auto& child : children)
        ASSERT_TRUE(waitFor(*child).clean());

    std::uint32_t lost = 0;
    const std::uint32_t made = std::min<std::uint32_t>(account->made, kMostMessages);
    for (std::uint32_t number = 0; number < made; ++number) {
        ASSERT_LE(account->arrived[number], 1) << "message " << number << " came twice";
        lost += account->arrived[number] == 0 ? 1U : 0U;
    }
    EXPECT_EQ(account->torn, 0U);
    EXPECT_EQ(queue.size(), 0U);
    EXPECT_GT(made, kKills);
    // Each killed process had one in its hands, each producer that found the queue closed too.
    EXPECT_LE(lost, kKills + 2U);
}

} // namespace

TEST(QueueProcesses, PassMessagesOfAnySize)
{
    const auto queue = Queue<std::vector<int>>::create(4).value();
    ChildProcess producer = startChild([&] {
        for (int size = 0; size < 100'000; size = size * 3 + 1)
            if (!queue.put(std::vector<int>(static_cast<std::size_t>(size), size)))
                return 1;
        return 0;
    });
    for (int size = 0; size < 100'000; size = size * 3 + 1)
        ASSERT_EQ(queue.get().value(), std::vector<int>(static_cast<std::size_t>(size), size));
    EXPECT_TRUE(waitFor(producer).clean());
}

TEST(QueueProcesses, AStormOfKillsLosesOnlyWhatTheDeadHadInTheirHands)
{
    killStorm(16, 100, 1);
}

TEST(QueueProcesses, AStormOfKillsTearsNoMessageThatIsLargerThanTheQueue)
{
    killStorm(3, 2'000, 2);
}

TEST(QueueProcesses, F367_ClosedIsTheEndAlsoWhereAProducerWasStoppedInTheMiddleOfAMessage)
{
    const auto queue = Queue<std::string>::create(2, 56).value();
    ChildProcess producer = startChild([&] {
        const auto put = queue.put(std::string(100'000, 'x'));
        return !put && put.error().kind == MessageError::Closed ? 0 : 1;
    });
    ASSERT_TRUE(eventually([&] { return stateOf(producer.pid()) == 'S'; }));
    producer.signal(SIGSTOP);
    ASSERT_TRUE(eventually([&] { return stateOf(producer.pid()) == 'T'; }));
    ChildProcess consumer = startChild([&] {
        const auto message = queue.get();
        return !message && message.error().kind == MessageError::Closed ? 0 : 1;
    });
    queue.close();
    EXPECT_TRUE(waitFor(consumer).clean());
    producer.signal(SIGCONT);
    EXPECT_TRUE(waitFor(producer).clean());
}

TEST(QueueProcesses, AConsumerKilledWhileItWaitsLeavesTheNextMessageToOthers)
{
    const auto queue = Queue<int>::create(4).value();
    SharedObject<std::atomic<int>> waiting;
    const auto consumer = [&] {
        waiting->fetch_add(1);
        return queue.get() ? 0 : 1;
    };
    ChildProcess doomed = startChild(consumer);
    ASSERT_TRUE(eventually([&] { return *waiting == 1; }));
    ChildProcess heir = startChild(consumer);
    ASSERT_TRUE(eventually([&] { return *waiting == 2; }));
    doomed.signal(SIGKILL);
    waitFor(doomed);
    ASSERT_TRUE(queue.put(1).has_value());
    EXPECT_TRUE(waitFor(heir).clean());
}

} // namespace interleave::test
