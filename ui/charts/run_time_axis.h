// How far the time axis of a run's charts goes: in steps of 1, 2, 5 while it runs, never shrinking;
// fitted to the run when it has ended.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/models/series_reduction.h"

#include <algorithm>

namespace interleave::ui {

/// A chart over time needs a line.
inline constexpr std::size_t kFewestSamples = 2;

class RunTimeAxis
{
public:
    void include(const UtilisationSeries& series)
    {
        if (!series.seconds.empty())
            m_axis.include(series.seconds.back());
    }
    void finish(const TrialResult& trial, const UtilisationSeries& series)
    {
        const double lastSample = series.seconds.empty() ? 0 : series.seconds.back();
        m_endSeconds = std::max(static_cast<double>(trial.wallNs) / 1e9, lastSample);
    }
    void clear()
    {
        m_axis.reset();
        m_endSeconds = 0;
    }
    [[nodiscard]] double seconds() const
    {
        return m_endSeconds > 0 ? m_endSeconds : m_axis.maximum();
    }

private:
    static constexpr double kShortest = 0.5; // seconds

    GrowingMaximum m_axis{kShortest};
    double m_endSeconds = 0; // 0 while it runs
};

} // namespace interleave::ui
