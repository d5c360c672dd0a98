#include "ui/models/watching_meter.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace interleave::ui {

namespace {

std::uint64_t ownCpuNs()
{
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<std::uint64_t>(used.tv_sec) * 1'000'000'000U
        + static_cast<std::uint64_t>(used.tv_nsec);
}

} // namespace

WatchingMeter::WatchingMeter(QObject* parent)
    : QObject(parent)
{
    // A timer of 0 comes when nothing else is left to do, painting included.
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &WatchingMeter::endFrame);
    start();
}

void WatchingMeter::start()
{
    m_startNs = Clock::monotonicNs();
    m_startCpuNs = ownCpuNs();
    m_frameBeginNs = 0;
    m_last.clear();
    m_frames = 0;
    m_worstNs = 0;
}

void WatchingMeter::beginFrame()
{
    m_frameBeginNs = Clock::monotonicNs();
    m_idle.start(0);
}

void WatchingMeter::endFrame()
{
    const std::uint64_t begin = std::exchange(m_frameBeginNs, 0);
    if (begin == 0)
        return;
    const auto ns = static_cast<double>(Clock::monotonicNs() - begin);
    m_worstNs = std::max(m_worstNs, ns);
    if (m_last.size() < kLastFrames)
        m_last.push_back(ns);
    else
        m_last[m_frames % kLastFrames] = ns;
    ++m_frames;
}

WatchingCost WatchingMeter::cost() const
{
    const auto passed
        = static_cast<double>(std::max<std::uint64_t>(Clock::monotonicNs() - m_startNs, 1));
    WatchingCost cost{.windowShare = static_cast<double>(ownCpuNs() - m_startCpuNs) / passed,
        .worstFrameNs = m_worstNs,
        .frames = m_frames};
    if (m_last.empty())
        return cost;
    std::vector<double> sorted = m_last;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    cost.frameNs = *middle;
    return cost;
}

} // namespace interleave::ui
