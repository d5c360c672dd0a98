// What it costs to have the history before one: to open it, to know all of its runs in their order,
// and to read those that a window shows; and what it costs to look for a word in all of them.

#include "core/history/history.h"

#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <SQLiteCpp/Database.h>
#include <benchmark/benchmark.h>

namespace interleave::bench {

namespace {

constexpr std::size_t kInSight = 200;
constexpr double kNsPerMs = 1e6;

// As many runs as are asked for, in one transaction: kept one by one they would take minutes.
void fill(const std::filesystem::path& folder, std::int64_t runs)
{
    const auto nothing = [](const std::filesystem::path&) { return Result<void, SystemError>(); };
    RunResult result;
    result.trials.emplace_back();
    result.arms.emplace_back();
    const NewRun run = newRunOf(result,
        {.name = "Counter, no primitive",
            .words = "Shared counter · 1,000 tasks · increments per task 10,000 · 2 processes by "
                     "fork · no primitive · 5 trials",
            .answer = "37,912 of 100,000 updates were lost (38 %)",
            .version = "0.1.0"});
    if (const auto kept = keepRun(folder, run, ".json", nothing); !kept)
        giveUp(kept.error().message.c_str());
    SQLite::Database database(databaseIn(folder).string(), SQLite::OPEN_READWRITE);
    database.exec(fmt::format(
        "BEGIN;"
        "INSERT INTO runs(name, started_ms, words, answer, outcome, version, machine, trials, "
        "seed, file, bytes) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
        "i < {}) SELECT name || i, started_ms + i * 60000, words, answer, outcome, version, "
        "machine, trials, seed, file || i, bytes FROM runs, n WHERE id = 1;"
        "INSERT INTO details SELECT runs.id, experiment, readings FROM runs, details WHERE "
        "details.run = 1 AND runs.id > 1;"
        "COMMIT",
        runs - 1));
}

double openAndShow(const std::filesystem::path& folder)
{
    const double begin = nowNs();
    const auto shown
        = History::open(folder, NoHistory::IsMissing).and_then([](const History& history) {
              return history.ids({}).and_then([&](const std::vector<std::int64_t>& ids) {
                  return history.runs(std::span(ids).first(std::min(kInSight, ids.size())));
              });
          });
    if (!shown)
        giveUp(shown.error().message.c_str());
    return nowNs() - begin;
}

double find(const std::filesystem::path& folder)
{
    const History history = History::open(folder, NoHistory::IsMissing).value();
    const double begin = nowNs();
    if (const auto ids = history.ids({.filter = "e99 lost"}); !ids || ids->empty())
        giveUp("the history does not find its runs");
    return nowNs() - begin;
}

void historyOpen(benchmark::State& state)
{
    constexpr int kTurns = 9;
    const TemporaryFolder folder;
    fill(folder.path(), state.range(0));
    for (auto unused : state) {
        static_cast<void>(unused);
        std::vector<double> opened;
        std::vector<double> found;
        for (int turn = 0; turn < kTurns; ++turn) {
            opened.push_back(openAndShow(folder.path()));
            found.push_back(find(folder.path()));
        }
        state.counters["open_ms"] = median(opened) / kNsPerMs;
        state.counters["filter_ms"] = median(found) / kNsPerMs;
    }
}
BENCHMARK(historyOpen)
    ->Name("history_open")
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

} // namespace
} // namespace interleave::bench
