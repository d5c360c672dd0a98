// Strips on their way through a queue or a pipe: half there, and more than there is memory for.
#include "core/ipc/poll_until.h"
#include "core/workload/strip_hand_over.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <future>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave::test {
namespace {

// More than lies in a pipe or a queue at once, and than the heap ever keeps for later.
constexpr std::size_t kLarge = std::size_t{48} << 20U;

const std::function<bool()> kAlways = [] { return true; };

StripHandOver createdBy(HandOver way)
{
    return StripHandOver::create(way).value();
}

// Another process' handles to the same.
StripHandOver anotherOf(const StripHandOver& handOver)
{
    std::vector<UniqueFd> copies;
    for (const int descriptor : handOver.descriptors())
        copies.emplace_back(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    StripHandOver another = createdBy(HandOver::Pipe);
    EXPECT_TRUE(another.adopt(std::move(copies)));
    return another;
}

// More than lies in a pipe at once.
SentStrip longStrip()
{
    return {
        .sender = 1, .strip = 2, .firstRow = 3, .rows = std::string(std::size_t{4} << 20U, 'x')};
}

SentStrip largeStrip()
{
    return {.sender = 1, .strip = 2, .firstRow = 3, .rows = std::string(kLarge, 'x')};
}

// Sends a strip, as a task does whose takers are all there.
class Sender
{
public:
    Sender(const StripHandOver& handOver, SentStrip (*strip)())
        : m_pid(::fork())
    {
        if (m_pid != 0)
            return;
        const SentStrip sent = strip();
        ::_exit(handOver.send(sent, kAlways) ? 0 : 1);
    }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    ~Sender()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    void stopNow() const
    {
        ::kill(m_pid, SIGSTOP);
        int status = 0;
        ::waitpid(m_pid, &status, WUNTRACED);
    }
    void goOn() const { ::kill(m_pid, SIGCONT); }

private:
    pid_t m_pid;
};

// No memory that this process has not yet, as long as it lives.
class NoMoreMemory
{
public:
    NoMoreMemory()
    {
        ::getrlimit(RLIMIT_AS, &m_before);
        const rlimit none{1, m_before.rlim_max};
        ::setrlimit(RLIMIT_AS, &none);
    }
    NoMoreMemory(const NoMoreMemory&) = delete;
    NoMoreMemory& operator=(const NoMoreMemory&) = delete;
    ~NoMoreMemory() { ::setrlimit(RLIMIT_AS, &m_before); }

private:
    rlimit m_before{};
};

bool hasPackets(int descriptor, std::chrono::nanoseconds timeout)
{
    return pollUntil(descriptor, POLLIN, Deadline::in(timeout));
}

// The sender has lost its core in the middle of a strip, for longer than a taker looks.
TEST(StripHandOver, F320_WhoHasBegunToTakeAStripKeepsItsTurnToItsEnd)
{
    const StripHandOver handOver = createdBy(HandOver::Pipe);
    const StripHandOver another = anotherOf(handOver);
    const int arriving = handOver.descriptors()[1];
    const Sender sender(handOver, longStrip);
    ASSERT_TRUE(hasPackets(arriving, std::chrono::hours(1)));
    sender.stopNow();
    auto taken = std::async(std::launch::async, [&] { return handOver.take(kAlways); });
    while (hasPackets(arriving, {}))
        std::this_thread::yield();
    const auto other = another.take(kAlways); // as long as the first has looked, and longer
    ASSERT_TRUE(other);
    EXPECT_FALSE(other->nothingThere) << "somebody is just taking one";
    sender.goOn();
    const auto strip = taken.get();
    ASSERT_TRUE(strip);
    ASSERT_TRUE(strip->strip);
    EXPECT_EQ(strip->strip->rows, longStrip().rows);
}

TEST(StripHandOver, F321_AStripThatThereIsNoMemoryForIsAFailureAndNotALackOfRoom)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs address space itself";
#endif
    for (const HandOver way : {HandOver::Queue, HandOver::Pipe}) {
        const StripHandOver handOver = createdBy(way);
        const SentStrip strip = largeStrip();
        std::optional<MessageError> kind;
        {
            const NoMoreMemory limit;
            try {
                const auto sent = handOver.send(strip, kAlways);
                kind = sent ? std::nullopt : std::optional(sent.error().kind);
            } catch (const std::bad_alloc&) {
                kind = MessageError::NotWritten; // the task's failure as well
            }
        }
        EXPECT_EQ(kind, MessageError::NotWritten);
    }
}

TEST(StripHandOver, F321_WhereThereIsNoRoomItIsAskedWhetherTakersAreThere)
{
    for (const HandOver way : {HandOver::Queue, HandOver::Pipe}) {
        const StripHandOver handOver = createdBy(way);
        int asked = 0;
        const auto sent = handOver.send(largeStrip(), [&] { return ++asked < 3; });
        ASSERT_FALSE(sent);
        EXPECT_EQ(sent.error().kind, MessageError::TimedOut);
        EXPECT_EQ(asked, 3);
    }
}

class ByEachWay : public testing::TestWithParam<HandOver>
{
};

// As on a machine with so many workers that it has its turn but now and then: the sender looks for
// longer than copying the whole strip takes anywhere.
TEST_P(ByEachWay, F544_AStripIsSentAtOnceHoweverLateItsTakerHasItsTurns)
{
    constexpr int kLooks = 15;
    const StripHandOver handOver = createdBy(GetParam());
    ChildProcess taker = startChild(
        [&] {
            ::raise(SIGSTOP);
            const auto taken = handOver.take(kAlways);
            return taken && taken->strip && taken->strip->rows == largeStrip().rows ? 0 : 1;
        },
        handOver.descriptors());
    ASSERT_TRUE(eventually([&] { return stateOf(taker.pid()) == 'T'; }));
    int asked = 0;
    const auto sent = handOver.send(largeStrip(), [&] {
        if (++asked == kLooks)
            ::kill(taker.pid(), SIGCONT);
        return true;
    });
    EXPECT_TRUE(sent);
    EXPECT_TRUE(waitFor(taker).clean());
}

INSTANTIATE_TEST_SUITE_P(
    StripHandOver, ByEachWay, testing::Values(HandOver::Queue, HandOver::Pipe));

// The whole strip takes many times as long as a look.
TEST(StripHandOver, F544_ASenderGoesOnHoweverSlowlyItsPacketsAreTaken)
{
    const StripHandOver handOver = createdBy(HandOver::Pipe);
    std::size_t packets = 0;
    const auto takeOne = [&] {
        std::string packet(std::size_t{128} << 10U, '\0');
        packets += ::recv(handOver.descriptors()[1], packet.data(), packet.size(), MSG_DONTWAIT) > 0
            ? 1U
            : 0U;
        return true;
    };
    EXPECT_TRUE(handOver.send({.rows = std::string(std::size_t{1} << 20U, 'x')}, takeOne));
    EXPECT_GT(packets, 10U);
}

// Then nobody has the strip, and nobody waits for it for ever.
TEST(StripHandOver, F545_ATakerInTheMiddleGivesUpWhereItsSenderIsGoneAndKeepsWhatItHas)
{
    const StripHandOver handOver = createdBy(HandOver::Pipe);
    const Sender sender(handOver, longStrip);
    ASSERT_TRUE(hasPackets(handOver.descriptors()[1], std::chrono::hours(1)));
    sender.stopNow();
    int asked = 0;
    const auto half = handOver.take([&] { return ++asked < 3; });
    ASSERT_TRUE(half);
    EXPECT_FALSE(half->strip);
    EXPECT_FALSE(half->nothingThere);
    EXPECT_EQ(asked, 3);
    sender.goOn();
    const auto whole = handOver.take(kAlways);
    ASSERT_TRUE(whole);
    ASSERT_TRUE(whole->strip);
    EXPECT_EQ(whole->strip->rows, longStrip().rows);
}

TEST(StripHandOver, F322_ATakerWithoutMemoryFailsAndLeavesTheTurnToOthers)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs address space itself";
#endif
    const StripHandOver handOver = createdBy(HandOver::Pipe);
    const Sender sender(handOver, largeStrip);
    ASSERT_TRUE(hasPackets(handOver.descriptors()[1], std::chrono::hours(1)));
    std::optional<MessageError> kind;
    {
        const NoMoreMemory limit;
        try {
            const auto taken = handOver.take(kAlways);
            kind = taken ? std::nullopt : std::optional(taken.error().kind);
        } catch (const std::bad_alloc&) {
        }
    }
    EXPECT_EQ(kind, MessageError::NotRead);
    std::vector<UniqueFd> copy;
    copy.emplace_back(::fcntl(handOver.descriptors().back(), F_DUPFD_CLOEXEC, 0));
    const Lock turn = Lock::attach(std::move(copy)).value();
    EXPECT_EQ(std::async(std::launch::async, [&] { return turn.tryLock(); }).get(),
        Acquisition::Acquired);
}

} // namespace
} // namespace interleave::test
