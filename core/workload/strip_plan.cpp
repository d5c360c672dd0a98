#include "core/workload/strip_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

StripPlan::StripPlan(const FilterChain& filters, std::uint32_t strips, bool writes)
    : m_filters(filters)
    , m_stages(stagesOf(filters))
    , m_begins{0, 1}
{
    for (const FilterStage& stage : m_stages)
        m_begins.push_back(m_begins.back() + (stage.inStrips() ? strips : 1));
    if (writes)
        m_begins.push_back(m_begins.back() + 1);
}

StripPlace StripPlan::placeOf(std::uint64_t task) const
{
    const std::uint64_t within = task % tasksPerPicture();
    const auto next = std::ranges::upper_bound(m_begins, within);
    return {.picture = task / tasksPerPicture(),
        .group = static_cast<std::size_t>(next - m_begins.begin()) - 1,
        .strip = static_cast<std::uint32_t>(within - *(next - 1))};
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
    const auto strips
        = static_cast<std::int64_t>(m_begins[place.group + 1] - m_begins[place.group]);
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
    if (!stage.inStrips())
        return filters;
    const TaskRange all = tasksOf(0, place.group);
    return fmt::format("strip {} of {} of {}", place.strip + 1, all.end - all.begin, filters);
}

} // namespace interleave
