#include "ui/timeline/overview_columns.h"

#include <algorithm>

namespace interleave::ui {

void OverviewColumns::start(TickRange whole, std::size_t columns)
{
    m_whole = whole;
    m_sum.assign(columns, {});
    m_worker.resize(columns);
    m_next = 0;
}

bool OverviewColumns::step(const TimelineIndex& index, std::chrono::nanoseconds budget)
{
    const auto begin = std::chrono::steady_clock::now();
    const unsigned workers = index.workers();
    while (m_next < workers) {
        index.columns(m_next++, m_whole, m_worker);
        add(m_worker, 1.0F / static_cast<float>(workers));
        if (std::chrono::steady_clock::now() - begin >= budget)
            break;
    }
    return m_next >= workers;
}

void OverviewColumns::add(const std::vector<TimelineColumn>& worker, float share)
{
    for (std::size_t i = 0; i < m_sum.size(); ++i) {
        TimelineColumn& sum = m_sum[i];
        sum.busy += worker[i].busy * share;
        sum.waiting += worker[i].waiting * share;
        sum.holding += worker[i].holding * share;
        sum.longestTicks = std::max(sum.longestTicks, worker[i].longestTicks);
        sum.tasks += worker[i].tasks;
        sum.failed += worker[i].failed;
        sum.failure = sum.failure || worker[i].failure;
    }
}

} // namespace interleave::ui
