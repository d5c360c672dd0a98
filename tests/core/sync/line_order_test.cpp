// Who came first is served first.

#include "core/sync/queue_lock.h"
#include "core/sync/ticket_lock.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

constexpr std::uint32_t kWaiters = 8;

template <class G>
struct Line
{
    G guard{};
    std::array<std::uint32_t, kWaiters> order{}; // under the guard
    std::uint32_t served = 0;
    std::atomic<std::uint32_t> coming{0};
};

template <class G>
class LineOrderTest : public testing::Test
{
protected:
    SharedObject<Line<G>> m_line;
};

using InLine = testing::Types<TicketLock, QueueLock>;
TYPED_TEST_SUITE(LineOrderTest, InLine);

} // namespace

TYPED_TEST(LineOrderTest, ServesInTheOrderOfComing)
{
    auto& line = *this->m_line;
    ASSERT_EQ(line.guard.acquire(0), Acquisition::Acquired);
    std::vector<ChildProcess> waiters;
    for (std::uint32_t i = 0; i < kWaiters; ++i) {
        waiters.push_back(startChild([&line, i] {
            line.coming = i + 1;
            static_cast<void>(line.guard.acquire(i + 1));
            line.order[line.served++] = i;
            line.guard.release(i + 1);
            return 0;
        }));
        ASSERT_TRUE(eventually([&] { return line.coming == i + 1; }));
        ASSERT_TRUE(waits(waiters.back().pid()));
    }
    line.guard.release(0);
    for (ChildProcess& waiter : waiters)
        EXPECT_TRUE(waitFor(waiter).clean());
    for (std::uint32_t i = 0; i < kWaiters; ++i)
        EXPECT_EQ(line.order[i], i);
}

TYPED_TEST(LineOrderTest, EightWorkersGetOnWithFewerCores)
{
    auto& line = *this->m_line;
    constexpr int kTurns = 500;
    ASSERT_TRUE(runInProcesses(8, [&](int rank) {
        const auto me = static_cast<WorkerIndex>(rank);
        for (int i = 0; i < kTurns; ++i) {
            static_cast<void>(line.guard.acquire(me));
            ++line.served;
            line.guard.release(me);
        }
    }));
    EXPECT_EQ(line.served, 8U * kTurns);
}

} // namespace interleave::test
