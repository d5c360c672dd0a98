// The real window with the real engine for a test: opened, told what to run, waited for, read as a
// user reads it.
#pragma once

#include "tests/support/children.h"
#include "tests/support/process_tree.h"
#include "tests/support/slowness.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "ui/config/experiment_form.h"
#include "ui/config/field_row.h"
#include "ui/file_opening.h"
#include "ui/main_window.h"
#include "ui/models/worker_model.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/views/run_page.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/metric_tile.h"
#include "ui/widgets/progress_footer.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QTest>

#include <memory>
#include <optional>
#include <unistd.h>
#include <vector>

namespace interleave::ui {

/// Of each of the 200 tasks of counterExperiment().
inline constexpr std::int64_t kIncrements = kTimesSlower > 1 ? 2'000 : 10'000;

inline Experiment counterExperiment(Primitive sync)
{
    Experiment experiment;
    experiment.workers = 2;
    experiment.tasks = 200;
    experiment.params["increments"] = kIncrements;
    experiment.sync = sync;
    return experiment;
}

/// Goes on for minutes unless it is stopped.
inline Experiment longExperiment()
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Sleep;
    experiment.params["duration"] = 0.02;
    experiment.tasks = 100'000;
    experiment.workers = 3;
    return experiment;
}

class WindowTest : public testing::Test
{
protected:
    void SetUp() override { QSettings().clear(); }

    void open(const std::filesystem::path& engine = INTERLEAVE_PROGRAM)
    {
        window = std::make_unique<MainWindow>(WindowOptions{.engineProgram = engine,
            .storeFile = folder.path() / "store.json",
            .prompts = {.open = [this](QWidget*) { return answer; },
                .save = [this](QWidget*, const QString&) { return answer; },
                .saveRun = [this](QWidget*, const QString&) { return answer; },
                .mayGo =
                    [this](QWidget*, const QString& question) {
                        questions.push_back(question);
                        return mayGo;
                    }},
            .exports = exports,
            .mayRun = [this](QWidget*, const BroughtPrograms& programs) {
                broughtPrograms.push_back(programs);
                return mayRun;
            }});
        connectRuns();
        window->show();
        window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    }

    [[nodiscard]] ExperimentForm& form() const { return *window->findChild<ExperimentForm*>(); }
    [[nodiscard]] RunController& controller() const { return *window->findChild<RunController*>(); }
    [[nodiscard]] bool running() const { return controller().running(); }
    [[nodiscard]] RunList& runs() const { return *window->findChild<RunList*>(); }
    [[nodiscard]] const ui::Run& shownRun() const { return *runs().shown(); }

    /// The menu's action with this text.
    [[nodiscard]] QAction* action(const char* text) const
    {
        for (QAction* each : window->findChildren<QAction*>()) {
            if (each->text() == QString::fromUtf8(text) && each->menu() == nullptr)
                return each;
        }
        ADD_FAILURE() << "no action " << text;
        return nullptr;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(window.get(), key, modifiers);
    }
    [[nodiscard]] QLineEdit* field(const char* name) const
    {
        return form().findChild<FieldRow*>(QLatin1String(name))->findChild<QLineEdit*>();
    }
    [[nodiscard]] bool hasFocus(const char* name) const
    {
        const QWidget* focus = QApplication::focusWidget();
        return focus != nullptr
            && form().findChild<FieldRow*>(QLatin1String(name))->isAncestorOf(focus);
    }
    void type(const char* name, const char* text) const
    {
        field(name)->setFocus();
        field(name)->selectAll();
        QTest::keyClicks(field(name), QLatin1String(text));
    }

    void run(const Experiment& experiment)
    {
        live = {};
        form().setExperiment(experiment);
        action("&Run")->trigger();
    }
    void runToEnd(const Experiment& experiment)
    {
        run(experiment);
        ASSERT_TRUE(waitForEnd());
    }
    [[nodiscard]] bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return !running(); }, kPatienceMs);
    }
    /// Opens the file that is the answer, by its key, and waits until it is read.
    void openByKey() const
    {
        press(Qt::Key_O, Qt::ControlModifier);
        EXPECT_TRUE(QTest::qWaitFor(
            [this] { return !window->findChild<FileOpening*>()->busy(); }, kPatienceMs));
    }
    /// Until its workers have done some tasks.
    [[nodiscard]] bool waitForTasks() const
    {
        return QTest::qWaitFor([this] { return live.tasksEnded > 0; }, kPatienceMs);
    }
    [[nodiscard]] std::vector<pid_t> workerPids() const
    {
        std::vector<pid_t> pids;
        for (const WorkerSnapshot& worker : live.workers)
            pids.push_back(static_cast<pid_t>(worker.pid));
        return pids;
    }
    static void expectGone(const std::vector<pid_t>& pids)
    {
        EXPECT_FALSE(pids.empty());
        for (const pid_t pid : pids)
            EXPECT_TRUE(test::eventually([pid] { return !test::isAlive(pid); })) << pid;
    }
    static std::vector<pid_t> engines() { return test::childrenOf(::getpid()); }
    /// They are waited for in another thread.
    static bool noEngineIsLeft()
    {
        return test::eventually([] { return engines().empty(); });
    }

    /// What the label with that accessible name says, of those that are shown in `place`.
    [[nodiscard]] QString textOf(const char* name, const QWidget* place = nullptr) const
    {
        for (const QLabel* label :
            (place == nullptr ? window.get() : place)->findChildren<QLabel*>()) {
            if (label->accessibleName() == QLatin1String(name) && label->isVisible())
                return label->text().replace(QChar::Nbsp, QLatin1Char(' '));
        }
        return {};
    }
    [[nodiscard]] QString headline() const { return textOf("Answer"); }
    [[nodiscard]] QString state() const { return window->findChild<ProgressFooter*>()->state(); }
    [[nodiscard]] QString tile(const char* caption) const
    {
        for (const MetricTile* each : window->findChildren<MetricTile*>()) {
            if (each->accessibleName().startsWith(QLatin1String(caption)))
                return each->value();
        }
        return {};
    }
    /// Whether a note that is shown has this text in it.
    [[nodiscard]] bool noteSays(const char* text) const
    {
        for (const NoteLabel* note : window->findChildren<NoteLabel*>()) {
            if (note->isVisible() && note->text().contains(QLatin1String(text)))
                return true;
        }
        return false;
    }

    TemporaryFolder folder;
    QString answer; // to the next question for a file
    bool mayGo = true; // the answer to whether something may be lost
    std::vector<QString> questions; // for that
    bool mayRun = true; // the answer to whether what came from elsewhere may run
    std::vector<BroughtPrograms> broughtPrograms; // that were asked about
    ExportPrompts exports; // of the window that is opened next
    LiveSnapshot live;
    std::vector<RunResult> results;
    std::vector<QString> failures;
    std::unique_ptr<MainWindow> window;

private:
    void connectRuns()
    {
        QObject::connect(
            &runs(), &RunList::added, window.get(), [this](const std::shared_ptr<ui::Run>& added) {
                const ui::Run* run = added.get();
                QObject::connect(
                    run, &ui::Run::liveUpdated, window.get(), [this](const LiveSnapshot& now) {
                        live = now;
                    });
                QObject::connect(run, &ui::Run::ended, window.get(), [this, run] {
                    results.push_back(*run->result());
                });
                QObject::connect(run, &ui::Run::failed, window.get(), [this, run] {
                    failures.push_back(run->problem());
                });
            });
    }
};

} // namespace interleave::ui
