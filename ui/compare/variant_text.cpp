#include "ui/compare/variant_text.h"

#include "core/model/run_verdict.h"
#include "ui/compare/comparison_headline.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/typical_trial.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

namespace {

struct VariantText
{
    Q_DECLARE_TR_FUNCTIONS(VariantText)
};

bool isDeadlocked(const TrialResult& trial)
{
    return !trial.deadlock.empty();
}

bool gaveAnotherOutcome(const TrialResult& trial)
{
    return !trial.outcome.sentence.empty() && !trial.outcome.asWanted;
}

using TrialTest = bool (*)(const TrialResult&);

// "2 of 5", of the trials of a run.
QString shareOf(const RunResult& run, TrialTest test)
{
    return VariantText::tr("%1 of %2")
        .arg(formatCount(std::ranges::count_if(run.trials, test)), formatCount(run.trials.size()));
}

bool any(const RunResult& run, TrialTest test)
{
    return std::ranges::any_of(run.trials, test);
}

QString timeSentence(const SideTitles& sides, const Ratio& ratio)
{
    const QString words = timeRatio(ratio);
    if (words.isEmpty())
        return {};
    if (leavesOpen(ratio))
        return VariantText::tr("%1 and %2: no difference in time in these trials (%3)")
            .arg(sides.a, sides.b, words);
    return isFaster(ratio) ? VariantText::tr("%1 was %2 than %3").arg(sides.b, words, sides.a)
                           : VariantText::tr("%1 took %2 as %3").arg(sides.b, words, sides.a);
}

QString deadlockSentence(const SideTitles& sides, const RunResult& a, const RunResult& b)
{
    return VariantText::tr("%1: a deadlock in %2 trials; %3: in %4")
        .arg(sides.a, shareOf(a, isDeadlocked), sides.b, shareOf(b, isDeadlocked));
}

QString outcomeSentence(const SideTitles& sides, const RunResult& a, const RunResult& b)
{
    return VariantText::tr("%1 went wrong in %2 trials; %3 in %4")
        .arg(sides.a, shareOf(a, gaveAnotherOutcome), sides.b, shareOf(b, gaveAnotherOutcome));
}

std::vector<const TrialResult*> trialsThatBegan(const RunResult& run, std::size_t arm)
{
    std::vector<const TrialResult*> trials;
    for (const TrialResult& trial : run.trials) {
        if (trial.arm == arm)
            trials.push_back(&trial);
    }
    return trials;
}

bool wentWell(const RunResult& run, std::size_t arm)
{
    return std::ranges::all_of(trialsThatBegan(run, arm),
        [](const TrialResult* trial) { return isComplete(*trial) && !gaveAnotherOutcome(*trial); });
}

} // namespace

QString variantHeadline(const RunResult& a, const RunResult& b)
{
    const SideTitles sides = sideTitles(a.experiment, b.experiment);
    if (any(a, isDeadlocked) || any(b, isDeadlocked))
        return capitalised(deadlockSentence(sides, a, b));
    if (!isComplete(a) || !isComplete(b))
        return comparisonHeadline(a, b);
    if (any(a, gaveAnotherOutcome) || any(b, gaveAnotherOutcome))
        return capitalised(outcomeSentence(sides, a, b));
    const QString sentence = capitalised(timeSentence(sides, wallRatio(a, b)));
    return a.trials.size() == 1 && b.trials.size() == 1
        ? VariantText::tr("%1 in this one trial").arg(sentence)
        : sentence;
}

QString variantDetails(const RunResult& a, const RunResult& b)
{
    const auto said = [](const RunResult& run) {
        return run.trials.empty() ? QString()
                                  : QString::fromStdString(typicalTrial(run).outcome.sentence);
    };
    const QString ofA = said(a);
    const QString ofB = said(b);
    return ofA.isEmpty() || ofB.isEmpty() ? QString()
                                          : VariantText::tr("A: %1 · B: %2").arg(ofA, ofB);
}

QString variantsHeadline(const RunResult& run)
{
    const ValueSpec* spec = findParameter(run.experiment.workload, run.experiment.varyParam.name);
    std::size_t well = 0;
    for (std::size_t arm = 0; arm < run.arms.size(); ++arm)
        well += wentWell(run, arm) ? 1U : 0U;
    return VariantText::tr("%1 of %2 values of “%3” went well")
        .arg(formatCount(well),
            formatCount(run.arms.size()),
            spec != nullptr ? parameterTitle(*spec) : QString());
}

QString variantsDetails(const RunResult& run)
{
    const QStringList titles = titlesOfValues(run.experiment);
    QStringList parts;
    for (qsizetype arm = 0; arm < std::ssize(run.arms) && arm < titles.size(); ++arm) {
        const auto place = static_cast<std::size_t>(arm);
        const auto trials = trialsThatBegan(run, place);
        const bool deadlock = std::ranges::any_of(
            trials, [](const TrialResult* trial) { return isDeadlocked(*trial); });
        const QString time = formatDuration(run.arms[place].summary.wallNs.median);
        const QString said = deadlock ? VariantText::tr("deadlock")
            : wentWell(run, place)    ? time
                                      : VariantText::tr("%1, went wrong").arg(time);
        parts << VariantText::tr("%1: %2").arg(titles[arm], said);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave::ui
