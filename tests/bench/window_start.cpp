// From the start of a process to a window that is painted, and what memory it has then; beside it a
// window of Qt's with nothing in it.

#include "tests/bench/window_start.h"

#include "tests/bench/bench_window.h"
#include "tests/bench/row.h"

#include <QProcess>
#include <QTest>

#include <benchmark/benchmark.h>
#include <fstream>
#include <iostream>
#include <unistd.h>
#include <vector>

namespace interleave::ui {

namespace {

constexpr int kStarts = 9;
constexpr int kPatienceMs = 30'000;

double residentMb()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    statm >> pages >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

int showAndTell(QWidget& window)
{
    window.show();
    if (!QTest::qWaitForWindowExposed(&window, kPatienceMs))
        return 1;
    QCoreApplication::processEvents(); // what it paints
    std::cout << residentMb() << std::endl;
    return 0;
}

struct Start
{
    double ms = 0;
    double mb = 0;
};

Start startOf(std::string_view which)
{
    QProcess process;
    const double begin = bench::nowNs();
    process.start(QCoreApplication::applicationFilePath(),
        {QLatin1String(which.data(), static_cast<qsizetype>(which.size()))});
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(kPatienceMs))
            bench::giveUp("no window appears");
    }
    const Start start{(bench::nowNs() - begin) / 1e6, process.readLine().trimmed().toDouble()};
    process.waitForFinished(kPatienceMs);
    return start;
}

Start medianStart(std::string_view which)
{
    std::vector<double> ms;
    std::vector<double> mb;
    for (int i = 0; i < kStarts; ++i) {
        const Start start = startOf(which);
        ms.push_back(start.ms);
        mb.push_back(start.mb);
    }
    return {bench::median(ms), bench::median(mb)};
}

void windowStart(benchmark::State& state)
{
    for (auto unused : state) {
        static_cast<void>(unused);
        const Start ours = medianStart(kShowWindow);
        const Start floor = medianStart(kShowEmptyWindow);
        state.counters["window_visible_ms"] = ours.ms;
        state.counters["window_rss_mb"] = ours.mb;
        state.counters["floor_visible_ms"] = floor.ms;
        state.counters["floor_rss_mb"] = floor.mb;
    }
}
BENCHMARK(windowStart)->Name("window_start")->Iterations(1);

} // namespace

int showWindowAlone(std::string_view which)
{
    if (which == kShowWindow) {
        BenchWindow ours;
        return showAndTell(ours.window());
    }
    QWidget empty;
    return showAndTell(empty);
}

} // namespace interleave::ui
