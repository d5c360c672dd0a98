// Workers killed at random instants, many times: what the pool promises must hold at each of them.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <dirent.h>
#include <random>
#include <thread>

namespace interleave {
namespace {

using namespace std::chrono_literals;

/// Workers must get ready before the next kill most of the time: a place whose processes never do
/// is given up. So it is twice what a start takes on this machine now.
double meanMsBetweenKills(StartMethod method)
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    const auto begin = std::chrono::steady_clock::now();
    Pool pool = Pool::create({.workers = 1, .context = Context::create(method).value()}).value();
    EXPECT_TRUE(pool.apply([](int n) { return n; }, 1));
    return std::max(2.0, 2 * Milliseconds(std::chrono::steady_clock::now() - begin).count());
}

std::size_t openDescriptors()
{
    std::size_t count = 0;
    if (DIR* folder = ::opendir("/proc/self/fd")) {
        while (::readdir(folder) != nullptr)
            ++count;
        ::closedir(folder);
    }
    return count;
}

/// Kills a random worker of the pool again and again, at random intervals.
class Killer
{
public:
    explicit Killer(Pool& pool, double meanMs)
        : m_thread([this, &pool, meanMs] { run(pool, meanMs); })
    {
    }
    ~Killer()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] int kills() const { return m_kills; }

private:
    void run(Pool& pool, double meanMs)
    {
        std::mt19937 random(4711);
        std::exponential_distribution<double> interval(1 / meanMs);
        while (!m_stop) {
            std::this_thread::sleep_for(
                std::chrono::duration<double, std::milli>(interval(random)));
            const auto pids = pool.pids();
            if (!pids.empty() && ::kill(pids[random() % pids.size()], SIGKILL) == 0)
                ++m_kills;
        }
    }

    std::atomic<bool> m_stop = false;
    std::atomic<int> m_kills = 0;
    std::thread m_thread;
};

class PoolStorm : public testing::TestWithParam<StartMethod>
{
};

INSTANTIATE_TEST_SUITE_P(StartMethods,
    PoolStorm,
    testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer));

TEST_P(PoolStorm, EveryTaskHasItsResultOrOneTypedFailure)
{
    const std::size_t before = openDescriptors();
    {
        Pool pool
            = Pool::create({.workers = 4, .context = Context::create(GetParam()).value()}).value();
        const Killer killer(pool, meanMsBetweenKills(GetParam()));
        std::vector<Future<int>> futures;
        for (int i = 0; i < 20'000; ++i)
            futures.push_back(pool.applyAsync([](int n) { return n + 1; }, i));
        int failed = 0;
        for (int i = 0; i < 20'000; ++i) {
            const auto result = futures[static_cast<std::size_t>(i)].get();
            if (result)
                ASSERT_EQ(*result, i + 1);
            else
                ASSERT_EQ(result.error().kind, TaskFailureKind::Killed) << result.error().message;
            failed += result ? 0 : 1;
        }
        EXPECT_LE(failed, killer.kills());
    }
    EXPECT_EQ(openDescriptors(), before);
}

TEST_P(PoolStorm, EveryItemOfAMapHasItsResultOrOneTypedFailure)
{
    Pool pool
        = Pool::create({.workers = 4, .context = Context::create(GetParam()).value()}).value();
    const Killer killer(pool, meanMsBetweenKills(GetParam()));
    MapReport report;
    const auto results = pool.mapEach(
        [](int n) {
            int sum = 0;
            for (int i = 0; i < 3'000; ++i)
                asm volatile("" : "+r"(sum) : "r"(i));
            return n + sum;
        },
        std::views::iota(0, 100'000),
        {.report = &report});
    std::uint64_t failed = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto& result = results[static_cast<std::size_t>(i)];
        if (result)
            ASSERT_EQ(*result, i);
        else
            ASSERT_EQ(result.error().kind, TaskFailureKind::Killed) << result.error().message;
        failed += result ? 0U : 1U;
    }
    EXPECT_LE(failed, report.deaths);
    EXPECT_TRUE(report.proved) << report.doubt;
    EXPECT_EQ(report.once, 100'000U);
}

// They lie in the same few areas of the pool's memory, one after the other and beside each other.
TEST_P(PoolStorm, SmallMapsOfManyThreadsKeepTheirItemsApart)
{
    constexpr int kThreads = 6; // more than there are areas
    constexpr int kItems = 20;
    Pool pool
        = Pool::create({.workers = 4, .context = Context::create(GetParam()).value()}).value();
    const Killer killer(pool, meanMsBetweenKills(GetParam()));
    const auto mapMany = [&pool](int thread) {
        for (int round = 0; round < 200 / kTimesSlower; ++round) {
            const int first = (thread * 1'000 + round) * kItems;
            MapReport report;
            const auto results = pool.mapEach([](int n) { return n; },
                std::views::iota(first, first + kItems),
                {.report = &report});
            std::uint64_t failed = 0;
            for (int i = 0; i < kItems; ++i) {
                const auto& result = results.at(static_cast<std::size_t>(i));
                if (result)
                    ASSERT_EQ(*result, first + i);
                else
                    ASSERT_EQ(result.error().kind, TaskFailureKind::Killed);
                failed += result ? 0U : 1U;
            }
            EXPECT_LE(failed, report.deaths);
            EXPECT_TRUE(report.proved) << report.doubt;
            EXPECT_EQ(report.once, static_cast<std::uint64_t>(kItems));
        }
    };
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back(mapMany, thread);
}

} // namespace
} // namespace interleave
