// Queue and Pipe beside a sender that is stopped (SIGSTOP) in the middle of a message: whoever
// receives with a time-out waits no longer than that, and nothing is lost when the sender goes on.

#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "core/ipc/message_ring.h"
#include "tests/core/handles/message_error_of.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/stepped.h"
#include "tests/support/traced.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {
namespace {

using namespace std::chrono_literals;

const std::string kLarge(100'000, 'x');

// Of one that waits for room.
void stopInTheMiddle(ChildProcess& sender)
{
    ASSERT_TRUE(eventually([&] { return stateOf(sender.pid()) == 'S'; }));
    sender.signal(SIGSTOP);
    ASSERT_TRUE(eventually([&] { return stateOf(sender.pid()) == 'T'; }));
}

// Stops a child that puts something after so many instructions of its; false when it ends before.
bool stopAfter(int steps, const std::function<bool()>& put, std::atomic<bool>& over, pid_t& child)
{
    child = startLed([&] {
        const bool done = put();
        over = true;
        return done ? 0 : 1;
    });
    while (steps > 0 && !over && step(child))
        --steps;
    leaveStopped(child);
    return !over;
}

bool goesOnToItsEnd(pid_t child)
{
    int status = 0;
    ::kill(child, SIGCONT);
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

TEST(StoppedSender, F289_AQueueIsNotWaitedForLongerThanTheTimeOut)
{
    const auto queue = Queue<std::string>::create(2, 56).value();
    ChildProcess producer = startChild([&] { return queue.put(kLarge) ? 0 : 1; });
    stopInTheMiddle(producer);
    ChildProcess consumer = startChild([&] {
        const bool waits = errorOf(queue.tryGet()) == MessageError::WouldWait
            && errorOf(queue.get(1ms)) == MessageError::TimedOut
            && errorOf(queue.tryGet()) == MessageError::WouldWait;
        return waits ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(consumer).clean());
    producer.signal(SIGCONT);
    EXPECT_TRUE(queue.get().value() == kLarge) << "it is begun again";
    EXPECT_TRUE(waitFor(producer).clean());
    EXPECT_EQ(queue.size(), 0U);
}

// Also one that has a mutex of the queue just then. Not every step: each is held for dozens.
TEST(StoppedSender, F289_NorIsAProducerThatIsStoppedAtAnyInstruction)
{
    const auto queue = Queue<int>::create(4).value();
    ASSERT_TRUE(queue.put(0).has_value()); // or each child would first find the functions of it
    ASSERT_TRUE(queue.tryGet().has_value());
    SharedObject<std::atomic<bool>> over;
    bool goesOn = true;
    for (int steps = 1; goesOn && !testing::Test::HasFailure(); steps += 9) {
        *over = false;
        pid_t producer = 0;
        goesOn = stopAfter(
            steps, [&queue] { return queue.put(7).has_value(); }, *over, producer);
        SharedObject<std::atomic<int>> got;
        ChildProcess consumer = startChild([&] {
            *got = queue.tryGet().value_or(0);
            return 0;
        });
        EXPECT_TRUE(waitFor(consumer).clean()) << "after " << steps << " steps";
        EXPECT_TRUE(goesOnToItsEnd(producer));
        EXPECT_EQ(*got == 7 ? 7 : queue.tryGet().value_or(0), 7) << "after " << steps << " steps";
        EXPECT_EQ(queue.size(), 0U);
    }
}

// With nothing in the ring yet, its first piece, or all that fit in: then it looks for room, and it
// would sleep long after the last step here. The ring itself: a queue makes many steps before it.
TEST(StoppedSender, F338_NorIsOneThatPutsAMessageInPieces)
{
    const std::string pieces(150, 'x'); // of 56 bytes each
    const auto ring = MessageRing::create(0, 2, 56).value();
    std::string got;
    ASSERT_EQ(ring.put(pieces, Deadline::in(1ms)), Transfer::NotInTime); // as above
    ASSERT_EQ(ring.get(got, Deadline::now()), Transfer::NotInTime);
    constexpr int kSteps = 1'500;
    for (int steps = 1; steps < kSteps && !testing::Test::HasFailure(); steps += 9) {
        SharedObject<std::atomic<bool>> over;
        pid_t producer = 0;
        const auto put = [&] { return ring.put(pieces, Deadline::never()) == Transfer::Done; };
        ASSERT_TRUE(stopAfter(steps, put, *over, producer)) << "all of it fits in";
        ChildProcess consumer = startChild([&] {
            const bool waits = ring.get(got, Deadline::now()) == Transfer::NotInTime
                && ring.get(got, Deadline::in(1ms)) == Transfer::NotInTime;
            return waits ? 0 : 1;
        });
        EXPECT_TRUE(waitFor(consumer).clean()) << "after " << steps << " steps";
        ::kill(producer, SIGCONT);
        EXPECT_EQ(ring.get(got, Deadline::never()), Transfer::Done);
        EXPECT_EQ(got, pieces) << "after " << steps << " steps";
        EXPECT_TRUE(goesOnToItsEnd(producer));
        EXPECT_EQ(ring.size(), 0U);
    }
}

TEST(StoppedSender, F289_NorIsAConsumer)
{
    const auto queue = Queue<std::string>::create(2, 56).value();
    ChildProcess consumer = startChild([&] { return queue.get() ? 0 : 1; });
    stopInTheMiddle(consumer);
    EXPECT_EQ(errorOf(queue.tryGet()), MessageError::WouldWait);
    EXPECT_EQ(errorOf(queue.get(1ms)), MessageError::TimedOut);
    EXPECT_TRUE(queue.put("a", 1h).has_value());
    consumer.signal(SIGCONT);
    EXPECT_TRUE(waitFor(consumer).clean());
}

TEST(StoppedSender, F289_NorIsAPipe)
{
    auto [receiver, sender] = Pipe<std::string>::create().value();
    const std::string message(10'000'000, 'x');
    ChildProcess child
        = startChild([&] { return sender.send(message) ? 0 : 1; }, sender.descriptors());
    stopInTheMiddle(child);
    EXPECT_EQ(errorOf(receiver.receive(1ms)), MessageError::TimedOut);
    EXPECT_EQ(errorOf(receiver.receive(1ms)), MessageError::TimedOut);
    EXPECT_FALSE(receiver.poll());
    child.signal(SIGCONT);
    EXPECT_TRUE(receiver.receive().value() == message);
    EXPECT_TRUE(waitFor(child).clean());
}

} // namespace interleave::test
