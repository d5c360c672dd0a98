// The gallery of 10,000 photographs: how long until a screen of it is seen, at first and after a
// jump, and what the window keeps for it.

#include "core/base/program_file.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <fstream>
#include <string>
#include <unistd.h>

namespace interleave::ui {
namespace {

constexpr std::uint64_t kPictures = 10'000;
constexpr int kFiles = 200; // each stands for fifty

// With enough in it that its file is as large as a photograph's.
void writePhotograph(const std::filesystem::path& file, int number)
{
    QImage image(1'920, 1'280, QImage::Format_RGB32);
    std::uint32_t noise = static_cast<std::uint32_t>(number) + 1;
    for (int y = 0; y < image.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            noise = noise * 1'664'525U + 1'013'904'223U;
            const int grain = static_cast<int>(noise >> 30U);
            row[x] = qRgb(
                x * 200 / image.width() + grain, y * 200 / image.height() + grain, number + grain);
        }
    }
    image.save(QString::fromStdString(file.string()), "jpg", 90);
}

double residentMegabytes()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    statm >> pages >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

double awaitScreenMs(const PicturesView& view)
{
    QElapsedTimer time;
    time.start();
    QApplication::processEvents();
    while (!view.grid().complete())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    view.grid().viewport()->repaint();
    return static_cast<double>(time.nsecsElapsed()) / 1e6;
}

double worstJumpMs(const PicturesView& view)
{
    double worst = 0;
    QScrollBar& bar = *view.grid().verticalScrollBar();
    for (const double place : {1.0, 0.5, 0.25, 0.75, 0.1}) {
        bar.setValue(static_cast<int>(place * bar.maximum()));
        worst = std::max(worst, awaitScreenMs(view));
    }
    return worst;
}

void galleryOfTenThousand(benchmark::State& state)
{
    const TemporaryFolder folder;
    std::vector<Picture> pictures;
    for (int number = 0; number < kFiles; ++number)
        writePhotograph(folder.path() / (std::to_string(number) + ".jpg"), number);
    for (std::uint64_t task = 0; task < kPictures; ++task)
        pictures.push_back({folder.path() / (std::to_string(task % kFiles) + ".jpg"), ""});
    const auto list
        = std::make_shared<const PictureList>(*PictureList::make({.pictures = pictures}));
    test::SyntheticRun run({.tasks = kPictures, .workers = 2, .failedOneIn = 0});
    run.finish();
    Experiment experiment;
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = folder.path().string();
    const std::filesystem::path engine = programFile().parent_path() / "interleave";
    for ([[maybe_unused]] auto _ : state) {
        const double before = residentMegabytes();
        TimeView time;
        TaskSelection selection;
        TimelineModel events(&time, &selection);
        PicturesView view(&events, nullptr, engine);
        view.resize(1'360, 760); // in a window of 1920x1080
        QElapsedTimer opening;
        opening.start();
        view.start(&experiment);
        view.setPictures(list);
        view.beginTrial(run.recording());
        view.show();
        static_cast<void>(awaitScreenMs(view));
        state.counters["first_ms"] = static_cast<double>(opening.nsecsElapsed()) / 1e6;
        state.counters["screen"] = view.grid().seenRows().second - view.grid().seenRows().first;
        state.counters["jump_ms"] = worstJumpMs(view);
        state.counters["window_MB"] = residentMegabytes();
        state.counters["gallery_MB"] = residentMegabytes() - before;
    }
}
BENCHMARK(galleryOfTenThousand)->Iterations(3)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace interleave::ui
