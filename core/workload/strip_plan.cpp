#include "core/workload/strip_plan.h"

#include "core/base/machine.h"
#include "core/model/catalogue.h"
#include "core/model/filter_chain.h"
#include "core/model/image_parameters.h"
#include "core/model/pool_size.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

StripPlan::StripPlan(const FilterChain& filters, const Ways& ways)
    : m_filters(filters)
    , m_ways(ways)
    , m_stages(stagesOf(filters))
    , m_begins{0, 1}
{
    for (const FilterStage& stage : m_stages)
        m_begins.push_back(m_begins.back() + (stage.inStrips() ? ways.strips : 1)
            + (sendsIn(m_begins.size() - 1) ? 1 : 0));
    if (ways.writes)
        m_begins.push_back(m_begins.back() + 1);
}

StripPlace StripPlan::placeOf(std::uint64_t task) const
{
    const std::uint64_t within = task % tasksPerPicture();
    const auto next = std::ranges::upper_bound(m_begins, within);
    StripPlace place{.picture = task / tasksPerPicture(),
        .group = static_cast<std::size_t>(next - m_begins.begin()) - 1,
        .strip = static_cast<std::uint32_t>(within - *(next - 1))};
    if (sendsIn(place.group)) {
        place.sends = place.strip == 0;
        place.strip -= place.sends ? 0 : 1;
    }
    return place;
}

TaskRange StripPlan::tasksOf(std::uint64_t picture) const
{
    return {picture * tasksPerPicture(), (picture + 1) * tasksPerPicture()};
}

TaskRange StripPlan::tasksOf(std::uint64_t picture, std::size_t group) const
{
    const std::uint64_t begin = picture * tasksPerPicture();
    return {begin + m_begins[group], begin + m_begins[group + 1]};
}

std::size_t StripPlan::roomBefore(const StripPlace& place) const
{
    const auto before = std::span(m_stages).first(std::max<std::size_t>(place.group, 1) - 1);
    return static_cast<std::size_t>(std::ranges::count_if(before, &FilterStage::makesAnother)) % 2;
}

RowRange StripPlan::rowsOf(const StripPlace& place, std::int32_t rows) const
{
    const std::int64_t strips = stageOf(place).inStrips() ? m_ways.strips : 1;
    const auto first = static_cast<std::int32_t>(place.strip * std::int64_t{rows} / strips);
    const auto end = static_cast<std::int32_t>((place.strip + 1) * std::int64_t{rows} / strips);
    return {first, end - first};
}

std::string StripPlan::describe(const StripPlace& place) const
{
    if (decodes(place))
        return "reading it";
    if (encodes(place))
        return "writing it";
    const FilterStage& stage = stageOf(place);
    std::string filters;
    for (std::size_t i = stage.first; i < stage.first + stage.count; ++i)
        filters += fmt::format("{}{}", filters.empty() ? "" : ", ", nameOf(m_filters[i].kind));
    if (place.sends)
        return fmt::format("sending the strips for {}", filters);
    if (!stage.inStrips())
        return filters;
    return fmt::format("strip {} of {} of {}", place.strip + 1, m_ways.strips, filters);
}

std::optional<StripPlan> stripPlanOf(const Experiment& experiment, std::uint32_t workers)
{
    if (!inStrips(experiment))
        return std::nullopt;
    const auto filters = filterChainFromText(parameter<std::string>(experiment, "filters"))
                             .value_or(FilterChain());
    return StripPlan(filters,
        {.strips = stripsFor(stripsWanted(experiment), workers),
            .writes = !parameter<std::string>(experiment, "output").empty(),
            .sends = handOverOf(experiment) != HandOver::SharedMemory});
}

std::uint64_t tasksPerPicture(const Experiment& experiment, std::uint32_t workers)
{
    const auto plan = stripPlanOf(experiment, workers);
    return plan ? plan->tasksPerPicture() : 1;
}

std::uint64_t picturesOf(const Experiment& experiment, std::uint64_t tasks)
{
    std::uint64_t most = 0;
    for (const std::int64_t workers : poolSizesOf(experiment, usableCores())) {
        const std::uint64_t each = tasksPerPicture(experiment, static_cast<std::uint32_t>(workers));
        most = std::max(most, (tasks + each - 1) / each);
    }
    return most;
}

std::uint32_t stripsFor(std::optional<std::uint32_t> wanted, std::uint32_t workers)
{
    return wanted.value_or(std::min(workers, static_cast<std::uint32_t>(kMostStrips)));
}

} // namespace interleave
