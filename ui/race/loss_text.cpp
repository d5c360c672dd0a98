#include "ui/race/loss_text.h"

#include "core/analysis/statistics.h"
#include "core/model/applicability.h"
#include "ui/models/arm_trials.h"
#include "ui/models/own_answer.h"
#include "ui/models/run_story.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kShareDigits = 2;

struct LossText
{
    Q_DECLARE_TR_FUNCTIONS(LossText)
};

QString lostSentence(double lost, std::uint64_t updates)
{
    return LossText::tr("%1 of %2 update(s) were lost (%3)", nullptr, pluralOf(updates))
        .arg(formatCount(std::llround(lost)),
            formatCount(updates),
            formatPercent(lost / static_cast<double>(updates), kShareDigits));
}

// None of it in most trials, but in some.
QString someTrialsSentence(const RunResult& run, std::uint64_t updates)
{
    const std::vector<std::uint64_t> lost = lostOfArm(run, mainArm(run));
    return LossText::tr(
        "%1 of %2 trial(s) lost updates, up to %3 of %4 (median 0)", nullptr, pluralOf(lost.size()))
        .arg(formatCount(trialsThatLost(run)),
            formatCount(lost.size()),
            formatCount(std::ranges::max(lost)),
            formatCount(updates));
}

// In the workload's words; empty where it counts nothing that nobody wants, and where no trial did.
QString unwantedRange(const RunResult& run)
{
    const std::vector<std::uint64_t> counts = unwantedCounts(run, mainArm(run));
    const QString what = unwantedTitle(run);
    if (counts.empty())
        return {};
    const auto [least, most] = std::ranges::minmax(counts);
    if (most == 0)
        return {};
    return least == most
        ? LossText::tr("%1: %2 in each trial").arg(what, formatCount(most))
        : LossText::tr("%1: %2 to %3 in a trial").arg(what, formatCount(least), formatCount(most));
}

} // namespace

QString lossSentence(const RaceOutcome& race)
{
    return race.lost > 0 ? lostSentence(static_cast<double>(race.lost), race.updates) : QString();
}

QString lossSentence(const RunResult& run, std::uint64_t updates)
{
    if (const double lost = medianLost(run.summary); lost > 0)
        return lostSentence(lost, updates);
    return trialsThatLost(run) > 0 ? someTrialsSentence(run, updates) : QString();
}

QString nothingLostSentence(const Experiment& experiment, std::uint64_t updates)
{
    if (updates == 0)
        return LossText::tr("No update was made");
    const QString where = coreWord(workloadInfo(experiment.workload).sharedState);
    if (updates == 1)
        return LossText::tr("No update was lost: the only one is in %1").arg(where);
    return LossText::tr("No update was lost: all %1 are in %2", nullptr, pluralOf(updates))
        .arg(formatCount(updates), where);
}

QString lostRange(const RunResult& run)
{
    if (hasOwnAnswer(run))
        return unwantedRange(run);
    const std::vector<std::uint64_t> lost = lostOfArm(run, mainArm(run));
    if (lost.empty())
        return {};
    const auto [least, most] = std::ranges::minmax(lost);
    if (most == 0 && !isAboutUpdates(run.experiment.workload))
        return {};
    if (most == 0)
        return run.experiment.varyWorkers.empty()
            ? LossText::tr("no trial lost an update")
            : LossText::tr("none of these lost an update"); // of the largest pool
    if (least == most)
        return LossText::tr("each trial lost %1 update(s)", nullptr, pluralOf(most))
            .arg(formatCount(most));
    return LossText::tr("the trials lost from %1 to %2 update(s)", nullptr, pluralOf(most))
        .arg(formatCount(least), formatCount(most));
}

} // namespace interleave::ui
