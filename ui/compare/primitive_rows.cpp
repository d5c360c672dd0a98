#include "ui/compare/primitive_rows.h"

#include "core/analysis/statistics.h"
#include "core/model/other_load.h"
#include "core/model/run_verdict.h"
#include "core/model/wording.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/arm_trials.h"
#include "ui/models/own_answer.h"
#include "ui/models/primitive_title.h"
#include "ui/models/problem_sentence.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <iterator>

namespace interleave::ui {

namespace {

constexpr int kHeadlineDigits = 2;
constexpr std::size_t kMostNamed = 3;

struct PrimitiveRowsText
{
    Q_DECLARE_TR_FUNCTIONS(PrimitiveRowsText)
};

std::vector<const PrimitiveRow*> safeOf(const std::vector<PrimitiveRow>& rows)
{
    std::vector<const PrimitiveRow*> safe;
    for (const PrimitiveRow& row : rows) {
        if (row.summary && row.wrong == 0 && row.unknown == 0)
            safe.push_back(&row);
    }
    return safe;
}

// Those whose times cannot be told from the best one's.
std::vector<const PrimitiveRow*> fastestOf(const std::vector<const PrimitiveRow*>& rows)
{
    const auto wall = [](const PrimitiveRow* row) { return row->summary->wallNs.median; };
    const PrimitiveRow* best = *std::ranges::min_element(rows, {}, wall);
    std::vector<const PrimitiveRow*> fastest{best};
    for (const PrimitiveRow* row : rows) {
        if (row != best && row->summary->wallNs.low <= best->summary->wallNs.high)
            fastest.push_back(row);
    }
    return fastest;
}

QString listOf(const std::vector<const PrimitiveRow*>& rows)
{
    QStringList names;
    for (const PrimitiveRow* row : rows)
        names << primitiveTitle(row->primitive);
    const QString last = names.takeLast();
    return names.isEmpty()
        ? last
        : PrimitiveRowsText::tr("%1 and %2").arg(names.join(PrimitiveRowsText::tr(", ")), last);
}

// What became of the trials without one, of which some went wrong.
QString whatNoneDid(const PrimitiveRow& none)
{
    const double lost = none.summary->lost.median;
    if (lost > 0 && !none.answers)
        return PrimitiveRowsText::tr("which lost %1")
            .arg(none.updates > 0 ? formatPercent(lost / none.updates, kHeadlineDigits)
                                  : formatNumber(lost));
    return PrimitiveRowsText::tr(
        "with which %1 of %2 trial(s) went wrong", nullptr, pluralOf(none.trials))
        .arg(formatCount(none.wrong), formatCount(none.trials));
}

// A sentence of its own; empty where the times cannot be compared.
QString besideNone(const PrimitiveRow& best, const PrimitiveRow& none)
{
    const Ratio times = ratioOf(best.walls, none.walls, 1);
    const QString words = timeBeside(times, primitiveTitle(Primitive::None));
    if (words.isEmpty())
        return {};
    if (leavesOpen(times))
        return PrimitiveRowsText::tr(
            "No difference in time from none, %1, was found in these trials")
            .arg(whatNoneDid(none));
    return isFaster(times) ? PrimitiveRowsText::tr("It was %1, %2").arg(words, whatNoneDid(none))
                           : PrimitiveRowsText::tr("It took %1, %2").arg(words, whatNoneDid(none));
}

QString allWellSentence(bool ofUpdates, const QString& fastest)
{
    return ofUpdates
        ? PrimitiveRowsText::tr("Nothing was lost, not even without a primitive. %1").arg(fastest)
        : PrimitiveRowsText::tr("Nothing went wrong, not even without a primitive. %1")
              .arg(fastest);
}

// So many that their names would be no answer.
bool areMany(const std::vector<const PrimitiveRow*>& fastest)
{
    return fastest.size() > kMostNamed;
}

QString manySentence(std::size_t fastest, std::size_t safe)
{
    return fastest == safe
        ? PrimitiveRowsText::tr("No difference in time was found between these %1")
              .arg(formatCount(safe))
        : PrimitiveRowsText::tr(
            "No difference in time was found between the fastest %1 of these %2")
              .arg(formatCount(fastest), formatCount(safe));
}

QString manySafeSentence(bool ofUpdates, std::size_t fastest, std::size_t safe)
{
    const QString many = manySentence(fastest, safe);
    return ofUpdates
        ? PrimitiveRowsText::tr("%1 lost nothing. %2").arg(formatCount(safe), many)
        : PrimitiveRowsText::tr("With %1 nothing went wrong. %2").arg(formatCount(safe), many);
}

QString fastestSentence(bool ofUpdates, bool several, const QString& fastest)
{
    if (ofUpdates)
        return several ? PrimitiveRowsText::tr("%1 are the fastest that lost nothing").arg(fastest)
                       : PrimitiveRowsText::tr("%1 is the fastest that lost nothing").arg(fastest);
    return several
        ? PrimitiveRowsText::tr("%1 are the fastest with which nothing went wrong").arg(fastest)
        : PrimitiveRowsText::tr("%1 is the fastest with which nothing went wrong").arg(fastest);
}

QString amongAllSentence(const std::vector<const PrimitiveRow*>& fastest, std::size_t safe)
{
    if (areMany(fastest))
        return manySentence(fastest.size(), safe);
    return PrimitiveRowsText::tr("Fastest: %1")
        .arg(fastest.size() > 1 ? capitalised(listOf(fastest)) : listOf(fastest));
}

// A claim that hangs on single trials says on which.
QString ofTheseTrials(const std::vector<const PrimitiveRow*>& compared, const QString& claim)
{
    std::vector<const PrimitiveRow*> single;
    std::ranges::copy_if(compared, std::back_inserter(single), [](const PrimitiveRow* row) {
        return row->walls.size() <= 1;
    });
    if (single.empty())
        return claim;
    if (single.size() == compared.size())
        return PrimitiveRowsText::tr("%1, in this one trial of each").arg(claim);
    return areMany(single) ? PrimitiveRowsText::tr("%1, though %2 of them have one trial only")
                                 .arg(claim, formatCount(single.size()))
                           : PrimitiveRowsText::tr("%1, though of %2 there is one trial only")
                                 .arg(claim, listOf(single));
}

// Nothing where it was not tried.
const PrimitiveRow* withoutPrimitive(const std::vector<PrimitiveRow>& rows)
{
    const auto isNone
        = [](const PrimitiveRow& row) { return row.summary && row.primitive == Primitive::None; };
    const auto none = std::ranges::find_if(rows, isNone);
    return none == rows.end() ? nullptr : &*none;
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

// Of one trial nobody knows an interval.
QStringList spreadCells(const Spread& spread, std::uint64_t trials)
{
    if (trials < 2)
        return {number(spread.median), {}, {}};
    return {number(spread.median), number(spread.low), number(spread.high)};
}

QStringList cellsOf(const PrimitiveRow& row, std::int64_t delayNs)
{
    const std::string_view name = nameOf(row.primitive);
    QStringList cells{QString::fromUtf8(name),
        QString::number(row.trials),
        QString::number(row.wrong),
        QString::number(row.deadlocks),
        number(row.updates)};
    const RunSummary summary = row.summary.value_or(RunSummary{});
    cells += spreadCells(summary.lost, row.walls.size());
    cells += spreadCells(summary.wallNs, row.walls.size());
    for (const double value : {summary.waitShare.median,
             summary.spinShare.median,
             summary.holdShare.median,
             summary.fairness.median,
             summary.switches.median})
        cells << number(value);
    cells << QString::number(delayNs);
    return cells;
}

void countTrial(
    std::vector<PrimitiveRow>& rows, const Experiment& experiment, const TrialResult& trial)
{
    if (trial.arm >= rows.size())
        return;
    PrimitiveRow& row = rows[trial.arm];
    ++row.trials;
    row.wrong += wentWrong(trial) ? 1U : 0U;
    row.unknown += resultIsKnown(trial) ? 0U : 1U;
    row.deadlocks += isDeadlocked(trial) ? 1U : 0U;
    row.disturbed += wasDisturbed(trial) ? 1U : 0U;
    row.updates = static_cast<double>(trial.race.updates);
    row.answers = row.answers || hasOwnAnswer(experiment, trial);
    row.held = row.held || trial.sync.use.acquisitions > 0;
}

} // namespace

std::vector<PrimitiveRow> emptyRows(const Experiment& experiment)
{
    std::vector<PrimitiveRow> rows;
    for (const Primitive primitive : primitivesOf(experiment))
        rows.push_back({.primitive = primitive});
    return rows;
}

bool tellOfUpdates(const std::vector<PrimitiveRow>& rows)
{
    return std::ranges::none_of(rows, &PrimitiveRow::answers);
}

std::vector<PrimitiveRow> rowsOf(const RunResult& run)
{
    std::vector<PrimitiveRow> rows;
    for (const ArmResult& arm : run.arms)
        rows.push_back({.primitive = arm.arm.sync});
    for (const TrialResult& trial : run.trials)
        countTrial(rows, run.experiment, trial);
    for (std::uint32_t arm = 0; arm < rows.size(); ++arm) {
        rows[arm].walls = wallsOfArm(run, arm);
        if (!rows[arm].walls.empty())
            rows[arm].summary = run.arms[arm].summary;
    }
    return rows;
}

QString fastestPrimitive(const std::vector<PrimitiveRow>& rows)
{
    const std::vector<const PrimitiveRow*> safe = safeOf(rows);
    if (safe.empty())
        return {};
    const std::vector<const PrimitiveRow*> fastest = fastestOf(safe);
    return areMany(fastest)
        ? PrimitiveRowsText::tr("no difference found between %1").arg(formatCount(fastest.size()))
        : capitalised(listOf(fastest));
}

QString primitivesHeadline(const std::vector<PrimitiveRow>& rows)
{
    const std::vector<const PrimitiveRow*> safe = safeOf(rows);
    if (safe.empty())
        return PrimitiveRowsText::tr("In every way some trial went wrong");
    const std::vector<const PrimitiveRow*> fastest = fastestOf(safe);
    const PrimitiveRow* none = withoutPrimitive(rows);
    const bool ofUpdates = tellOfUpdates(rows);
    if (none != nullptr && none->wrong == 0 && none->unknown == 0)
        return ofTheseTrials(
            safe, allWellSentence(ofUpdates, amongAllSentence(fastest, safe.size())));
    if (areMany(fastest))
        return ofTheseTrials(safe, manySafeSentence(ofUpdates, fastest.size(), safe.size()));
    const QString claim
        = fastestSentence(ofUpdates, fastest.size() > 1, capitalised(listOf(fastest)));
    if (none == nullptr || none->wrong == 0 || fastest.size() > 1)
        return ofTheseTrials(safe, claim);
    std::vector<const PrimitiveRow*> compared{none};
    compared.insert(compared.end(), safe.begin(), safe.end());
    QStringList sentences{ofTheseTrials(compared, claim), besideNone(*fastest.front(), *none)};
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". "));
}

TextRows primitivesTable(const Experiment& experiment, const std::vector<PrimitiveRow>& rows)
{
    const std::int64_t delayNs = windowDelayNs(experiment);
    TextRows table{QStringLiteral(
        "primitive,trials,trials_that_went_wrong,deadlocks,updates,lost_median,lost_low,lost_high,"
        "wall_ns_median,wall_ns_low,wall_ns_high,wait_share,spin_share,hold_share,fairness,"
        "context_switches,delay_ns")
                       .split(QLatin1Char(','))};
    for (const PrimitiveRow& row : rows)
        table.push_back(cellsOf(row, delayNs));
    return table;
}

std::optional<QString> whyUnfit(const Experiment& experiment, Primitive primitive)
{
    Experiment alone = experiment;
    alone.compare.clear();
    alone.probe = false;
    alone.sync = primitive;
    constexpr std::array kOfPrimitive{"sync", "evidence", "inject", "permits"};
    for (const ExperimentProblem& problem : findProblems(alone, Wording::Titles)) {
        if (std::ranges::find(kOfPrimitive, problem.field) != kOfPrimitive.end())
            return sentenceOf(problem.message);
    }
    return std::nullopt;
}

} // namespace interleave::ui
