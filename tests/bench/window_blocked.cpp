// How long the window's thread is away from its events while a run of ten million tasks goes on
// that keeps all cores busy, and while its recording is read to the end: the longest of all turns
// of the event loop. At 1920x1080, with the timeline in sight.

#include "tests/bench/floor.h"
#include "ui/config/experiment_form.h"
#include "ui/main_window.h"
#include "ui/models/timeline_model.h"
#include "ui/run_controller.h"
#include "ui/run_pages.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <ctime>
#include <functional>

namespace interleave::ui {

namespace {

constexpr int kPatienceMs = 120'000;
constexpr int kTimelineView = 1;

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

Experiment busyRun(std::int64_t tasks)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Squares;
    experiment.params["work"] = std::int64_t{300};
    experiment.tasks = tasks;
    return experiment;
}

// An event loop that sleeps as the program's own does.
void runUntil(const std::function<bool()>& done)
{
    constexpr int kLookMs = 20;
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (done())
            loop.quit();
    });
    look.start(kLookMs);
    QTimer::singleShot(kPatienceMs, &loop, [] { bench::giveUp("the run does not end"); });
    loop.exec();
}

void windowBlocked(benchmark::State& state)
{
    const QTemporaryDir folder;
    const QString engine = QApplication::applicationDirPath() + QStringLiteral("/interleave");
    MainWindow window({.engineProgram = engine.toStdString(),
        .storeFile = folder.filePath(QStringLiteral("store.json")).toStdString()});
    window.resize(1'920, 1'080);
    window.show();
    window.findChild<ExperimentForm*>()->setExperiment(busyRun(state.range(0)));
    auto* controller = window.findChild<RunController*>();
    const auto* model = window.findChild<TimelineModel*>();
    for (auto unused : state) {
        static_cast<void>(unused);
        controller->start({window.findChild<ExperimentForm*>()->experiment()});
        window.findChild<RunPages*>()->showView(kTimelineView);
        const Watchdog watchdog;
        runUntil([&] { return !controller->running() && model->complete(); });
        state.counters["ms"] = watchdog.worstMs();
        state.counters["ms_of_processor"] = watchdog.worstMsOfProcessor();
        state.counters["turns"] = watchdog.turns();
    }
}
BENCHMARK(windowBlocked)->Name("window_blocked")->Arg(10'000'000);

} // namespace
} // namespace interleave::ui
