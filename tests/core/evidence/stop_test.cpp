// Naming lost updates can be ended wherever it is.

#include "core/evidence/reconstruct.h"
#include "tests/core/evidence/simulated_race.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

// Whether it has been asked more than `patience` times.
struct StopAfter
{
    int patience;
    int& asked;
    bool operator()() const { return ++asked > patience; }
};

} // namespace

TEST(StoppedReconstruction, SaysSoWhereverItIs)
{
    const Schedule schedule{.seed = 1, .workers = 3, .longestTurn = 40, .stale = 0.1};
    int stopped = 0;
    for (;; ++stopped) {
        SimulatedRace race(schedule);
        int asked = 0;
        const auto result = reconstruct(race.log(), race.finalWord(), StopAfter{stopped, asked});
        if (result)
            break;
        EXPECT_EQ(result.error().kind, EvidenceError::Stopped) << stopped;
        EXPECT_NE(result.error().message.find("stopped"), std::string::npos);
        EXPECT_EQ(asked, stopped + 1) << "nobody is asked again";
    }
    EXPECT_GE(stopped, 6) << "each of its passes asks";
}

TEST(StoppedReconstruction, CanBeBegunAgain)
{
    SimulatedRace race({.seed = 2, .workers = 3, .longestTurn = 40, .stale = 0.1});
    int asked = 0;
    ASSERT_FALSE(reconstruct(race.log(), race.finalWord(), StopAfter{5, asked}).has_value());
    EXPECT_TRUE(reconstruct(race.log(), race.finalWord()).has_value());
}

} // namespace interleave::test
