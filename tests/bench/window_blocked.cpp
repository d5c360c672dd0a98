// How long the window's thread is away from its events while a run of ten million tasks goes on
// that keeps all cores busy, and while its recording is read to the end. At 1920x1080, with the
// timeline in sight.

#include "tests/bench/bench_window.h"
#include "ui/models/timeline_model.h"
#include "ui/run/run_list.h"
#include "ui/views/run_page.h"

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

} // namespace
} // namespace interleave::ui
