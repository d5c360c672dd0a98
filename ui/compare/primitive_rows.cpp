#include "ui/compare/primitive_rows.h"

#include "core/analysis/statistics.h"
#include "core/model/wording.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/primitive_title.h"
#include "ui/models/problem_sentence.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr int kHeadlineDigits = 2;

struct PrimitiveRowsText
{
    Q_DECLARE_TR_FUNCTIONS(PrimitiveRowsText)
};

bool wentWrong(const TrialResult& trial)
{
    return trial.race.lost > 0 || !trial.deadlock.empty() || !trial.outcome.asWanted;
}

std::vector<const PrimitiveRow*> safeOf(const std::vector<PrimitiveRow>& rows)
{
    std::vector<const PrimitiveRow*> safe;
    for (const PrimitiveRow& row : rows) {
        if (row.summary && row.wrong == 0)
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

QString namesOf(const std::vector<const PrimitiveRow*>& rows)
{
    QStringList names;
    for (const PrimitiveRow* row : rows)
        names << primitiveTitle(row->primitive);
    const QString last = names.takeLast();
    QString text = names.isEmpty()
        ? last
        : PrimitiveRowsText::tr("%1 and %2").arg(names.join(PrimitiveRowsText::tr(", ")), last);
    text[0] = text[0].toUpper();
    return text;
}

QString besideNone(const PrimitiveRow& best, const PrimitiveRow& none)
{
    const double lost = none.summary->lost.median;
    const Ratio times = ratioOf(best.walls, none.walls, 1);
    const QString words = timeRatio(times);
    const QString ratio
        = none.walls.size() == 1 ? PrimitiveRowsText::tr("in this one trial %1").arg(words) : words;
    const QString share = none.updates > 0 ? formatPercent(lost / none.updates, kHeadlineDigits)
                                           : formatNumber(lost);
    if (leavesOpen(times))
        return PrimitiveRowsText::tr(
            ": no difference in time from none was found in these trials, and none lost %1")
            .arg(share);
    return lost > 0 ? PrimitiveRowsText::tr(": %1 as none, which lost %2").arg(ratio, share)
                    : PrimitiveRowsText::tr(": %1 as none").arg(ratio);
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

QStringList cellsOf(const PrimitiveRow& row, std::int64_t delayNs)
{
    const std::string_view name = nameOf(row.primitive);
    QStringList cells{QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
        QString::number(row.trials),
        QString::number(row.wrong),
        QString::number(row.deadlocks),
        number(row.updates)};
    const RunSummary summary = row.summary.value_or(RunSummary{});
    for (const double value : {summary.lost.median,
             summary.lost.low,
             summary.lost.high,
             summary.wallNs.median,
             summary.wallNs.low,
             summary.wallNs.high,
             summary.waitShare.median,
             summary.spinShare.median,
             summary.holdShare.median,
             summary.fairness.median,
             summary.switches.median})
        cells << number(value);
    cells << QString::number(delayNs);
    return cells;
}

} // namespace

std::vector<PrimitiveRow> emptyRows(const Experiment& experiment)
{
    std::vector<PrimitiveRow> rows;
    for (const Primitive primitive : primitivesOf(experiment))
        rows.push_back({.primitive = primitive});
    return rows;
}

void countTrial(std::vector<PrimitiveRow>& rows, const TrialResult& trial)
{
    if (trial.arm >= rows.size())
        return;
    PrimitiveRow& row = rows[trial.arm];
    ++row.trials;
    row.wrong += wentWrong(trial) ? 1U : 0U;
    row.deadlocks += trial.deadlock.empty() ? 0U : 1U;
    row.updates = static_cast<double>(trial.race.updates);
    row.walls.push_back(static_cast<double>(trial.wallNs));
    row.held = row.held || trial.sync.use.acquisitions > 0;
}

std::vector<PrimitiveRow> rowsOf(const RunResult& run)
{
    std::vector<PrimitiveRow> rows;
    for (const ArmResult& arm : run.arms)
        rows.push_back({.primitive = arm.arm.sync});
    for (const TrialResult& trial : run.trials)
        countTrial(rows, trial);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].trials > 0)
            rows[i].summary = run.arms[i].summary;
    }
    return rows;
}

QString fastestPrimitive(const std::vector<PrimitiveRow>& rows)
{
    const std::vector<const PrimitiveRow*> safe = safeOf(rows);
    return safe.empty() ? QString() : namesOf(fastestOf(safe));
}

QString primitivesHeadline(const std::vector<PrimitiveRow>& rows)
{
    const std::vector<const PrimitiveRow*> safe = safeOf(rows);
    const PrimitiveRow* none = nullptr;
    for (const PrimitiveRow& row : rows) {
        if (row.summary && row.primitive == Primitive::None)
            none = &row;
    }
    if (safe.empty())
        return PrimitiveRowsText::tr("In every way some trial went wrong");
    const std::vector<const PrimitiveRow*> fastest = fastestOf(safe);
    const bool several = fastest.size() > 1;
    if (none != nullptr && none->wrong == 0)
        return PrimitiveRowsText::tr("Nothing was lost, not even without a primitive. Fastest: %1")
            .arg(several ? namesOf(fastest) : primitiveTitle(fastest.front()->primitive));
    const QString answer = several ? PrimitiveRowsText::tr("%1 are the fastest that lose nothing")
                                   : PrimitiveRowsText::tr("%1 is the fastest that loses nothing");
    return answer.arg(namesOf(fastest))
        % (none != nullptr && !several ? besideNone(*fastest.front(), *none) : QString());
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
