// How often a verdict is wrong, and how much it sees: comparisons of made-up trials, and of trials
// that were measured (measured_noise.h).

#include "core/analysis/verdict.h"
#include "core/base/random.h"
#include "tests/core/analysis/measured_noise.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <tuple>

namespace interleave::test {

namespace {

constexpr std::uint64_t kComparisons = 1'000;

class Draws
{
public:
    explicit Draws(std::uint64_t seed)
        : m_seed(seed)
    {
    }
    double uniform() { return uniformAt(m_seed, m_next++); }
    double normal() // Box and Muller
    {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }
    std::size_t index(std::size_t size)
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(size));
    }

private:
    std::uint64_t m_seed;
    std::uint64_t m_next = 0;
};

using Noise = double (*)(Draws&);

double normalNoise(Draws& draws)
{
    return 1 + 0.02 * draws.normal();
}

double skewedNoise(Draws& draws)
{
    return std::exp(0.3 * draws.normal());
}

double noiseWithOutliers(Draws& draws)
{
    return normalNoise(draws) * (draws.uniform() < 0.1 ? 1 + 2 * draws.uniform() : 1);
}

double measuredTrial(Draws& draws)
{
    return kMeasuredRounds[draws.index(kMeasuredRounds.size())][draws.index(2)];
}

TrialSample sampleOf(Draws& draws, Noise noise, std::size_t trials)
{
    TrialSample sample;
    for (std::size_t i = 0; i < trials; ++i) {
        sample.values.push_back(noise(draws));
        sample.rounds.push_back(i);
    }
    return sample;
}

bool saysThatTheyDiffer(const TrialSample& a, const TrialSample& b, Pairing pairing)
{
    const VerdictKind kind = judge(a, b, Measure::WallTime, pairing, {}, 1).kind;
    return kind == VerdictKind::Less || kind == VerdictKind::More;
}

// Of identical arms with so many trials.
std::uint64_t falseAlarms(Noise noise, Pairing pairing, std::size_t trials)
{
    Draws draws(17);
    std::uint64_t alarms = 0;
    for (std::uint64_t i = 0; i < kComparisons; ++i) {
        const TrialSample a = sampleOf(draws, noise, trials);
        const TrialSample b = sampleOf(draws, noise, trials);
        alarms += saysThatTheyDiffer(a, b, pairing) ? 1U : 0U;
    }
    return alarms;
}

constexpr std::array<std::size_t, 6> kTrials{4, 5, 6, 8, 12, 30};

class FalseAlarms : public testing::TestWithParam<std::tuple<Noise, std::size_t>>
{
};

TEST_P(FalseAlarms, AreAtMostOneInTwenty)
{
    const auto [noise, trials] = GetParam();
    for (const Pairing pairing : {Pairing::Apart, Pairing::ByRound}) {
        const std::uint64_t alarms = falseAlarms(noise, pairing, trials);
        RecordProperty(pairing == Pairing::Apart ? "apart" : "by_round", std::to_string(alarms));
        EXPECT_LE(alarms, kComparisons / 20) << (pairing == Pairing::Apart ? "apart" : "by round");
    }
}

INSTANTIATE_TEST_SUITE_P(OfNoise,
    FalseAlarms,
    testing::Combine(testing::Values(normalNoise, skewedNoise, noiseWithOutliers, measuredTrial),
        testing::ValuesIn(kTrials)));

// Shares of lost updates: most trials lose nothing, some much.
TEST(FalseAlarms, OfLossesAreAtMostOneInTwenty)
{
    const auto share = [](Draws& draws) {
        return draws.uniform() < 0.6 ? 0.0 : 0.5 * draws.uniform() * draws.uniform();
    };
    for (const std::size_t trials : kTrials) {
        Draws draws(17);
        std::uint64_t alarms = 0;
        for (std::uint64_t i = 0; i < kComparisons; ++i) {
            const TrialSample a = sampleOf(draws, share, trials);
            const TrialSample b = sampleOf(draws, share, trials);
            const VerdictKind kind = judge(a, b, Measure::Loss, Pairing::Apart, {}, 1).kind;
            alarms += kind == VerdictKind::Less || kind == VerdictKind::More ? 1U : 0U;
        }
        EXPECT_LE(alarms, kComparisons / 20) << trials << " trials";
    }
}

// Whether one of seven seems faster than an eighth, which it is not.
bool oneOfSevenSeemsFaster(Draws& draws, std::size_t trials, std::size_t comparisons)
{
    constexpr int kOthers = 7;
    const TrialSample base = sampleOf(draws, normalNoise, trials);
    bool seems = false;
    for (int other = 0; other < kOthers; ++other) {
        const TrialSample its = sampleOf(draws, normalNoise, trials);
        seems
            |= judge(
                   its, base, Measure::WallTime, Pairing::ByRound, {.comparisons = comparisons}, 1)
                   .kind
            == VerdictKind::Less;
    }
    return seems;
}

TEST(FalseAlarms, AmongSevenComparisonsAreAtMostOneInTwentyWhereTheyAreToHoldTogether)
{
    constexpr std::uint64_t kSweeps = 300;
    for (const std::size_t trials : {4U, 6U, 12U}) {
        Draws together(17);
        Draws alone(17);
        std::uint64_t alarms = 0;
        std::uint64_t alarmsAlone = 0;
        for (std::uint64_t i = 0; i < kSweeps; ++i) {
            alarms += oneOfSevenSeemsFaster(together, trials, 7) ? 1U : 0U;
            alarmsAlone += oneOfSevenSeemsFaster(alone, trials, 1) ? 1U : 0U;
        }
        EXPECT_LE(alarms, kSweeps / 20) << trials << " trials";
        EXPECT_GT(alarmsAlone, alarms) << trials << " trials";
    }
}

TEST(Power, TwiceAsFastIsFoundAmongSevenComparisonsOfSixRounds)
{
    Draws draws(17);
    const TrialSample base = sampleOf(draws, normalNoise, 6);
    TrialSample fast = sampleOf(draws, normalNoise, 6);
    for (double& time : fast.values)
        time /= 2;
    const auto verdict
        = judge(fast, base, Measure::WallTime, Pairing::ByRound, {.comparisons = 7}, 1);
    EXPECT_EQ(verdict.kind, VerdictKind::Less);
}

// How often a difference is found by rounds of 30: each with a mood of the machine of its own,
// which meets both, and noise of 2 % in each trial.
std::uint64_t foundOf(double difference)
{
    constexpr std::size_t kRounds = 30;
    Draws draws(17);
    std::uint64_t found = 0;
    for (std::uint64_t i = 0; i < kComparisons; ++i) {
        TrialSample base;
        TrialSample slower;
        for (std::size_t round = 0; round < kRounds; ++round) {
            const double mood = 1 + 0.2 * draws.uniform();
            base.values.push_back(mood * normalNoise(draws));
            slower.values.push_back(mood * normalNoise(draws) * (1 + difference));
            base.rounds.push_back(round);
            slower.rounds.push_back(round);
        }
        found += judge(slower, base, Measure::WallTime, Pairing::ByRound, {}, 1).kind
                == VerdictKind::More
            ? 1U
            : 0U;
    }
    return found;
}

TEST(Power, ADifferenceOfTwoPercentIsFoundInNineOfTenByThirtyRounds)
{
    const std::uint64_t found = foundOf(0.02);
    RecordProperty("found", std::to_string(found));
    EXPECT_GE(found, kComparisons * 9 / 10);
}

} // namespace

} // namespace interleave::test
