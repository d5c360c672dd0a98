#include "core/model/filter_stages.h"

namespace interleave {

namespace {

constexpr int kHaloOfSlopes = 2; // the slopes of a row, and how steep the rows beside it are

int haloOf(const FilterStep& filter, int bits)
{
    return filter.kind == FilterKind::Canny ? kHaloOfSlopes : divisionOf(filter, bits).halo;
}

// Whether the filter can go on in the stage: it needs to know nothing of the whole.
bool canJoin(const std::vector<FilterStage>& stages, const FilterStep& filter)
{
    return !stages.empty() && stages.back().kind == StageKind::Strips
        && filter.kind != FilterKind::Equalise && divisionOf(filter).kind != DivisionKind::Whole;
}

} // namespace

std::vector<FilterStage> stagesOf(const FilterChain& chain)
{
    std::vector<FilterStage> stages;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (chain[i].kind == FilterKind::Equalise)
            stages.push_back({StageKind::Count, i});
        if (divisionOf(chain[i]).kind == DivisionKind::Whole)
            stages.push_back({StageKind::Whole, i});
        else if (canJoin(stages, chain[i]))
            ++stages.back().count;
        else
            stages.push_back({StageKind::Strips, i});
        if (chain[i].kind == FilterKind::Canny)
            stages.push_back({StageKind::Trace, i});
    }
    return stages;
}

int haloOf(std::span<const FilterStep> filters, int bits)
{
    int halo = 0;
    for (const FilterStep& filter : filters)
        halo += haloOf(filter, bits);
    return halo;
}

} // namespace interleave
