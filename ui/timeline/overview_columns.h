// All workers together over the whole run, for the minimap. Added up worker by worker in small
// bites, because a thousand of them take longer than a frame may.
#pragma once

#include "core/timeline/timeline_index.h"

#include <chrono>
#include <vector>

namespace interleave::ui {

class OverviewColumns
{
public:
    void start(TickRange whole, std::size_t columns);
    /// Goes on for as long as the budget lasts. True when it is complete.
    bool step(const TimelineIndex& index, std::chrono::nanoseconds budget);
    /// The mean of the workers; valid when complete.
    [[nodiscard]] const std::vector<TimelineColumn>& columns() const { return m_sum; }

private:
    void add(const std::vector<TimelineColumn>& worker, float share);

    TickRange m_whole;
    std::vector<TimelineColumn> m_sum;
    std::vector<TimelineColumn> m_worker;
    unsigned m_next = 0;
};

} // namespace interleave::ui
