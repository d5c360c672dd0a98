// Strips on their way through a queue or a pipe: half there, and more than there is memory for.
#include "core/ipc/poll_until.h"
#include "core/workload/strip_hand_over.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <future>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave::test {
namespace {

// More than lies in a pipe or a queue at once, and than the heap ever keeps for later.
constexpr std::size_t kLarge = std::size_t{48} << 20U;

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

// Sends a strip again and again until somebody has taken it, as a task does.
class Sender
{
public:
    Sender(const StripHandOver& handOver, SentStrip (*strip)())
        : m_pid(::fork())
    {
        if (m_pid != 0)
            return;
        const SentStrip sent = strip();
        while (!handOver.send(sent)) { }
        ::_exit(0);
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
    auto taken = std::async(std::launch::async, [&] { return handOver.take(); });
    while (hasPackets(arriving, {}))
        std::this_thread::yield();
    const auto other = another.take(); // as long as the first has looked, and longer
    ASSERT_TRUE(other);
    EXPECT_FALSE(other->nothingThere) << "somebody is just taking one";
    sender.goOn();
    auto strip = taken.get();
    while (strip && !strip->strip) // given up in a busy machine, and just being sent again
        strip = handOver.take();
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
                const auto sent = handOver.send(strip);
                kind = sent ? std::nullopt : std::optional(sent.error().kind);
            } catch (const std::bad_alloc&) {
                kind = MessageError::NotWritten; // the task's failure as well
            }
        }
        EXPECT_EQ(kind, MessageError::NotWritten);
    }
}

TEST(StripHandOver, F321_AQueueWithoutRoomIsTriedAgain)
{
    const StripHandOver handOver = createdBy(HandOver::Queue);
    const auto sent = handOver.send({.rows = std::string(kLarge, 'x')});
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().kind, MessageError::TimedOut);
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
            const auto taken = handOver.take();
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
