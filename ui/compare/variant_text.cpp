#include "ui/compare/variant_text.h"

#include "core/model/run_account.h"
#include "core/model/run_verdict.h"
#include "ui/models/arm_trials.h"
#include "ui/models/failures_sentence.h"
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

using TrialTest = bool (*)(const TrialResult&);

bool any(const std::vector<const TrialResult*>& trials, TrialTest test)
{
    return std::ranges::any_of(trials, [test](const TrialResult* trial) { return test(*trial); });
}

bool isUnknown(const TrialResult& trial)
{
    return !resultIsKnown(trial);
}

} // namespace

bool wentWell(const RunResult& run, std::uint32_t arm)
{
    const std::vector<const TrialResult*> trials = begunTrialsOfArm(run, arm);
    return trials.size() == trialsOfArm(run, arm).size() && !trials.empty()
        && !any(trials, isUnknown) && !any(trials, wentWrong)
        && failuresSentence(accountOf(run, arm)).isEmpty();
}

QString whatBecameOf(const RunResult& run, std::uint32_t arm)
{
    const std::vector<const TrialResult*> trials = begunTrialsOfArm(run, arm);
    if (trials.empty())
        return VariantText::tr("did not run");
    if (any(trials, isUnknown))
        return VariantText::tr("failed");
    const RunSummary& summary = run.arms[arm].summary;
    const bool deadlock = any(trials, isDeadlocked);
    QStringList parts;
    if (any(trials, [](const TrialResult& trial) { return isComplete(trial); }))
        parts << formatDuration(summary.wallNs.median);
    else if (!deadlock)
        parts << VariantText::tr("cut short");
    if (deadlock)
        parts << VariantText::tr("deadlock");
    parts << failuresSentence(accountOf(run, arm));
    if (any(trials,
            [](const TrialResult& trial) { return wentWrong(trial) && !isDeadlocked(trial); }))
        parts << VariantText::tr("went wrong");
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString variantsHeadline(const RunResult& run)
{
    const ValueSpec* spec = variedSpec(run.experiment);
    std::size_t well = 0;
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm)
        well += wentWell(run, arm) ? 1U : 0U;
    return VariantText::tr(
        "%1 of %2 value(s) of “%3” went well", nullptr, pluralOf(run.arms.size()))
        .arg(formatCount(well),
            formatCount(run.arms.size()),
            spec != nullptr ? parameterTitle(*spec) : QString());
}

QString variantsDetails(const RunResult& run)
{
    const QStringList titles = titlesOfValues(run.experiment);
    QStringList parts;
    for (qsizetype arm = 0; arm < std::ssize(run.arms) && arm < titles.size(); ++arm)
        parts << VariantText::tr("%1: %2").arg(
            titles[arm], whatBecameOf(run, static_cast<std::uint32_t>(arm)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave::ui
