#include "ui/compare/executor_rows.h"

#include "core/analysis/statistics.h"
#include "core/model/other_load.h"
#include "core/model/python_executor.h"
#include "ui/compare/comparison_text.h"
#include "ui/compare/variant_text.h"
#include "ui/models/arm_speed.h"
#include "ui/models/arm_trials.h"
#include "ui/models/executor_fit.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>
#include <functional>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostExecutorsNamed = 3;

struct ExecutorRowsText
{
    Q_DECLARE_TR_FUNCTIONS(ExecutorRowsText)
};

ExecutorKind executorAt(const Experiment& experiment, std::size_t value)
{
    const auto& values = experiment.varyParam.values;
    return value < values.size()
        ? fromName<ExecutorKind>(values[value]).value_or(experiment.executor)
        : experiment.executor;
}

// Of the trials that have it.
std::optional<Spread> spreadOf(const RunResult& run,
    std::uint32_t arm,
    const std::function<std::optional<double>(const TrialResult&)>& measure)
{
    std::vector<double> values;
    for (const TrialResult* trial : trialsOfArm(run, arm)) {
        if (const auto value = measure(*trial))
            values.push_back(*value);
    }
    if (values.empty())
        return std::nullopt;
    return describeSpread(std::move(values), static_cast<std::uint64_t>(run.experiment.seed));
}

std::optional<double> asDouble(const std::optional<std::uint64_t>& value)
{
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

ExecutorRow rowOf(const RunResult& run, std::uint32_t arm)
{
    const std::vector<const TrialResult*> trials = trialsOfArm(run, arm);
    ExecutorRow row{
        .executor = executorAt(run.experiment, run.arms[arm].arm.value.value_or(arm)),
        .trials = trials.size(),
    };
    row.rate = spreadOf(
        run, arm, [](const TrialResult& trial) { return std::optional(trial.throughputPerS); });
    row.startNs = spreadOf(run, arm, [](const TrialResult& trial) {
        return trial.startNs > 0 ? std::optional(static_cast<double>(trial.startNs)) : std::nullopt;
    });
    row.roundTripNs
        = spreadOf(run, arm, [](const TrialResult& trial) { return asDouble(trial.roundTripNs); });
    row.memoryBytes
        = spreadOf(run, arm, [](const TrialResult& trial) { return asDouble(trial.memoryBytes); });
    row.disturbed = static_cast<std::uint64_t>(std::ranges::count_if(
        trials, [](const TrialResult* trial) { return wasDisturbed(*trial); }));
    if (!trials.empty())
        row.python = QString::fromStdString(trials.back()->python.value_or(""));
    if (!begunTrialsOfArm(run, arm).empty() && !wentWell(run, arm))
        row.trouble = whatBecameOf(run, arm);
    return row;
}

// Arms of which every trial went well: others compare with nothing.
std::vector<std::uint32_t> soundArms(const RunResult& run)
{
    std::vector<std::uint32_t> sound;
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm) {
        if (wentWell(run, arm))
            sound.push_back(arm);
    }
    return sound;
}

QString titleOf(const RunResult& run, std::uint32_t arm)
{
    return executorTitle(executorAt(run.experiment, run.arms[arm].arm.value.value_or(arm)));
}

bool isOfPython(const RunResult& run, std::uint32_t arm)
{
    return isPython(executorAt(run.experiment, run.arms[arm].arm.value.value_or(arm)));
}

double wallOf(const RunResult& run, std::uint32_t arm)
{
    return run.arms[arm].summary.wallNs.median;
}

// Those whose times cannot be told from the best one's come behind it.
std::vector<std::uint32_t> fastestOf(const RunResult& run, const std::vector<std::uint32_t>& arms)
{
    const auto wall = [&run](std::uint32_t arm) { return wallOf(run, arm); };
    const std::uint32_t best = *std::ranges::min_element(arms, {}, wall);
    std::vector<std::uint32_t> fastest{best};
    for (const std::uint32_t arm : arms) {
        if (arm != best && run.arms[arm].summary.wallNs.low <= run.arms[best].summary.wallNs.high)
            fastest.push_back(arm);
    }
    return fastest;
}

QString namesOf(const RunResult& run, const std::vector<std::uint32_t>& arms)
{
    QStringList names;
    for (const std::uint32_t arm : arms)
        names << titleOf(run, arm);
    const QString last = names.takeLast();
    return names.isEmpty()
        ? last
        : ExecutorRowsText::tr("%1 and %2").arg(names.join(ExecutorRowsText::tr(", ")), last);
}

// "12 to 14"; empty where the trials do not say.
QString timesAsFast(const RunResult& run, std::uint32_t arm, std::uint32_t besides)
{
    const Ratio speed = armSpeed(run, arm, besides);
    return speed.defined && speed.low > 0 ? ratioInterval(speed.low, speed.high) : QString();
}

bool anyOfOneTrial(const RunResult& run, const std::vector<std::uint32_t>& arms)
{
    return std::ranges::any_of(
        arms, [&run](std::uint32_t arm) { return trialsOfArm(run, arm).size() < 2; });
}

// With whom the fastest is compared: the best of Python's beside ours, else the slowest.
std::optional<std::uint32_t> comparedWith(
    const RunResult& run, const std::vector<std::uint32_t>& arms, std::uint32_t best)
{
    std::vector<std::uint32_t> pythons;
    for (const std::uint32_t arm : arms) {
        if (isOfPython(run, arm))
            pythons.push_back(arm);
    }
    if (!pythons.empty() && !isOfPython(run, best))
        return fastestOf(run, pythons).front();
    const auto wall = [&run](std::uint32_t arm) { return wallOf(run, arm); };
    const std::uint32_t slowest = *std::ranges::max_element(arms, {}, wall);
    return slowest == best ? std::nullopt : std::optional(slowest);
}

QString besideAnother(
    const RunResult& run, const std::vector<std::uint32_t>& arms, std::uint32_t best)
{
    const auto other = comparedWith(run, arms, best);
    const QString times = other ? timesAsFast(run, best, *other) : QString();
    if (times.isEmpty())
        return {};
    return isOfPython(run, *other) && !isOfPython(run, best)
        ? ExecutorRowsText::tr("%1 times as fast as %2, the fastest of Python's")
              .arg(times, titleOf(run, *other))
        : ExecutorRowsText::tr("%1 times as fast as %2").arg(times, titleOf(run, *other));
}

QString fastestSentence(const RunResult& run, const std::vector<std::uint32_t>& arms)
{
    const std::vector<std::uint32_t> fastest = fastestOf(run, arms);
    const QString beside = besideAnother(run, arms, fastest.front());
    if (fastest.size() > kMostExecutorsNamed)
        return ExecutorRowsText::tr("The fastest %1 of these %2 do not differ in time")
            .arg(formatCount(fastest.size()), formatCount(arms.size()));
    const QString names = capitalised(namesOf(run, fastest));
    if (beside.isEmpty())
        return fastest.size() > 1 ? ExecutorRowsText::tr("%1 were the fastest").arg(names)
                                  : ExecutorRowsText::tr("%1 was the fastest").arg(names);
    return fastest.size() > 1 ? ExecutorRowsText::tr("%1 were the fastest: %2").arg(names, beside)
                              : ExecutorRowsText::tr("%1 was the fastest: %2").arg(names, beside);
}

// Python's loop, where all are Python's and it is worth to be compared with.
std::optional<std::uint32_t> loopOf(const RunResult& run, const std::vector<std::uint32_t>& arms)
{
    if (arms.size() < 2
        || !std::ranges::all_of(arms, [&run](std::uint32_t arm) { return isOfPython(run, arm); }))
        return std::nullopt;
    const auto loop = std::ranges::find_if(arms, [&run](std::uint32_t arm) {
        return executorAt(run.experiment, run.arms[arm].arm.value.value_or(arm))
            == ExecutorKind::PythonSerial;
    });
    return loop == arms.end() ? std::nullopt : std::optional(*loop);
}

std::vector<std::uint32_t> othersThan(std::uint32_t loop, std::vector<std::uint32_t> arms)
{
    std::erase(arms, loop);
    return arms;
}

QString speedsBeside(
    const RunResult& run, const std::vector<std::uint32_t>& arms, std::uint32_t loop)
{
    QString sentence;
    for (const std::uint32_t arm : othersThan(loop, arms)) {
        const QString times = timesAsFast(run, arm, loop);
        const QString name = titleOf(run, arm);
        sentence = sentence.isEmpty()
            ? ExecutorRowsText::tr("%1: %2 times as fast as one after the other").arg(name, times)
            : ExecutorRowsText::tr("%1; %2: %3 times").arg(sentence, name, times);
    }
    return sentence;
}

QString claimOf(const RunResult& run, const std::vector<std::uint32_t>& sound)
{
    const auto loop = loopOf(run, sound);
    const QString claim = loop ? speedsBeside(run, sound, *loop) : fastestSentence(run, sound);
    return anyOfOneTrial(run, sound) ? inOneTrial(claim) : claim;
}

QStringList intervalCells(const std::optional<Spread>& spread, std::uint64_t trials)
{
    if (!spread)
        return {{}, {}, {}};
    if (trials < 2)
        return {plainNumber(spread->median), {}, {}};
    return {plainNumber(spread->median), plainNumber(spread->low), plainNumber(spread->high)};
}

} // namespace

std::vector<ExecutorRow> emptyExecutorRows(const Experiment& experiment)
{
    std::vector<ExecutorRow> rows;
    for (std::size_t value = 0; value < experiment.varyParam.values.size(); ++value)
        rows.push_back({.executor = executorAt(experiment, value)});
    return rows;
}

std::vector<ExecutorRow> executorRowsOf(const RunResult& run)
{
    std::vector<ExecutorRow> rows;
    for (std::uint32_t arm = 0; arm < run.arms.size(); ++arm)
        rows.push_back(rowOf(run, arm));
    return rows;
}

QString executorsHeadline(const RunResult& run)
{
    const std::vector<std::uint32_t> sound = soundArms(run);
    if (sound.empty())
        return ExecutorRowsText::tr("With every executor something went wrong");
    const QString claim = claimOf(run, sound);
    const std::size_t wrong = run.arms.size() - sound.size();
    return wrong == 0
        ? claim
        : ExecutorRowsText::tr(
            "%1. %2 of %3 executor(s) did not do well", nullptr, pluralOf(run.arms.size()))
              .arg(claim, formatCount(wrong), formatCount(run.arms.size()));
}

QString executorsBrief(const RunResult& run)
{
    const std::vector<std::uint32_t> sound = soundArms(run);
    if (sound.empty())
        return ExecutorRowsText::tr("went wrong");
    if (const auto loop = loopOf(run, sound)) {
        QStringList times;
        for (const std::uint32_t arm : othersThan(*loop, sound))
            times << formatFactor(armSpeed(run, arm, *loop).ratio, 2);
        return ExecutorRowsText::tr("%1 as fast", "as a loop; several factors")
            .arg(times.join(QStringLiteral(" | ")));
    }
    const std::vector<std::uint32_t> fastest = fastestOf(run, sound);
    return fastest.size() > kMostExecutorsNamed
        ? ExecutorRowsText::tr("%1 do not differ").arg(formatCount(fastest.size()))
        : capitalised(namesOf(run, fastest));
}

TextRows executorsTable(const std::vector<ExecutorRow>& rows)
{
    TextRows table{QStringLiteral(
        "executor,trials,tasks_per_s_median,tasks_per_s_low,tasks_per_s_high,start_ns_median,"
        "start_ns_low,start_ns_high,round_trip_ns_median,round_trip_ns_low,round_trip_ns_high,"
        "memory_bytes_median,memory_bytes_low,memory_bytes_high")
                       .split(QLatin1Char(','))};
    for (const ExecutorRow& row : rows) {
        QStringList cells{QString::fromUtf8(nameOf(row.executor)), QString::number(row.trials)};
        for (const auto& spread : {row.rate, row.startNs, row.roundTripNs, row.memoryBytes})
            cells += intervalCells(spread, row.trials);
        table.push_back(cells);
    }
    return table;
}

} // namespace interleave::ui
