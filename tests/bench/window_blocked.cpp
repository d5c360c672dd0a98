// How long the window's thread is away from its events while a run of ten million tasks goes on
// that keeps all cores busy, and while its recording is read to the end. At 1920x1080, with the
// timeline in sight. And by what a user does with runs that are over, and by closing the window on
// one that goes on.

#include "tests/bench/bench_window.h"
#include "ui/models/timeline_model.h"
#include "ui/run/run_list.h"
#include "ui/run/run_saving.h"
#include "ui/views/run_page.h"
#include "ui/window_zoom.h"

#include <algorithm>
#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <thread>

namespace interleave::ui {

namespace {

constexpr std::int64_t kWork = 300; // additions in a task: some seconds in all

// Asks the window's thread for an answer, a millisecond after each that it got. What it takes to
// answer is how long the thread was away: in its own work, or without a core.
class Watchdog
{
public:
    explicit Watchdog(QObject* asked)
        : m_thread([this, asked](const std::stop_token& stop) { watch(*asked, stop); })
    {
    }

    /// After the last question was answered; the thread that is asked must not wait for it before.
    [[nodiscard]] double worstMs() const { return m_worst.load() / 1e6; }
    [[nodiscard]] double questions() const { return m_questions.load(); }

private:
    void watch(QObject& asked, const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            const double begin = bench::nowNs();
            m_answered = false;
            QMetaObject::invokeMethod(
                &asked, [this] { m_answered = true; }, Qt::QueuedConnection);
            while (!m_answered && !stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::microseconds(100));
            if (stop.stop_requested())
                return;
            m_worst = std::max(m_worst.load(), bench::nowNs() - begin);
            m_questions = m_questions + 1;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    std::atomic<double> m_worst = 0;
    std::atomic<double> m_questions = 0;
    std::atomic<bool> m_answered = false;
    std::jthread m_thread;
};

void windowBlocked(benchmark::State& state)
{
    const BenchWindow window;
    auto& controller = window.part<RunController>();
    const auto& model = window.part<TimelineModel>();
    for (auto unused : state) {
        static_cast<void>(unused);
        const auto run = std::make_shared<Run>(busyExperiment(state.range(0), kWork));
        window.part<RunList>().add(run);
        controller.start(run);
        window.part<RunPage>().showView(QStringLiteral("T&imeline"));
        const Watchdog watchdog(&controller);
        window.runUntil([&] { return !controller.running() && model.complete(); });
        state.counters["ms"] = watchdog.worstMs();
        state.counters["questions"] = watchdog.questions();
    }
}
BENCHMARK(windowBlocked)->Name("window_blocked")->Arg(10'000'000);

/// While something is done in the window, and until its end.
template <class Does, class Done>
double awayMs(const BenchWindow& window, Does does, Done done)
{
    const Watchdog watchdog(&window.part<RunController>());
    does();
    window.runUntil([&] { return done() && watchdog.questions() > 1; });
    return watchdog.worstMs();
}

// What a user does with runs of a million tasks that are over.
void windowBlockedByDoing(benchmark::State& state)
{
    BenchWindow window;
    auto& controller = window.part<RunController>();
    auto& runs = window.part<RunList>();
    const auto& model = window.part<TimelineModel>();
    auto& saving = window.part<RunSaving>();
    const auto isRead = [&] { return !controller.running() && model.complete(); };
    for (int i = 0; i < 2; ++i) {
        const auto run = std::make_shared<Run>(busyExperiment(state.range(0), kWork));
        runs.add(run);
        controller.start(run);
        window.part<RunPage>().showView(QStringLiteral("T&imeline"));
        window.runUntil(isRead);
    }
    for (auto unused : state) {
        static_cast<void>(unused);
        state.counters["ms_switching"] = awayMs(
            window, [&] { runs.show(runs.runs().front()); }, isRead);
        state.counters["ms_saving"] = awayMs(
            window, [&] { saving.save(); }, [&] { return !saving.writing(); });
        const std::size_t before = runs.runs().size();
        state.counters["ms_opening"] = awayMs(
            window,
            [&] { window.window().openFile(window.savedRun()); },
            [&] { return runs.runs().size() > before && isRead(); });
        state.counters["ms_presentation"] = awayMs(
            window, [&] { window.part<WindowZoom>().setPresenting(true); }, isRead);
        window.part<WindowZoom>().setPresenting(false);
        const auto last = std::make_shared<Run>(busyExperiment(state.range(0), kWork));
        runs.add(last);
        controller.start(last);
        window.runUntil([&] { return last->live() && last->live()->tasksEnded > 0; });
        state.counters["ms_closing"] = awayMs(
            window, [&] { window.window().close(); }, [&] { return !controller.running(); });
    }
}
BENCHMARK(windowBlockedByDoing)->Name("window_blocked_by_doing")->Arg(1'000'000)->Iterations(1);

} // namespace
} // namespace interleave::ui
