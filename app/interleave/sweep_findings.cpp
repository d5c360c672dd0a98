#include "app/interleave/sweep_findings.h"

#include "core/analysis/statistics.h"
#include "core/model/other_load.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace interleave {

namespace {

class SweepReader
{
public:
    SweepReader(const SweepResult& sweep, const ComparisonRules& rules)
        : m_sweep(sweep)
        , m_rules(rules)
    {
        const auto swept = std::ranges::find(sweep.fields, "workers", [](const SweptField& field) {
            return field.isParameter ? std::string_view() : field.spec->name;
        });
        if (swept != sweep.fields.end())
            m_workers = static_cast<std::size_t>(swept - sweep.fields.begin());
    }

    [[nodiscard]] std::size_t size() const { return m_sweep.combinations.size(); }
    [[nodiscard]] bool isOfPoolSizes() const { return m_workers && m_sweep.fields.size() == 1; }
    [[nodiscard]] double workersOf(std::size_t row) const
    {
        return static_cast<double>(std::get<std::int64_t>(m_sweep.combinations[row][*m_workers]));
    }

    /// One of so many comparisons that are to hold together.
    [[nodiscard]] Verdict compare(
        std::size_t row, std::size_t base, std::size_t comparisons = 1) const
    {
        ComparisonRules rules = m_rules;
        rules.comparisons = comparisons;
        return compareArms({.run = &m_sweep.run, .arm = static_cast<std::uint32_t>(row)},
            {.run = &m_sweep.run, .arm = static_cast<std::uint32_t>(base)},
            Measure::Throughput,
            rules);
    }

    [[nodiscard]] std::vector<double> valuesOf(std::size_t row, Measure measure) const
    {
        return sampleOf(m_sweep.run, static_cast<std::uint32_t>(row), measure, m_rules.disturbed)
            .values;
    }

    [[nodiscard]] SweepRow rowOf(std::size_t row) const
    {
        const std::size_t first = firstOfItsKind(row);
        SweepRow result{.summary = summaryOf(row), .besideFirst = compare(row, first)};
        if (m_workers && result.besideFirst.ratio.defined)
            result.efficiency = result.besideFirst.ratio.ratio * workersOf(first) / workersOf(row);
        const std::vector<double> losses = valuesOf(row, Measure::Loss);
        if (!losses.empty())
            result.lostShare = std::accumulate(losses.begin(), losses.end(), 0.0)
                / static_cast<double>(losses.size());
        return result;
    }

    /// The rows of a sweep of pool sizes, the smallest first.
    [[nodiscard]] std::vector<std::size_t> bySize() const
    {
        std::vector<std::size_t> rows(size());
        std::iota(rows.begin(), rows.end(), 0);
        std::ranges::sort(rows, {}, [&](std::size_t row) { return workersOf(row); });
        return rows;
    }

private:
    [[nodiscard]] RunSummary summaryOf(std::size_t row) const
    {
        std::vector<TrialResult> trials;
        std::ranges::copy_if(
            m_sweep.run.trials, std::back_inserter(trials), [&](const TrialResult& each) {
                const bool counts
                    = m_rules.disturbed == DisturbedTrials::Count || !wasDisturbed(each);
                return each.arm == row && counts;
            });
        return summarise(trials, static_cast<std::uint64_t>(m_sweep.run.experiment.seed));
    }

    [[nodiscard]] std::size_t firstOfItsKind(std::size_t row) const
    {
        if (!m_workers)
            return 0;
        const auto isAlike = [&](std::size_t other) {
            for (std::size_t field = 0; field < m_sweep.fields.size(); ++field) {
                if (field != *m_workers
                    && m_sweep.combinations[row][field] != m_sweep.combinations[other][field])
                    return false;
            }
            return true;
        };
        std::size_t first = row;
        for (std::size_t other = 0; other < size(); ++other) {
            if (isAlike(other) && workersOf(other) < workersOf(first))
                first = other;
        }
        return first;
    }

    const SweepResult& m_sweep;
    ComparisonRules m_rules;
    std::optional<std::size_t> m_workers; // which of the fields is the pool size
};

double rateOf(const SweepRow& row)
{
    return row.summary.throughputPerS.median;
}

std::optional<PayingPoint> payingPoint(const SweepReader& reader, const std::vector<SweepRow>& rows)
{
    const std::vector<std::size_t> bySize = reader.bySize();
    for (auto at = bySize.begin(); at != bySize.end(); ++at) {
        const std::ranges::subrange larger(at + 1, bySize.end());
        if (rows[*at].summary.trials == 0)
            return std::nullopt;
        if (larger.empty())
            return PayingPoint{.row = *at};
        const auto compared
            = [&](std::size_t row) { return reader.compare(row, *at, larger.size()); };
        if (std::ranges::any_of(larger, [&](std::size_t row) { return isFaster(compared(row)); }))
            continue;
        const std::size_t best = *std::ranges::max_element(
            larger, {}, [&](std::size_t row) { return rateOf(rows[row]); });
        return PayingPoint{.row = *at, .bestBeyond = best, .beyond = compared(best)};
    }
    return std::nullopt;
}

void findBest(const SweepReader& reader, SweepFindings& findings)
{
    const auto& rows = findings.rows;
    const auto best = std::ranges::max_element(rows, {}, rateOf);
    if (best == rows.end() || best->summary.trials == 0)
        return;
    findings.best = static_cast<std::size_t>(best - rows.begin());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row != *findings.best && rows[row].summary.trials > 0
            && !isSlower(reader.compare(row, *findings.best)))
            findings.notWorse.push_back(row);
    }
}

void findLaws(const SweepReader& reader, std::uint64_t seed, SweepFindings& findings)
{
    std::vector<ScalingLevel> levels;
    for (const std::size_t row : reader.bySize())
        levels.push_back({reader.workersOf(row), reader.valuesOf(row, Measure::Throughput)});
    findings.amdahl = fitScalingLaw(levels, ScalingLawKind::Amdahl, seed);
    findings.universal = fitScalingLaw(levels, ScalingLawKind::Universal, seed);
}

} // namespace

SweepFindings findingsOf(const SweepResult& sweep, const ComparisonRules& rules)
{
    const SweepReader reader(sweep, rules);
    SweepFindings findings;
    for (std::size_t row = 0; row < reader.size(); ++row)
        findings.rows.push_back(reader.rowOf(row));
    findBest(reader, findings);
    if (reader.isOfPoolSizes()) {
        findings.paying = payingPoint(reader, findings.rows);
        findLaws(reader, static_cast<std::uint64_t>(sweep.run.experiment.seed), findings);
    }
    return findings;
}

} // namespace interleave
