#include "ui/race/outcome_details.h"

#include "core/analysis/statistics.h"
#include "core/base/grouped_digits.h"
#include "core/model/applicability.h"
#include "core/model/codec_share.h"
#include "core/model/ledger_text.h"
#include "core/model/one_core.h"
#include "core/model/other_load.h"
#include "core/model/outcome_remark.h"
#include "core/model/run_verdict.h"
#include "core/model/total_range.h"
#include "core/model/waiting_line.h"
#include "ui/models/arm_trials.h"
#include "ui/models/core_sentence.h"
#include "ui/models/deadlock_sentence.h"
#include "ui/models/value_text.h"
#include "ui/race/loss_text.h"
#include "ui/race/outcome_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

namespace {

struct OutcomeDetails
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeDetails)
};

QString sumSentence(const Experiment& experiment, const TrialResult& trial)
{
    const RaceOutcome& race = trial.race;
    const bool modulo = totalIsModulo(experiment.workload, trial);
    const QString what = coreWord(workloadInfo(experiment.workload).totalTitle);
    if (race.actual == race.expected && race.actual == 0)
        return {}; // it adds nothing up
    if (race.actual == race.expected)
        return (modulo ? OutcomeDetails::tr("%1 %2 (modulo 2⁶⁴) as expected")
                       : OutcomeDetails::tr("%1 %2 as expected"))
            .arg(what, formatCount(race.actual));
    const QString sentence = modulo ? OutcomeDetails::tr("%1 %2 instead of %3, modulo 2⁶⁴")
                                    : OutcomeDetails::tr("%1 %2 instead of %3");
    return sentence.arg(what, formatCount(race.actual), formatCount(race.expected));
}

QString uncertainSentence(const TrialResult& trial)
{
    const RaceOutcome& race = trial.race;
    if (race.uncertain == 0)
        return {};
    const QString more = OutcomeDetails::tr("%1 update(s) more", nullptr, pluralOf(race.uncertain))
                             .arg(formatCount(race.uncertain));
    return trial.tasks.failed + trial.tasks.timedOut == 0
        ? OutcomeDetails::tr("cut-off tasks may have made up to %1").arg(more)
        : OutcomeDetails::tr("failed tasks may have made up to %1").arg(more);
}

QString shortageSentence(std::span<const TrialResult> trials)
{
    const auto isShort = [](const TrialResult& trial) { return trial.shortage.has_value(); };
    const auto found = std::ranges::find_if(trials, isShort);
    return found == trials.end() ? QString()
                                 : capitalised(coreSentence(shortageText(*found->shortage)));
}

QString lineSentence(const RunResult& run)
{
    return remarkText(lineRemark(run));
}

// A process per task starts its processes within the wall time.
QString startSentence(const TrialResult& trial)
{
    if (trial.startNs == 0)
        return {};
    return OutcomeDetails::tr("workers ready after %1")
        .arg(formatDuration(static_cast<double>(trial.startNs)));
}

QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(" · "));
}

// Which trials the answer is of.
QString mainArmSentence(const RunResult& run)
{
    const std::size_t complete = trialsOfArm(run, mainArm(run)).size();
    if (complete == 0)
        return {};
    const QString trials = formatCount(complete);
    if (run.experiment.varyWorkers.empty())
        return OutcomeDetails::tr("median of %1 trial(s)", nullptr, pluralOf(complete)).arg(trials);
    return OutcomeDetails::tr("median of %1 trial(s) with %2 workers, the most that were compared",
        nullptr,
        pluralOf(complete))
        .arg(trials, formatCount(run.arms[mainArm(run)].arm.workers));
}

// Where the headline does not say it.
QString incompleteSentence(const RunResult& run)
{
    if (completeTrials(run) == run.trials.size() || isCutShort(run))
        return {};
    return OutcomeDetails::tr(
        "%1 of %2 trial(s) are complete", nullptr, pluralOf(trialsWanted(run)))
        .arg(formatCount(completeTrials(run)), formatCount(trialsWanted(run)));
}

QString detailsOf(const Experiment& experiment, const TrialResult& trial, std::int64_t usableCores)
{
    if (!trial.deadlock.empty())
        return joined({deadlockSentence(trial.deadlock), widenedWindow(experiment)});
    return joined({caveats(experiment, {&trial, 1}, usableCores),
        sumSentence(experiment, trial),
        startSentence(trial),
        widenedWindow(experiment),
        uncertainSentence(trial)});
}

// "396 succeeded, 3 failed, 1 took too long"; empty where all succeeded.
QString tasksSentence(const TaskCounts& tasks)
{
    if (tasks.succeeded == tasks.total)
        return {};
    QStringList parts{OutcomeDetails::tr("%1 succeeded").arg(formatCount(tasks.succeeded))};
    if (tasks.failed > 0)
        parts << OutcomeDetails::tr("%1 failed").arg(formatCount(tasks.failed));
    if (tasks.timedOut > 0)
        parts << OutcomeDetails::tr("%1 took too long").arg(formatCount(tasks.timedOut));
    if (tasks.cancelled > 0)
        parts << OutcomeDetails::tr("%1 were cancelled").arg(formatCount(tasks.cancelled));
    return parts.join(OutcomeDetails::tr(", "));
}

QString ledgerSentence(const TaskCounts& tasks, const std::string& ledger)
{
    QStringList sentences{tasksSentence(tasks), capitalised(coreSentence(ledger))};
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". "));
}

} // namespace

QString caveats(
    const Experiment& experiment, std::span<const TrialResult> trials, std::int64_t usableCores)
{
    return joined({capitalised(coreSentence(outcomeRemark(trials))),
        remarkText(codecRemark(experiment, trials, usableCores)),
        shortageSentence(trials),
        remarkText(oneCoreRemark(experiment, trials, usableCores)),
        remarkText(othersRemark(trials))});
}

QString outcomeDetails(const Experiment& experiment, const TrialResult& trial)
{
    return detailsOf(experiment, trial, 0);
}

QString outcomeDetails(const RunResult& run)
{
    if (run.trials.size() == 1)
        return joined({detailsOf(run.experiment, run.trials.front(), run.machine.usableCores),
            lineSentence(run)});
    if (const TrialResult* trial = deadlockedTrial(run))
        return joined({deadlockSentence(trial->deadlock), widenedWindow(run.experiment)});
    if (run.trials.empty())
        return widenedWindow(run.experiment);
    return joined({caveats(run.experiment, run.trials, run.machine.usableCores),
        lineSentence(run),
        incompleteSentence(run),
        mainArmSentence(run),
        lostRange(run),
        widenedWindow(run.experiment)});
}

QString ledgerSentence(const TrialResult& trial)
{
    return ledgerSentence(trial.tasks, ledgerText(trial, groupedDigits));
}

QString ledgerSentence(const RunResult& run)
{
    return ledgerSentence(run.summary.tasks, ledgerText(run, groupedDigits));
}

QString widenedWindow(const Experiment& experiment)
{
    const auto delay = windowDelayNs(experiment);
    if (delay <= 0)
        return {};
    return OutcomeDetails::tr("window widened by %1")
        .arg(formatDuration(static_cast<double>(delay)));
}

} // namespace interleave::ui
