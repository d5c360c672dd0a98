// Which task of a run in strips does what. A picture's tasks come one after the other: it is
// decoded by one, each stage has one for each strip (or one, see filter_stages.h), and one writes
// the result. These groups wait for each other; the tasks of a group do not. Where strips are sent
// and not read in place, the first task of a group that filters them sends, and the others take.
#pragma once

#include "core/model/experiment.h"
#include "core/model/filter_stages.h"
#include "core/work/claim_slot.h"
#include "core/workload/image/pixel_shape.h"

#include <optional>

namespace interleave {

struct StripPlace
{
    std::uint64_t picture = 0;
    std::size_t group = 0;
    std::uint32_t strip = 0; // within the group
    bool sends = false; // the strips of its group, and filters none
};

class StripPlan
{
public:
    struct Ways
    {
        std::uint32_t strips = 1;
        bool writes = false; // the result
        bool sends = false; // the strips
    };
    StripPlan(const FilterChain& filters, const Ways& ways);

    [[nodiscard]] std::uint32_t strips() const { return m_ways.strips; }
    [[nodiscard]] std::uint64_t tasksPerPicture() const { return m_begins.back(); }
    [[nodiscard]] StripPlace placeOf(std::uint64_t task) const;
    [[nodiscard]] TaskRange tasksOf(std::uint64_t picture) const;
    [[nodiscard]] TaskRange tasksOf(std::uint64_t picture, std::size_t group) const;

    [[nodiscard]] bool decodes(const StripPlace& place) const { return place.group == 0; }
    /// Whether it takes a strip that another task sends.
    [[nodiscard]] bool takes(const StripPlace& place) const
    {
        return sendsIn(place.group) && !place.sends;
    }
    [[nodiscard]] bool encodes(const StripPlace& place) const
    {
        return place.group > m_stages.size();
    }
    /// Of a group that filters.
    [[nodiscard]] const FilterStage& stageOf(const StripPlace& place) const
    {
        return m_stages[place.group - 1];
    }
    /// Whether what it makes is the result.
    [[nodiscard]] bool endsFiltering(const StripPlace& place) const
    {
        return place.group == m_stages.size();
    }
    /// In which of the two rooms the picture is that a group gets; each that makes another picture
    /// makes it in the other one.
    [[nodiscard]] std::size_t roomBefore(const StripPlace& place) const;
    /// The rows of a task of a stage, of a picture that has so many.
    [[nodiscard]] RowRange rowsOf(const StripPlace& place, std::int32_t rows) const;
    /// "strip 2 of 4 of the filter 'blur'", "reading".
    [[nodiscard]] std::string describe(const StripPlace& place) const;

private:
    [[nodiscard]] bool sendsIn(std::size_t group) const
    {
        return m_ways.sends && group > 0 && group <= m_stages.size()
            && m_stages[group - 1].kind == StageKind::Strips;
    }

    FilterChain m_filters;
    Ways m_ways;
    std::vector<FilterStage> m_stages;
    std::vector<std::uint64_t> m_begins; // of the groups among a picture's tasks, and their end
};

/// As `workers` run it; nothing where a task is a picture.
[[nodiscard]] std::optional<StripPlan> stripPlanOf(
    const Experiment& experiment, std::uint32_t workers);
/// Of how many tasks one picture is: 1 where a task is a picture.
[[nodiscard]] std::uint64_t tasksPerPicture(const Experiment& experiment, std::uint32_t workers);
/// Of how many pictures so many tasks are, at most where pool sizes are compared.
[[nodiscard]] std::uint64_t picturesOf(const Experiment& experiment, std::uint64_t tasks);
/// Into how many strips `workers` cut a picture: so many as are wanted, or one for each.
[[nodiscard]] std::uint32_t stripsFor(std::optional<std::uint32_t> wanted, std::uint32_t workers);

} // namespace interleave
