// Whatever a text says that stands for a run's result, either it is refused with a reason, or all
// that is made of a result can be made of it, and it can be written and read again.
//
// An input is a text; one whose first byte is small is a result of ours with changes: two bytes of
// place and one of value each.
#include "core/analysis/statistics.h"
#include "core/model/ledger_text.h"
#include "core/model/run_result_text.h"
#include "core/model/run_verdict.h"
#include "core/workload/image/kept_names.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace interleave;

constexpr std::size_t kChangeBytes = 3;
constexpr std::uint8_t kFirstOfTexts = 0x20; // no text of JSON begins below

std::string ourText()
{
    RunResult run;
    run.arms.resize(2);
    run.trials.resize(3);
    for (TrialResult& trial : run.trials) {
        trial.tasks = {.total = 12, .succeeded = 12};
        trial.workers.resize(2);
        trial.outcome.figures = {{.name = "pictures", .value = 3}};
        trial.deadlock = {{.worker = 0, .waitsFor = "fork 2", .heldBy = 1}};
        trial.errors = {{5, "exception", "of task 5"}};
    }
    run.trials.back().arm = 1;
    run.pictures
        = {{.arms = {0, 1}, .folder = "/in", .names = {"a", "b/c"}, .results = {"a", "b/c"}}};
    return runResultText(run);
}

std::string inputOf(std::string_view bytes)
{
    if (bytes.empty() || static_cast<std::uint8_t>(bytes.front()) >= kFirstOfTexts)
        return std::string(bytes);
    static const std::string ours = ourText();
    std::string text = ours;
    for (bytes.remove_prefix(1); bytes.size() >= kChangeBytes; bytes.remove_prefix(kChangeBytes)) {
        const std::size_t place = static_cast<std::uint8_t>(bytes[0]) * std::size_t{256}
            + static_cast<std::uint8_t>(bytes[1]);
        text[place % text.size()] = bytes[2];
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const auto run = runResultFromText(inputOf({reinterpret_cast<const char*>(bytes), size}), "a");
    if (!run) {
        if (run.error().message.empty())
            std::abort();
        return 0;
    }
    static_cast<void>(reasonsOf(*run));
    static_cast<void>(ledgerText(*run, [](std::uint64_t count) { return std::to_string(count); }));
    for (const PictureNames& names : run->pictures) {
        if (!listOf(names))
            std::abort();
        for (const std::uint32_t arm : names.arms)
            static_cast<void>(run->arms[arm].arm.workers);
    }
    if (mainArm(*run) > run->arms.size() || !runResultFromText(runResultText(*run), "b"))
        std::abort();
    return 0;
}
