// The real window for a benchmark, at 1920x1080, with the engine that lies beside the program.
#pragma once

#include "core/model/experiment.h"
#include "tests/bench/floor.h"
#include "ui/main_window.h"
#include "ui/run/run_controller.h"

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

namespace interleave::ui {

[[nodiscard]] inline QString engineOfBench()
{
    return QApplication::applicationDirPath() + QStringLiteral("/interleave");
}

/// Squares, all cores busy.
[[nodiscard]] inline Experiment busyExperiment(std::int64_t tasks, std::int64_t work)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Squares;
    experiment.params["work"] = work;
    experiment.tasks = tasks;
    return experiment;
}

class BenchWindow
{
public:
    BenchWindow()
        : m_window({.engineProgram = engineOfBench().toStdString(),
            .storeFile = m_folder.filePath(QStringLiteral("store.json")).toStdString(),
            .prompts = {.open = {}, .save = {}, .saveRun = [this](QWidget*, const QString&) {
                            return savedRun();
                        }}})
    {
        m_window.resize(1'920, 1'080);
        m_window.show();
    }

    [[nodiscard]] MainWindow& window() { return m_window; }
    /// Where a run is saved, and can be opened from.
    [[nodiscard]] QString savedRun() const
    {
        return m_folder.filePath(QStringLiteral("run.trace"));
    }

    template <class T>
    [[nodiscard]] T& part() const
    {
        return *m_window.findChild<T*>();
    }

    /// In an event loop that sleeps as the program's own does.
    template <class Done>
    void runUntil(Done done) const
    {
        constexpr int kLookMs = 20;
        constexpr int kPatienceMs = 120'000;
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

private:
    QTemporaryDir m_folder;
    MainWindow m_window;
};

} // namespace interleave::ui
