// A history of lost updates for tests and pictures: from a race on one processor whose schedule a
// seed fixes.
#pragma once

#include "core/evidence/reconstruct.h"
#include "core/evidence/update_history.h"
#include "tests/core/evidence/simulated_race.h"

#include <memory>

namespace interleave::ui {

inline std::shared_ptr<const UpdateHistory> sampleHistory(
    const test::Schedule& schedule = {.operations = 3'000, .longestTurn = 4, .stale = 0.01})
{
    test::SimulatedRace race(schedule);
    Reconstruction reconstruction = reconstruct(race.log(), race.finalWord()).value();
    return std::make_shared<const UpdateHistory>(
        std::move(reconstruction.history), std::move(race.log()));
}

} // namespace interleave::ui
