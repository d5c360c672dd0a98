#include "ui/models/watching_meter.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace interleave::ui {

namespace {

// Of this process, or of this thread.
std::uint64_t cpuNs(clockid_t whose)
{
    timespec used{};
    ::clock_gettime(whose, &used);
    return static_cast<std::uint64_t>(used.tv_sec) * 1'000'000'000U
        + static_cast<std::uint64_t>(used.tv_nsec);
}

std::uint64_t coreNs(const ProcessUsage& process)
{
    return process.coreTime().value_or(CoreTime{}).ns;
}

} // namespace

WatchingMeter::WatchingMeter(QObject* parent)
    : QObject(parent)
{
    // A timer of 0 comes when nothing else is left to do, painting included.
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &WatchingMeter::endFrame);
}

void WatchingMeter::start(pid_t engine)
{
    m_engine = ProcessUsage::open(engine);
    m_startEngineNs = coreNs(m_engine);
    m_startNs = Clock::monotonicNs();
    m_startCpuNs = cpuNs(CLOCK_PROCESS_CPUTIME_ID);
    m_frameBeginNs = 0;
    m_wall = {};
    m_frames = 0;
    m_worstNs = 0;
}

void WatchingMeter::beginFrame()
{
    m_frameBeginNs = Clock::monotonicNs();
    m_frameBeginCpuNs = cpuNs(CLOCK_THREAD_CPUTIME_ID);
    m_idle.start(0);
}

void WatchingMeter::endFrame()
{
    const std::uint64_t begin = std::exchange(m_frameBeginNs, 0);
    if (begin == 0)
        return;
    const auto ns = static_cast<double>(Clock::monotonicNs() - begin);
    m_worstNs = std::max(m_worstNs, ns);
    m_wall.add(ns);
    m_cpu.add(static_cast<double>(cpuNs(CLOCK_THREAD_CPUTIME_ID) - m_frameBeginCpuNs));
    ++m_frames;
}

WatchingCost WatchingMeter::cost() const
{
    const auto passed
        = static_cast<double>(std::max<std::uint64_t>(Clock::monotonicNs() - m_startNs, 1));
    const std::uint64_t engineNs = std::max(coreNs(m_engine), m_startEngineNs) - m_startEngineNs;
    const std::uint64_t windowNs = cpuNs(CLOCK_PROCESS_CPUTIME_ID) - m_startCpuNs;
    return {.engineShare = static_cast<double>(engineNs) / passed,
        .frameCpuNs = m_cpu.median(),
        .window = {.cpuShare = static_cast<double>(windowNs) / passed,
            .frames = m_frames,
            .frameNs = m_wall.median(),
            .worstFrameNs = m_worstNs}};
}

void WatchingMeter::LastFrames::add(double ns)
{
    if (m_ns.size() < kMost)
        m_ns.push_back(ns);
    else
        m_ns[m_next] = ns;
    m_next = (m_next + 1) % kMost;
}

double WatchingMeter::LastFrames::median() const
{
    if (m_ns.empty())
        return 0;
    std::vector<double> sorted = m_ns;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return *middle;
}

} // namespace interleave::ui
