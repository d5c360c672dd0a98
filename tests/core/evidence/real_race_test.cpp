// Real processes that race, reconstructed.

#include "core/base/random.h"
#include "core/evidence/reconstruct.h"
#include "core/evidence/tagged_add.h"
#include "core/sync/access.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <csignal>

namespace interleave::test {

namespace {

constexpr std::uint32_t kWorkers = 3;
constexpr std::uint64_t kEach = 200'000;

struct Raced
{
    alignas(kCacheLine) std::uint64_t word = kRootWord;
    alignas(kCacheLine) Tally tally{.sum = 0, .updates = kRootWord};
    alignas(kCacheLine) std::atomic<std::uint32_t> ready{0};
};

template <class Target, class Pause>
void race(UpdateLog& log, Raced& raced, Target& target, std::uint32_t worker, Pause pause)
{
    LogWriter writer(log, worker);
    const LoggedAdd<Pause> add{writer, pause};
    ++raced.ready;
    while (raced.ready < kWorkers)
        sched_yield();
    for (std::uint64_t i = 0; i < kEach; ++i)
        add(target, 7);
}

template <class Pause>
void raceForTheWord(UpdateLog& log, SharedObject<Raced>& raced, Pause pause)
{
    ASSERT_TRUE(runInProcesses(kWorkers, [&](int rank) {
        race(log, *raced, raced->word, static_cast<std::uint32_t>(rank), pause);
    }));
}

void expectWhole(const Result<Reconstruction, EvidenceError>& result, std::uint64_t finalWord)
{
    ASSERT_TRUE(result.has_value()) << result.error().message;
    const HistorySummary& summary = result->summary;
    EXPECT_EQ(summary.operations, kWorkers * kEach);
    EXPECT_EQ(summary.survivors, TagFormat::valueOf(finalWord));
    EXPECT_EQ(summary.lost, kWorkers * kEach - TagFormat::valueOf(finalWord));
    EXPECT_EQ(result->history.lost.size(), summary.lost);
    EXPECT_EQ(summary.unsettled, 0U);
}

} // namespace

TEST(RealRace, TheWalkFindsAsManyLostAsTheArithmetic)
{
    UpdateLog log = UpdateLog::create(kWorkers, kWorkers * kEach).value();
    SharedObject<Raced> raced;
    raceForTheWord(log, raced, NoPause{});
    expectWhole(reconstruct(log, raced->word), raced->word);
}

TEST(RealRace, TheWalkFindsAsManyLostAsTheArithmeticWithAWideWindow)
{
    UpdateLog log = UpdateLog::create(kWorkers, kWorkers * kEach).value();
    SharedObject<Raced> raced;
    raceForTheWord(log, raced, [] {
        for (int i = 0; i < 4; ++i)
            spinPause();
    });
    const auto result = reconstruct(log, raced->word);
    expectWhole(result, raced->word);
    EXPECT_GT(result->summary.lost, 0U);
}

TEST(RealRace, OfATallyIsWholeAndItsSumIsTheSurvivors)
{
    if (!survivorsAreExact())
        GTEST_SKIP() << "this processor has no indivisible 16-byte access";
    UpdateLog log = UpdateLog::create(kWorkers, kWorkers * kEach).value();
    SharedObject<Raced> raced;
    ASSERT_TRUE(runInProcesses(kWorkers, [&](int rank) {
        race(log, *raced, raced->tally, static_cast<std::uint32_t>(rank), NoPause{});
    }));
    const std::uint64_t last = raced->tally.updates;
    expectWhole(reconstruct(log, last), last);
    EXPECT_EQ(raced->tally.sum, std::uint64_t{7} * TagFormat::valueOf(last));
}

// Ten million by eight, tight and paced by a seed: long branches, short ones, and workers that
// lose their core in the middle of an update. (The benchmark evidence_reconstruction makes 10^8.)
TEST(RealRace, OfTenMillionUpdatesByEightWorkersHasNoMismatch)
{
    constexpr std::uint32_t kMany = 8;
    constexpr std::uint64_t kShare = 1'250'000 / kTimesSlower;
    constexpr std::uint64_t kSeed = 4;
    UpdateLog log = UpdateLog::create(kMany, kMany * kShare).value();
    SharedObject<Raced> raced;
    ASSERT_TRUE(runInProcesses(kMany, [&](int rank) {
        LogWriter writer(log, static_cast<std::uint32_t>(rank));
        const LoggedAdd<NoPause> add{writer, {}};
        ++raced->ready;
        while (raced->ready < kMany)
            sched_yield();
        for (std::uint64_t i = 0; i < kShare; ++i) {
            add(raced->word, 1);
            for (std::uint64_t pause = splitMix64(kSeed + i / 10'000) % 4; pause > 0; --pause)
                spinPause();
        }
    }));
    const auto result = reconstruct(log, raced->word);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->summary.operations, kMany * kShare);
    EXPECT_EQ(result->summary.lost, kMany * kShare - TagFormat::valueOf(raced->word));
}

// However a worker dies, there is at most one update that nobody can tell about, and everything
// else stays exact.
TEST(RealRace, OfWorkersThatAreKilledAndReplacedIsStillWhole)
{
    constexpr int kDeaths = 10;
    UpdateLog log = UpdateLog::create(kWorkers, 15'000'000).value();
    SharedObject<Raced> raced;
    const auto untilKilled = [&](std::uint32_t worker) {
        return startChild([&log, &raced, worker] {
            LogWriter writer(log, worker);
            const LoggedAdd<NoPause> add{writer, {}};
            for (std::uint64_t i = 0; i < 1'000'000; ++i)
                add(raced->word, 1);
            ::pause(); // to be killed
            return 0;
        });
    };
    ChildProcess steady = untilKilled(0);
    for (int death = 0; death < kDeaths; ++death) {
        const std::size_t before = log.written(1).size();
        ChildProcess dying = untilKilled(1);
        ASSERT_TRUE(eventually([&] { return log.written(1).size() > before + 10'000; }));
        dying.signal(SIGKILL);
        waitFor(dying);
        log.interrupt(1); // before another one writes on
    }
    steady.signal(SIGKILL);
    waitFor(steady);
    log.interrupt(0);
    const auto result = reconstruct(log, raced->word);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_LE(result->summary.unsettled, kDeaths + 1U);
    EXPECT_EQ(result->summary.lost, result->summary.operations - TagFormat::valueOf(raced->word));
    EXPECT_GT(result->summary.operations, kDeaths * 10'000U);
}

} // namespace interleave::test
