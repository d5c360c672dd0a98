// How long the window's thread is away from its events while a run of ten million tasks goes on
// that keeps all cores busy, and while its recording is read to the end: the longest of all turns
// of the event loop. At 1920x1080, with the timeline in sight.

#include "tests/bench/bench_window.h"
#include "ui/models/timeline_model.h"
#include "ui/run_pages.h"

#include <QAbstractEventDispatcher>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <ctime>

namespace interleave::ui {

namespace {

constexpr int kTimelineView = 1;
constexpr std::int64_t kWork = 300; // additions in a task: some seconds in all

double processorNs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// From waking up to the next sleep. Wall time has in it what the kernel gave to others.
class Watchdog
{
public:
    Watchdog()
    {
        auto* dispatcher = QAbstractEventDispatcher::instance();
        m_awake = QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, [this] {
            m_begin = bench::nowNs();
            m_worked = processorNs();
        });
        m_sleep = QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, [this] {
            if (m_begin == 0)
                return;
            m_worst = std::max(m_worst, bench::nowNs() - m_begin);
            m_worstOfProcessor = std::max(m_worstOfProcessor, processorNs() - m_worked);
            ++m_turns;
        });
    }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    Watchdog(Watchdog&&) = delete;
    Watchdog& operator=(Watchdog&&) = delete;
    ~Watchdog()
    {
        QObject::disconnect(m_awake);
        QObject::disconnect(m_sleep);
    }

    [[nodiscard]] double worstMs() const { return m_worst / 1e6; }
    [[nodiscard]] double worstMsOfProcessor() const { return m_worstOfProcessor / 1e6; }
    [[nodiscard]] double turns() const { return m_turns; }

private:
    QMetaObject::Connection m_awake;
    QMetaObject::Connection m_sleep;
    double m_begin = 0;
    double m_worked = 0;
    double m_worst = 0;
    double m_worstOfProcessor = 0;
    double m_turns = 0;
};

void windowBlocked(benchmark::State& state)
{
    const BenchWindow window;
    auto& controller = window.part<RunController>();
    const auto& model = window.part<TimelineModel>();
    for (auto unused : state) {
        static_cast<void>(unused);
        controller.start({busyExperiment(state.range(0), kWork)});
        window.part<RunPages>().showView(kTimelineView);
        const Watchdog watchdog;
        window.runUntil([&] { return !controller.running() && model.complete(); });
        state.counters["ms"] = watchdog.worstMs();
        state.counters["ms_of_processor"] = watchdog.worstMsOfProcessor();
        state.counters["turns"] = watchdog.turns();
    }
}
BENCHMARK(windowBlocked)->Name("window_blocked")->Arg(10'000'000);

} // namespace
} // namespace interleave::ui
