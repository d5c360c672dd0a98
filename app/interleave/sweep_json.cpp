#include "app/interleave/measured_json.h"
#include "app/interleave/sweep_text.h"
#include "app/interleave/verdict_text.h"
#include "core/base/json.h"
#include "core/model/experiment_json.h"

namespace interleave {

namespace {

Json estimateJson(const Estimate& estimate)
{
    return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}};
}

Json lawJson(const std::optional<tl::expected<ScalingLaw, NoScalingLaw>>& law)
{
    if (!law || !*law)
        return {};
    return {{"rate_of_one", estimateJson((*law)->oneWorker)},
        {"contention", estimateJson((*law)->contention)},
        {"coherency", estimateJson((*law)->coherency)},
        {"peak", finiteJson((*law)->peak())},
        {"residuals", (*law)->residuals}};
}

Json pointJson(const SweepResult& sweep, const SweepRow& row, std::size_t number)
{
    Json values = Json::object();
    for (std::size_t field = 0; field < sweep.fields.size(); ++field)
        values[std::string(sweep.fields[field].spec->name)]
            = interleave::toJson(sweep.combinations[number][field]);
    const Ratio& ratio = row.besideFirst.ratio;
    Json json{{"values", std::move(values)},
        {"trials", row.summary.trials},
        {"wall_ns", measuredJson(row.summary.wallNs)},
        {"throughput_per_s", measuredJson(row.summary.throughputPerS)}};
    if (ratio.defined)
        json["speed_up"] = measuredJson(ratio);
    if (row.efficiency)
        json["efficiency"] = *row.efficiency;
    if (row.lostShare)
        json["lost_share"] = *row.lostShare;
    return json;
}

} // namespace

Json sweepJson(const SweepResult& sweep, const SweepFindings& findings, double sameWithin)
{
    Json points = Json::array();
    for (std::size_t row = 0; row < findings.rows.size(); ++row)
        points.push_back(pointJson(sweep, findings.rows[row], row));
    Json json{{"schema", "interleave-sweep-1"},
        {"experiment", interleave::toJson(sweep.run.experiment)},
        {"points", std::move(points)},
        {"amdahl", lawJson(findings.amdahl)},
        {"universal_scalability", lawJson(findings.universal)}};
    if (findings.best)
        json["best"] = *findings.best;
    json["not_slower_than_best"] = findings.notWorse;
    if (findings.paying) {
        json["stops_paying_at"] = findings.paying->row;
        if (findings.paying->bestBeyond)
            json["beyond"] = verdictSentence(findings.paying->beyond, sameWithin);
    }
    if (!sweep.why.empty())
        json["stopped"] = sweep.why;
    return json;
}

} // namespace interleave
