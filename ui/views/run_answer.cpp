#include "ui/views/run_answer.h"

#include "core/model/run_account.h"
#include "core/model/run_verdict.h"
#include "ui/compare/comparison_headline.h"
#include "ui/compare/comparison_text.h"
#include "ui/compare/executor_rows.h"
#include "ui/compare/primitive_rows.h"
#include "ui/compare/variant_text.h"
#include "ui/models/core_sentence.h"
#include "ui/models/own_answer.h"
#include "ui/models/pictures_sentence.h"
#include "ui/models/primitive_title.h"
#include "ui/models/problem_sentence.h"
#include "ui/models/run_story.h"
#include "ui/models/typical_trial.h"
#include "ui/race/loss_text.h"
#include "ui/race/outcome_details.h"
#include "ui/race/outcome_text.h"
#include "ui/views/arm_titles.h"
#include "ui/widgets/format.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kBriefDigits = 2;

bool anyDeadlock(const Run& run)
{
    return std::ranges::any_of(run.trials(), isDeadlocked);
}

QString briefComparison(const Run& run, const RunResult& a, const RunResult& b)
{
    if (anyDeadlock(run))
        return Run::tr("deadlock");
    const QString ratio = timeRatio(wallRatio(a, b)); // of the trials that are complete
    return ratio.isEmpty() || !resultIsKnown(a) || !resultIsKnown(b) ? Run::tr("cut short") : ratio;
}

// Of two runs each is of its own workload and machine.
QString caveatsOfPair(const Run& run, const RunResult& a, const RunResult& b)
{
    const auto of = [](const RunResult& result) {
        return caveats(result.experiment, result.trials, result.machine.usableCores);
    };
    if (!run.isMadeOfOthers())
        return caveats(a.experiment, run.trials(), a.machine.usableCores);
    QStringList both;
    if (const QString ofA = of(a); !ofA.isEmpty())
        both << Run::tr("A: %1").arg(ofA);
    if (const QString ofB = of(b); !ofB.isEmpty())
        both << Run::tr("B: %1").arg(ofB);
    return both.join(QStringLiteral(" · "));
}

QString cautionsOf(const Run& run)
{
    return caveats(run.experiment(), run.trials(), run.result()->machine.usableCores);
}

RunAnswer answerOfPair(const Run& run)
{
    const RunResult a = run.resultOf(0);
    const RunResult b = run.resultOf(1);
    QStringList details;
    const auto tell = [&](const QString& ofA, const QString& ofB) {
        if (!ofA.isEmpty() && !ofB.isEmpty())
            details << Run::tr("A: %1 · B: %2").arg(ofA, ofB);
    };
    tell(ownAnswer(a), ownAnswer(b));
    if (run.trials().size() > 2)
        tell(lostRange(a), lostRange(b));
    const QString cautions = caveatsOfPair(run, a, b);
    details << cautions;
    details.removeAll(QString());
    return {.headline = comparisonHeadline(a, b),
        .details = details.join(QStringLiteral(" · ")),
        .cautions = cautions,
        .brief = briefComparison(run, a, b)};
}

// Of more than two values of a parameter.
RunAnswer answerOfVariants(const Run& run)
{
    const QString cautions = cautionsOf(run);
    QStringList details{variantsDetails(*run.result()), cautions};
    details.removeAll(QString());
    return {.headline = variantsHeadline(*run.result()),
        .details = details.join(QStringLiteral(" · ")),
        .cautions = cautions,
        .brief = anyDeadlock(run) ? Run::tr("deadlock") : Run::tr("compared")};
}

RunAnswer answerOfExecutors(const Run& run)
{
    const RunResult& result = *run.result();
    const QString cautions = cautionsOf(run);
    return {.headline = executorsHeadline(result),
        .details = cautions,
        .cautions = cautions,
        .brief = executorsBrief(result)};
}

// The rest says nothing of what is not known.
RunAnswer unknownAnswer(const RunResult& result)
{
    const auto isUnknown = [](const TrialResult& trial) { return !resultIsKnown(trial); };
    const auto unknown = std::ranges::count_if(result.trials, isUnknown);
    const std::string why = whyNotKnown(*std::ranges::find_if(result.trials, isUnknown));
    return {.headline = Run::tr("The result of %1 of %2 trial(s) is not known: %3",
                nullptr,
                pluralOf(trialsWanted(result)))
                            .arg(formatCount(unknown),
                                formatCount(trialsWanted(result)),
                                inFormsWords(coreSentence(why))),
        .details = Run::tr("What is known of the others stands below."),
        .brief = Run::tr("not known")};
}

RunAnswer answerOfPrimitives(const Run& run)
{
    const std::vector<PrimitiveRow> rows = rowsOf(*run.result());
    return {.headline = primitivesHeadline(rows),
        .details = cautionsOf(run),
        .cautions = cautionsOf(run),
        .brief = fastestPrimitive(rows)};
}

// Empty where no trial lost any.
QString briefLosses(const RunResult& result)
{
    const double lost = medianLost(result.summary);
    const auto updates = static_cast<double>(typicalTrial(result).race.updates);
    if (lost > 0 && updates > 0)
        return Run::tr("%1 lost").arg(formatPercent(lost / updates, kBriefDigits));
    const std::size_t losing = trialsThatLost(result);
    return losing == 0 ? QString()
                       : Run::tr("%1 of %2 lost", "trials, of all")
                             .arg(formatCount(losing), formatCount(completeTrials(result)));
}

// Empty where no trial went wrong.
QString briefWrong(const RunResult& result)
{
    const auto wrong = std::ranges::count_if(result.trials, wentWrong);
    if (wrong == 0 || result.trials.size() == 1)
        return wrong == 0 ? QString() : Run::tr("went wrong");
    return Run::tr("%1 of %2 went wrong", "trials, of all")
        .arg(formatCount(wrong), formatCount(result.trials.size()));
}

QString briefOutcome(const RunResult& result)
{
    if (!resultIsKnown(result))
        return Run::tr("not known");
    const TrialResult& trial = typicalTrial(result);
    if (isDeadlocked(trial))
        return Run::tr("deadlock");
    const TaskCounts counts = accountOf(result.experiment, trial).counts;
    const std::uint64_t failed = counts.failed + counts.timedOut;
    const bool failureEndedIt = failed > 0 && result.experiment.onError == OnError::Stop;
    if (trial.end != TrialEnd::Finished && !failureEndedIt)
        return Run::tr("cut short");
    if (failed > 0)
        return Run::tr("%1 failed").arg(formatCount(failed));
    if (const QString trouble = tellsOfUpdates(result) ? briefLosses(result) : briefWrong(result);
        !trouble.isEmpty())
        return trouble;
    const QString time = formatDuration(result.summary.wallNs.median);
    return tellsOfUpdates(result) ? Run::tr("none lost, %1").arg(time) : time;
}

// Empty where no arm of it has one worker, or nothing is proved by them.
QString picturesBesidesOneWorker(const Run& run)
{
    const RunResult& result = *run.result();
    if (run.asked().workload != WorkloadKind::ImageFilter || run.isMadeOfOthers()
        || !resultIsKnown(result) || trialsThatLost(result) > 0
        || endOf(result) == TrialEnd::Cancelled || speedBesidesOneWorker(result).isEmpty())
        return {};
    return picturesSentence(result);
}

// The answer of the largest pool, unless only others lost something.
QString outcomeOfPools(const RunResult& result)
{
    const auto losing = std::ranges::count_if(
        result.trials, [](const TrialResult& trial) { return trial.race.lost > 0; });
    if (losing == 0 || trialsThatLost(result) > 0)
        return outcomeHeadline(result);
    return Run::tr("Updates were lost in %1 of %2 trials, in none of those with %3 workers")
        .arg(formatCount(losing),
            formatCount(result.trials.size()),
            formatCount(result.arms[mainArm(result)].arm.workers));
}

RunAnswer usualAnswer(const Run& run)
{
    const RunResult& result = *run.result();
    if (result.trials.empty())
        return {.headline = outcomeHeadline(result),
            .details = outcomeDetails(result),
            .brief = Run::tr("cancelled")};
    const bool cutShort = endOf(result) == TrialEnd::Cancelled;
    if (isPair(run))
        return answerOfPair(run);
    if (comparesExecutors(run) && !cutShort)
        return resultIsKnown(result) ? answerOfExecutors(run) : unknownAnswer(result);
    if (comparesParameter(run) && !cutShort)
        return answerOfVariants(run);
    if (comparesPrimitives(run) && !resultIsKnown(result))
        return unknownAnswer(result);
    if (run.arms().size() > 1 && cutShort)
        return {.headline = cutShortSentence(result),
            .details = Run::tr("What was measured until then stands below."),
            .brief = Run::tr("cut short")};
    if (comparesPrimitives(run))
        return answerOfPrimitives(run);
    RunAnswer answer{.headline = outcomeHeadline(result),
        .details = outcomeDetails(result),
        .cautions = cautionsOf(run),
        .brief = briefOutcome(result)};
    if (const PoolSizesAnswer speed = poolSizesAnswer(result);
        !run.experiment().varyWorkers.empty() && !speed.headline.isEmpty()) {
        answer.details = outcomeOfPools(result) % Run::tr(" · ") % answer.details;
        answer.headline = speed.headline;
        answer.brief = speed.brief;
    }
    return answer;
}

} // namespace

RunAnswer answerOf(const Run& run)
{
    RunAnswer answer = usualAnswer(run);
    if (const QString pictures = picturesBesidesOneWorker(run); !pictures.isEmpty()) {
        if (answer.headline != pictures)
            answer.details = answer.headline % Run::tr(" · ") % answer.details;
        answer.headline = pictures;
    }
    return answer;
}

QString briefState(const Run& run)
{
    switch (run.state()) {
    case RunState::Starting:
        return Run::tr("starts");
    case RunState::Running:
        return Run::tr("runs");
    case RunState::Failed:
        return Run::tr("failed");
    case RunState::Ended:
        break;
    }
    return run.result() ? Run::tr("ended") : Run::tr("had not ended");
}

} // namespace interleave::ui
