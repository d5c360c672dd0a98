#include "app/interleave/compare_runs.h"

#include "app/interleave/output_file.h"
#include "app/interleave/output_paths.h"
#include "app/interleave/run_reference.h"
#include "app/interleave/side_by_side.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/engine/run/exit_status.h"
#include "core/history/machine_key.h"
#include "core/model/run_result_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

// Of a file nobody knows all of its machine: then only what results say is compared.
void compareMachinesAlike(std::vector<NamedRun>& runs)
{
    if (std::ranges::none_of(runs, [](const NamedRun& run) { return run.machine.empty(); }))
        return;
    for (NamedRun& run : runs) {
        const MachineFacts& facts = run.result.machine;
        run.machine = facts.processor.empty() ? "" : machineKey(facts, {});
    }
}

// Two runs that were set side by side may be of two machines.
std::string machineOf(const NamedRun& run, std::uint32_t arm)
{
    if (arm >= run.result.madeOf.size())
        return run.machine;
    const MachineFacts& facts = run.result.madeOf[arm].machine;
    return facts.processor.empty() ? "" : machineKey(facts, {});
}

std::vector<Side> sidesOf(const std::vector<NamedRun>& runs)
{
    std::vector<Side> sides;
    for (const NamedRun& run : runs) {
        for (Side side : sidesOf(run.result)) {
            side.name = run.result.arms.size() < 2 ? run.name : run.name + ": " + side.name;
            side.arm.machine = machineOf(run, side.arm.arm);
            side.arm.version = run.version;
            sides.push_back(std::move(side));
        }
    }
    return sides;
}

std::string whyNotSideBySide(std::size_t sides, std::size_t runs, const ComparisonOptions& options)
{
    if (sides < 2)
        return "one run alone has nothing to be compared with; name two to eight, by their numbers "
               "in 'interleave history list' or by files, or give an experiment and --vary "
               "NAME=V,V";
    if (sides > kMostSides)
        return fmt::format("{} runs with {} arms are too many to set side by side; name {} at most",
            runs,
            sides,
            kMostSides);
    if (options.base > sides)
        return fmt::format("--base {} is none of the {}; give 1 to {}", options.base, sides, sides);
    return "";
}

int writeJson(const std::string& path, const SideBySide& sides, Messages& messages)
{
    OutputFile file;
    const auto written
        = file.open(path).and_then([&] { return file.write(dumpJson(sides.json(), 2) + "\n"); });
    const auto stored = written.and_then([&] { return file.commit(); });
    return stored ? kExitSuccess : messages.complain(stored.error().message, kExitEngineFailed);
}

std::string describe(const SideBySide& sides)
{
    const std::string differences = sides.differences();
    return (differences.empty() ? "The experiments do not differ.\n"
                                : "Differences\n" + differences)
        + "\nMeasured\n" + sides.table() + "\nVerdicts\n" + sides.verdicts();
}

// What is wrong, and whose mistake it is.
Result<std::vector<NamedRun>, ReferenceError> findRuns(const std::vector<std::string>& references)
{
    std::vector<NamedRun> runs;
    for (const std::string& reference : references) {
        if (std::ranges::count(references, reference) > 1)
            return fail(ReferenceError::OfUser,
                fmt::format("'{}' is there twice; a run is the same as itself", shown(reference)));
        auto run = findRun(reference);
        if (!run)
            return tl::unexpected(run.error());
        runs.push_back(*std::move(run));
    }
    return runs;
}

} // namespace

int compareRuns(const std::vector<std::string>& references,
    const ComparisonOptions& options,
    const std::string& jsonPath,
    bool quiet,
    Messages& messages)
{
    auto runs = findRuns(references);
    if (!runs)
        return messages.complain(runs.error().message,
            runs.error().kind == ReferenceError::OfUser ? kExitUsage : kExitEngineFailed);
    compareMachinesAlike(*runs);
    std::vector<Side> all = sidesOf(*runs);
    if (const std::string why = whyNotSideBySide(all.size(), runs->size(), options); !why.empty())
        return messages.complain(why, kExitUsage);
    const SideBySide sides(std::move(all), options);
    if (!jsonPath.empty()) {
        if (const int written = writeJson(jsonPath, sides, messages); written != kExitSuccess)
            return written;
    }
    const int status = sides.exitStatus(kExitSuccess);
    return quiet || takeStandardOutput({.json = jsonPath})
        ? status
        : print(printable(describe(sides)), status, messages);
}

} // namespace interleave
