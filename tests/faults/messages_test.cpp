// F7, F8, F10 to F12, F28, F29: what may go wrong while values travel between processes.

#include "core/base/random.h"
#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kKills = 200;

// Told to throw when it is written, or when it is read.
struct Touchy
{
    int throwsWhen = 0; // 1 when written, 2 when read

    template <class Archive>
    void save(Archive& archive) const
    {
        if (throwsWhen == 1)
            throw std::runtime_error("not to be written");
        archive(throwsWhen);
    }
    template <class Archive>
    void load(Archive& archive)
    {
        archive(throwsWhen);
        if (throwsWhen == 2)
            throw std::runtime_error("not to be read");
    }
};

void killSoon(ChildProcess& child, std::uint64_t seed)
{
    ::usleep(static_cast<useconds_t>(splitMix64(seed) % 1'500));
    child.signal(SIGKILL);
    waitFor(child);
}

std::vector<std::uint32_t> messageOf(std::uint32_t number)
{
    return std::vector<std::uint32_t>(1 + splitMix64(number) % 2'000, number);
}

} // namespace

TEST(Faults, F07_AProducerKilledWhileItWritesLeavesNothingTorn)
{
    // Mostly larger than the queue, so that most kills hit the middle of a message.
    const auto queue = Queue<std::vector<std::uint32_t>>::create(8, 120).value();
    SharedObject<std::atomic<std::uint32_t>> made;
    ChildProcess consumer = startChild([&] {
        std::int64_t last = -1;
        while (const auto message = queue.get()) {
            if (message->empty() || *message != messageOf(message->front())
                || message->front() <= last)
                return 1; // torn, or twice, or out of order
            last = message->front();
        }
        return queue.size() == 0 ? 0 : 2;
    });
    for (std::uint64_t kill = 0; kill < kKills; ++kill) {
        ChildProcess producer = startChild([&] {
            while (queue.put(messageOf(made->fetch_add(1))))
                ;
            return 0;
        });
        killSoon(producer, kill);
    }
    ASSERT_TRUE(queue.put(messageOf(made->fetch_add(1))).has_value());
    queue.close();
    EXPECT_TRUE(waitFor(consumer).clean());
    EXPECT_GT(*made, 0U); // some are killed before they have made any
}

TEST(Faults, F08_AConsumerKilledWhileItReadsBlocksNobody)
{
    constexpr std::uint32_t kMost = 1'000'000;
    const auto queue = Queue<std::uint32_t>::create(8).value();
    SharedObject<std::array<std::atomic<std::uint8_t>, kMost>> arrived;
    const auto consume = [&] {
        while (const auto number = queue.get())
            (*arrived)[*number].fetch_add(1);
        return 0;
    };
    SharedObject<std::atomic<std::uint32_t>> made;
    SharedObject<std::atomic<bool>> enough;
    ChildProcess producer = startChild([&] {
        while (!*enough && *made < kMost) {
            if (!queue.put(*made, 10s))
                return 1; // blocked
            ++*made;
        }
        return 0;
    });
    for (std::uint64_t kill = 0; kill < kKills; ++kill) {
        ChildProcess consumer = startChild(consume);
        killSoon(consumer, kill);
    }
    ChildProcess last = startChild(consume);
    *enough = true;
    ASSERT_TRUE(waitFor(producer).clean());
    queue.close();
    ASSERT_TRUE(waitFor(last).clean());
    std::uint32_t lost = 0;
    for (std::uint32_t number = 0; number < *made; ++number) {
        ASSERT_LE((*arrived)[number], 1) << number;
        lost += (*arrived)[number] == 0 ? 1U : 0U;
    }
    EXPECT_LE(lost, kKills) << "at most the one in each dead consumer's hands";
}

TEST(Faults, F10_AValueThatCannotBeWrittenIsAnErrorAndNothingIsSent)
{
    const auto queue = Queue<Touchy>::create(2).value();
    const auto put = queue.put(Touchy{1});
    ASSERT_FALSE(put.has_value());
    EXPECT_EQ(put.error().kind, MessageError::NotWritten);
    EXPECT_NE(put.error().message.find("not to be written"), std::string::npos);
    EXPECT_EQ(queue.size(), 0U);

    const auto [left, right] = Pipe<Touchy>::create().value();
    ASSERT_FALSE(left.send(Touchy{1}).has_value());
    EXPECT_FALSE(right.poll());
}

TEST(Faults, F11_AValueThatCannotBeReadIsOneErrorAndTheNextArrives)
{
    const auto queue = Queue<Touchy>::create(2).value();
    ChildProcess producer
        = startChild([&] { return queue.put(Touchy{2}) && queue.put(Touchy{0}) ? 0 : 1; });
    const auto got = queue.get();
    ASSERT_FALSE(got.has_value());
    EXPECT_EQ(got.error().kind, MessageError::NotRead);
    EXPECT_NE(got.error().message.find("not to be read"), std::string::npos);
    EXPECT_TRUE(queue.get().has_value());
    EXPECT_TRUE(waitFor(producer).clean());
}

TEST(Faults, F12_AResultThatCannotBeWrittenIsAnErrorInTheWorkerWhichLives)
{
    const auto [master, workers] = Pipe<Touchy>::create().value();
    ChildProcess worker = *ChildProcess::fork(workers.descriptors(), [&end = workers] {
        const auto sent = end.send(Touchy{1});
        const bool typed = !sent && sent.error().kind == MessageError::NotWritten;
        return typed && end.send(Touchy{0}) ? 0 : 1;
    });
    workers.close();
    EXPECT_TRUE(master.receive().has_value());
    EXPECT_TRUE(waitFor(worker).clean());
}

TEST(Faults, F28_AFullPipeTimesOutInsteadOfBlockingForEver)
{
    const auto [left, right] = Pipe<int>::create().value();
    int sent = 0;
    while (left.send(sent, 5ms))
        ++sent;
    EXPECT_GT(sent, 100);
    for (int i = 0; i < sent; ++i)
        ASSERT_EQ(right.receive().value(), i);
    EXPECT_TRUE(left.send(0, 5ms).has_value());
}

TEST(Faults, F28_BothSidesOfFullQueuesGoOnWhenOneDrains)
{
    const auto there = Queue<int>::create(2).value();
    const auto back = Queue<int>::create(2).value();
    ChildProcess other = startChild([&] {
        while (const auto value = there.get())
            if (!back.put(*value))
                return 1;
        return 0;
    });
    int sent = 0;
    while (there.put(sent, 20ms)) // until both are full
        ++sent;
    EXPECT_GE(sent, 4);
    for (int i = 0; i < sent; ++i)
        ASSERT_EQ(back.get(10s).value(), i);
    there.close();
    EXPECT_TRUE(waitFor(other).clean());
}

TEST(Faults, F29_AProducerCanBeJoinedBeforeItsQueueIsDrained)
{
    constexpr int kMessages = 1'000;
    const auto queue = Queue<std::string>::create(kMessages).value();
    ChildProcess producer = startChild([&] {
        for (int i = 0; i < kMessages; ++i)
            if (!queue.put(std::string(100, 'x')))
                return 1;
        return 0;
    });
    ASSERT_TRUE(waitFor(producer).clean());
    EXPECT_EQ(queue.size(), kMessages) << "it says what is left";
    for (int i = 0; i < kMessages; ++i)
        ASSERT_TRUE(queue.tryGet().has_value());
}

} // namespace interleave::test
