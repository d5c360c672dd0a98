#include "app/interleave/measured_json.h"
#include "app/interleave/side_by_side.h"
#include "app/interleave/verdict_text.h"
#include "core/base/json.h"
#include "core/model/experiment_differences.h"

#include <optional>

namespace interleave {

namespace {

Json toJson(const ExperimentDifference& difference)
{
    Json values = Json::array();
    for (const std::optional<FieldValue>& value : difference.values)
        values.push_back(value ? interleave::toJson(*value) : Json());
    return {{"field", difference.spec->name},
        {"title", difference.spec->title},
        {"values", std::move(values)}};
}

Json toJson(const SideVerdict& side, double sameWithin)
{
    const Verdict& verdict = side.verdict;
    Json json{{"run", side.side + 1},
        {"measure", measureName(verdict.measure)},
        {"verdict", verdictName(verdict)},
        {"sentence", verdictSentence(verdict, sameWithin)},
        {"trials", verdict.trials},
        {"more_trials", verdict.moreTrials},
        {"by_round", verdict.pairing == Pairing::ByRound},
        {"disturbed", verdict.disturbed},
        {"left_out", verdict.leftOut}};
    if (verdict.ratio.defined)
        json["ratio"] = measuredJson(verdict.ratio);
    return json;
}

} // namespace

Json SideBySide::json() const
{
    Json runs = Json::array();
    std::vector<Experiment> experiments;
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        const auto& [name, arm] = m_sides[i];
        experiments.push_back(experimentOfArm(*arm.run, arm.arm));
        runs.push_back({{"name", name},
            {"arm", arm.arm},
            {"trials", m_summaries[i].trials},
            {"wall_ns", measuredJson(m_summaries[i].wallNs)},
            {"throughput_per_s", measuredJson(m_summaries[i].throughputPerS)},
            {"wait_share", measuredJson(m_summaries[i].waitShare)},
            {"lost", measuredJson(m_summaries[i].lost)}});
    }
    Json differences = Json::array();
    for (const ExperimentDifference& difference : differencesOf(experiments))
        differences.push_back(toJson(difference));
    Json verdicts = Json::array();
    for (const SideVerdict& verdict : m_verdicts)
        verdicts.push_back(toJson(verdict, m_options.rules.sameWithin));
    return {{"schema", "interleave-comparison-1"},
        {"base", m_options.base},
        {"same_within", m_options.rules.sameWithin},
        {"runs", std::move(runs)},
        {"differences", std::move(differences)},
        {"verdicts", std::move(verdicts)}};
}

} // namespace interleave
