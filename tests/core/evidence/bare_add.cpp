// What machine_code_test.cpp looks at: the loops of the bare arm as a workload has them, compiled
// with the flags of the build.

#include "tests/core/evidence/bare_add.h"

#include "core/sync/access.h"

namespace interleave::test {

void addBareToWord(std::uint64_t& word, std::uint64_t rounds)
{
    const OpenAccess<RacingAdd<NoPause>> access{};
    for (std::uint64_t i = 0; i < rounds; ++i)
        access.update([&](const auto& add) { add(word, 1); });
}

void addBareToTally(Tally& tally, std::uint64_t rounds)
{
    const OpenAccess<RacingAdd<NoPause>> access{};
    for (std::uint64_t i = 0; i < rounds; ++i)
        access.update([&](const auto& add) { add(tally, 7); });
}

void addAtomicToWord(std::uint64_t& word, std::uint64_t rounds)
{
    for (std::uint64_t i = 0; i < rounds; ++i)
        addAtomic(word, 1);
}

} // namespace interleave::test
