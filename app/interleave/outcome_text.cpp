#include "app/interleave/outcome_text.h"

#include "app/interleave/number_text.h"
#include "core/model/deadlock_text.h"
#include "core/model/outcome_remark.h"
#include "core/model/picture_account.h"
#include "core/model/run_verdict.h"

#include <fmt/format.h>

namespace interleave {

namespace {

std::string figureText(double value, const std::string& unit)
{
    if (unit == "ns")
        return durationText(value);
    return numberText(value) + (unit.empty() ? "" : " " + unit);
}

// A remark has counted things itself.
bool isLeftOut(const OutcomeFigure& figure, const TrialResult& trial)
{
    return countsPictures(figure.name) || isNothingDone(figure)
        || (trial.outcome.remark && figure.unit.empty());
}

} // namespace

bool nothingEnded(const TrialResult& trial)
{
    return trial.tasks.cancelled == trial.tasks.total;
}

std::string picturesLine(const RunResult& result)
{
    const TrialResult& last = result.trials.back();
    if (result.experiment.workload != WorkloadKind::ImageFilter || !last.measured
        || nothingEnded(last))
        return "";
    return fmt::format(
        "{}{}.\n", trialsWanted(result) > 1 ? "Last trial: " : "", pictureSentence(last));
}

std::string outcomeLines(const TrialResult& trial, std::size_t trials)
{
    std::string text;
    if (nothingEnded(trial))
        return text;
    if (!trial.outcome.sentence.empty())
        text = fmt::format("{}{}.\n", trials > 1 ? "Last trial: " : "", trial.outcome.sentence);
    if (!trial.deadlock.empty())
        text += fmt::format("  {}\n", deadlockText(trial.deadlock));
    for (const OutcomeFigure& figure : trial.outcome.figures) {
        if (isLeftOut(figure, trial))
            continue;
        text += fmt::format("  {}: {}{}\n",
            figure.title,
            figureText(figure.value, figure.unit),
            figure.wanted && *figure.wanted != figure.value
                ? fmt::format(" (should be {})", figureText(*figure.wanted, figure.unit))
                : "");
    }
    return text;
}

} // namespace interleave
