#include "ui/models/own_answer.h"

#include "core/analysis/statistics.h"
#include "core/model/applicability.h"
#include "core/model/run_verdict.h"
#include "ui/models/core_sentence.h"
#include "ui/models/typical_trial.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>

namespace interleave::ui {

namespace {

struct OwnAnswer
{
    Q_DECLARE_TR_FUNCTIONS(OwnAnswer)
};

std::uint64_t countOf(const OutcomeFigure& figure)
{
    return static_cast<std::uint64_t>(std::max(figure.value, 0.0));
}

// Of the complete trials that the run's summary is of.
const TrialResult& middleTrial(const RunResult& run)
{
    const std::uint64_t median = lowerMedian(unwantedCounts(run, mainArm(run)));
    for (const TrialResult* trial : trialsOfArm(run, mainArm(run))) {
        const OutcomeFigure* figure = unwantedCount(run.experiment, *trial);
        if (figure != nullptr && countOf(*figure) == median)
            return *trial;
    }
    return typicalTrial(run);
}

} // namespace

bool hasOwnAnswer(const Experiment& experiment, const TrialResult& trial)
{
    return !isAboutUpdates(experiment.workload) && !trial.outcome.sentence.empty();
}

bool hasOwnAnswer(const RunResult& run)
{
    return std::ranges::any_of(
        run.trials, [&](const TrialResult& trial) { return hasOwnAnswer(run.experiment, trial); });
}

const OutcomeFigure* unwantedCount(const Experiment& experiment, const TrialResult& trial)
{
    if (!hasOwnAnswer(experiment, trial) || trial.outcome.figures.empty())
        return nullptr;
    const OutcomeFigure& first = trial.outcome.figures.front();
    return first.wanted == 0.0 ? &first : nullptr;
}

QString figureValue(const OutcomeFigure& figure)
{
    const QString value = formatValue(figure.value);
    return figure.unit.empty() ? value
                               : value % QLatin1Char(' ') % unitText(figure.unit, figure.value);
}

std::vector<std::uint64_t> unwantedCounts(const RunResult& run, std::uint32_t arm)
{
    std::vector<std::uint64_t> counts;
    for (const TrialResult* trial : trialsOfArm(run, arm)) {
        if (const OutcomeFigure* figure = unwantedCount(run.experiment, *trial))
            counts.push_back(countOf(*figure));
    }
    return counts;
}

QString unwantedTitle(const RunResult& run)
{
    for (const TrialResult& trial : run.trials) {
        if (const OutcomeFigure* figure = unwantedCount(run.experiment, trial))
            return coreWord(figure->title);
    }
    return {};
}

std::uint64_t lowerMedian(std::vector<std::uint64_t> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + (std::ssize(values) - 1) / 2;
    std::ranges::nth_element(values, middle);
    return *middle;
}

const TrialResult& answeringTrial(const RunResult& run)
{
    const TrialResult& middle = middleTrial(run);
    if (!middle.outcome.asWanted)
        return middle;
    const auto wrong = std::ranges::find_if(
        run.trials, [](const TrialResult& trial) { return !trial.outcome.asWanted; });
    return wrong == run.trials.end() ? middle : *wrong;
}

QString ownAnswer(const RunResult& run)
{
    if (run.trials.empty() || isAboutUpdates(run.experiment.workload))
        return {};
    const QString sentence = coreSentence(answeringTrial(run).outcome.sentence);
    const std::ptrdiff_t wrong = std::ranges::count_if(run.trials, wentWrong);
    if (sentence.isEmpty() || wrong == 0 || run.trials.size() == 1)
        return sentence;
    return OwnAnswer::tr("%1 (%2 of %3 trial(s) went wrong)", nullptr, pluralOf(run.trials.size()))
        .arg(sentence, formatCount(wrong), formatCount(run.trials.size()));
}

} // namespace interleave::ui
