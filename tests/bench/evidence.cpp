// Naming every lost update of a race of 10^8 between two real processes: what the reconstruction
// costs an update, and whether its walk and the arithmetic differ.
//
// The race goes through phases, tight and paced by a seed, so that there are long branches and
// short ones, and hand-overs at every update.

#include "core/base/cache_line.h"
#include "core/base/random.h"
#include "core/evidence/reconstruct.h"
#include "core/evidence/tagged_add.h"
#include "core/sync/access.h"
#include "tests/bench/floor.h"

#include <benchmark/benchmark.h>

namespace interleave::bench {

namespace {

constexpr std::uint32_t kWorkers = 2;
constexpr std::uint64_t kOperations = 100'000'000;
constexpr std::uint64_t kPhase = 100'000; // updates of one pace
constexpr std::uint64_t kSeed = 20'261'121;

struct Raced
{
    alignas(kCacheLine) std::atomic<std::uint32_t> ready;
    alignas(kCacheLine) std::uint64_t word = kRootWord;
};

void raceAt(UpdateLog& log, Raced& raced, std::uint32_t worker)
{
    LogWriter writer(log, worker);
    const LoggedAdd<NoPause> add{writer, {}};
    ++raced.ready;
    while (raced.ready < kWorkers)
        spinPause();
    for (std::uint64_t i = 0; i < kOperations / kWorkers; ++i) {
        add(raced.word, 1);
        // Half of the phases are tight, the others have up to 3 pauses between updates.
        const std::uint64_t draw = splitMix64(kSeed + i / kPhase);
        for (std::uint64_t pause = draw % 2 == 0 ? 0 : 1 + draw / 2 % 3; pause > 0; --pause)
            spinPause();
    }
}

void evidenceReconstruction(benchmark::State& state)
{
    for (auto unused : state) {
        static_cast<void>(unused);
        auto log = UpdateLog::create(kWorkers, kOperations);
        if (!log)
            giveUp(log.error().message.c_str());
        const Shared<Raced> raced;
        together(static_cast<int>(kWorkers),
            [&](int rank) { raceAt(*log, *raced, static_cast<std::uint32_t>(rank)); });
        const double begin = nowNs();
        const auto result = reconstruct(*log, raced->word);
        const double ns = nowNs() - begin;
        if (!result)
            giveUp(result.error().message.c_str());
        const HistorySummary& summary = result->summary;
        const std::uint64_t counted = kOperations - TagFormat::valueOf(raced->word);
        state.counters["ns_per_op"] = ns / static_cast<double>(kOperations);
        state.counters["mismatches"] = static_cast<double>(
            (summary.lost == counted ? 0 : 1) + (summary.operations == kOperations ? 0 : 1));
        state.counters["lost"] = static_cast<double>(summary.lost);
        state.counters["branches"] = static_cast<double>(summary.branches);
        state.counters["whole_pages"] = static_cast<double>(summary.longBranchesOfWholePages);
        state.counters["long_branches"] = static_cast<double>(summary.longBranches);
    }
}
BENCHMARK(evidenceReconstruction)->Name("evidence_reconstruction")->Unit(benchmark::kSecond);

} // namespace
} // namespace interleave::bench
