// The window around a run: the form, the answer, and what may go wrong.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "tests/pictures/staged_experiments.h"
#include "tests/support/process_tree.h"
#include "ui/code/code_view.h"
#include "ui/file_opening.h"
#include "ui/history/history_page.h"
#include "ui/main_window.h"
#include "ui/run/run_list.h"
#include "ui/run/run_saving.h"
#include "ui/views/run_page.h"
#include "ui/widgets/copyable_table.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QTest>

#include <array>
#include <csignal>
#include <unistd.h>

namespace interleave::ui {

namespace {

void playForm(Stage& stage)
{
    stage.open();
    stage.photograph(QStringLiteral("empty"));
    stage.type(QStringLiteral("workers"), QStringLiteral("0"));
    stage.trigger(QStringLiteral("&Run"));
    stage.photograph(QStringLiteral("form-error"));
    stage.setExperiment(counter(Primitive::None));
    stage.type(QStringLiteral("tasks"), QStringLiteral("10.000"));
    stage.photograph(QStringLiteral("form-asks"));
    stage.setExperiment(pictures("/no/such/folder"));
    stage.photograph(QStringLiteral("form-folder"));
    Experiment compared = counter(Primitive::Lock);
    compared.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic};
    stage.setExperiment(compared);
    stage.photograph(QStringLiteral("form-compared"));
    stage.setExperiment({.workload = WorkloadKind::FalseSharing,
        .varyParam = {"layout", {"packed", "padded"}},
        .trials = 5});
    stage.photograph(QStringLiteral("form-compared-values"));
    stage.setExperiment({.workload = WorkloadKind::Philosophers});
    stage.openSections();
    stage.photograph(QStringLiteral("form-open"));
}

void playFunction(Stage& stage)
{
    Experiment experiment{.workload = WorkloadKind::Function,
        .params = {{"code",
            std::string(
                "# Is n a prime number?\n\nlimit = 40\n\ndef divides(k, n):\n    return n % k == "
                "0\n\n"
                "def task(n):\n    return not any(divides(k, n) for k in range(n % limit, n))\n")}},
        .tasks = 400,
        .workers = 2,
        .executor = ExecutorKind::PythonProcesses};
    stage.open();
    stage.setExperiment(experiment);
    stage.photograph(QStringLiteral("function-form"));
    stage.runToEnd(experiment);
    stage.photograph(QStringLiteral("function-failed"));
    stage.trigger(QStringLiteral("Co&de"));
    stage.photograph(QStringLiteral("function-code"));
    experiment.params["code"] = std::string("def task(n):\n    return sum(range(20_000 + n))\n");
    stage.runToEnd(experiment);
    stage.photograph(QStringLiteral("function-finished"));
}

void playFinished(Stage& stage)
{
    stage.open();
    stage.runToEnd(counter(Primitive::None));
    stage.photograph(QStringLiteral("finished-counter-none"));
    stage.trigger(QStringLiteral("Lo&g"));
    stage.photograph(QStringLiteral("log"));
    stage.trigger(QStringLiteral("&Overview"));
    stage.runToEnd(counter(Primitive::Lock));
    stage.photograph(QStringLiteral("finished-counter-lock"));
    stage.runToEnd(squares(20'000, 20'000));
    stage.photograph(QStringLiteral("finished-squares"));
    stage.runToEnd(squares(100, 1));
    stage.photograph(QStringLiteral("finished-squares-tiny"));
    stage.runToEnd(sleeping(200, 0.02));
    stage.photograph(QStringLiteral("finished-sleep"));
    stage.runToEnd(pictures({}));
    stage.photograph(QStringLiteral("finished-image-filter"));
    stage.runToEnd(counter(Primitive::None, 5));
    stage.photograph(QStringLiteral("finished-5-trials"));
}

// More than the strip has room for, the last one and an earlier one shown; and the keys.
void playRuns(Stage& stage)
{
    stage.open();
    for (int run = 0; run < 9; ++run)
        stage.runToEnd(squares(1'000 * (run + 1), 1));
    stage.photograph(QStringLiteral("runs-last"));
    auto* runs = stage.window().findChild<RunList*>();
    runs->show(runs->runs()[3]);
    stage.photograph(QStringLiteral("runs-earlier"));
    stage.photographKeys(QStringLiteral("keys"));
    stage.trigger(QStringLiteral("T&imeline"));
    stage.photographKeys(QStringLiteral("keys-timeline"));
}

void playPresentation(Stage& stage)
{
    stage.open();
    stage.runToEnd(counter(Primitive::None));
    stage.photographPresentation(QStringLiteral("presentation"));
    Experiment compared = counter(Primitive::Lock, 5);
    compared.compare = {Primitive::None, Primitive::Lock};
    stage.runToEnd(compared);
    stage.photographPresentation(QStringLiteral("presentation-comparison"));
    compared.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic};
    stage.runToEnd(compared);
    stage.photographPresentation(QStringLiteral("presentation-primitives"));
}

void playCode(Stage& stage)
{
    stage.open();
    stage.runToEnd(counter(Primitive::Lock));
    stage.trigger(QStringLiteral("Co&de"));
    stage.photograph(QStringLiteral("code-python"));
    stage.runPage().findChild<CodeView*>()->setLanguage(CodeLanguage::Cpp);
    stage.photograph(QStringLiteral("code-cpp"));
    stage.runToEnd({.workload = WorkloadKind::StoreBuffering});
    stage.trigger(QStringLiteral("Co&de"));
    stage.photograph(QStringLiteral("code-none"));
}

void playExecutors(Stage& stage)
{
    stage.open();
    Experiment apart = squares(500, 1);
    apart.executor = ExecutorKind::ProcessPerTask;
    apart.allAtOnce = true;
    stage.runToEnd(apart);
    stage.photograph(QStringLiteral("finished-process-per-task"));
    Experiment faulty = squares(20'000, 2'000);
    faulty.executor = ExecutorKind::Threads;
    faulty.timeout = 0.2;
    faulty.inject = {{FaultKind::Raise, 5}, {FaultKind::Hang, 5'000}, {FaultKind::Crash, 9'000}};
    stage.runToEnd(faulty);
    stage.photograph(QStringLiteral("finished-faults"));
    stage.type(QStringLiteral("timeout"), QStringLiteral("0"));
    stage.photograph(QStringLiteral("form-conflict"));
}

void playRunning(Stage& stage)
{
    stage.open();
    stage.run(squares(50'000, 400'000));
    waitForSeconds(stage, 1);
    stage.photograph(QStringLiteral("running-squares"));
    stage.trigger(QStringLiteral("&Stop"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("cancelled-squares"));
}

// The second of three trials, and what is known of the first.
void playTrials(Stage& stage)
{
    stage.open();
    Experiment experiment = squares(50'000, 200'000);
    experiment.trials = 3;
    stage.run(experiment);
    stage.waitUntil(QStringLiteral("the second trial"),
        [&] { return stage.live().trial == 1 && stage.live().elapsedNs > 300'000'000; });
    stage.photograph(QStringLiteral("running-second-trial"));
    stage.trigger(QStringLiteral("&Activity"));
    stage.photograph(QStringLiteral("running-second-trial-activity"));
    stage.trigger(QStringLiteral("&Stop"));
    stage.waitForEnd();
}

void playRespawned(Stage& stage)
{
    stage.open();
    stage.run(sleeping(300, 0.05));
    waitForSeconds(stage, 0.3);
    ::kill(static_cast<pid_t>(stage.live().workers.at(1).pid), SIGKILL);
    stage.waitUntil(
        QStringLiteral("a new worker"), [&] { return stage.live().workers.at(1).respawned > 0; });
    stage.photograph(QStringLiteral("running-worker-respawned"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("finished-worker-respawned"));
}

void playFailed(Stage& stage)
{
    stage.open();
    stage.runToEnd(pictures("/no/such/folder"));
    stage.photograph(QStringLiteral("refused-image-folder"));
    stage.run(sleeping(100'000, 0.01));
    waitForSeconds(stage, 0.5);
    for (const pid_t engine : test::childrenOf(::getpid()))
        ::kill(engine, SIGKILL);
    stage.waitForEnd();
    stage.photograph(QStringLiteral("failed-engine-killed"));
    stage.open("/no/such/program");
    stage.runToEnd(counter(Primitive::Lock));
    stage.photograph(QStringLiteral("failed-engine-missing"));
}

void waitForSaved(Stage& stage)
{
    const auto* saving = stage.window().findChild<RunSaving*>();
    stage.waitUntil(QStringLiteral("the end of saving"), [&] { return saving->possible(); });
}

// A run is saved, and opened by another window.
void playSaved(Stage& stage)
{
    const QString saveRun = QStringLiteral("Save &run…");
    stage.open();
    stage.runToEnd(squares(1'000'000, 1));
    stage.answerWith(QStringLiteral("/no/such/folder/run.trace"));
    stage.trigger(saveRun);
    waitForSaved(stage);
    stage.photograph(QStringLiteral("save-failed"));
    stage.answerWith(stage.file(QStringLiteral("run.trace")));
    stage.trigger(saveRun);
    stage.photograph(QStringLiteral("saving"));
    waitForSaved(stage);
    stage.photograph(QStringLiteral("saved"));
    stage.open();
    stage.trigger(QStringLiteral("&Open…"));
    const auto* opening = stage.window().findChild<FileOpening*>();
    stage.waitUntil(QStringLiteral("the file"), [&] { return !opening->busy(); });
    stage.photograph(QStringLiteral("opened"));
}

// Before the first run, with some, with the words that none has, and one that cannot be read.
void playHistory(Stage& stage)
{
    const QString history = QStringLiteral("&History");
    stage.keepIn(QStringLiteral("kept"));
    stage.open();
    stage.trigger(history);
    stage.photograph(QStringLiteral("history-empty"));
    for (const Primitive primitive : {Primitive::None, Primitive::Lock, Primitive::Atomic})
        stage.runToEnd(counter(primitive));
    stage.runToEnd(squares(20'000, 2'000));
    stage.runToEnd(sleeping(200, 0.002));
    Experiment compared = counter(Primitive::Lock, 5);
    compared.compare = {Primitive::None, Primitive::Lock};
    stage.runToEnd(compared);
    const auto* page = stage.window().findChild<HistoryPage*>();
    stage.trigger(history);
    constexpr int kRuns = 6;
    stage.waitUntil(QStringLiteral("the runs"), [&] {
        return page->model().rowCount() == kRuns && page->model().runAt(kRuns - 1) != nullptr;
    });
    auto* table = page->findChild<CopyableTable*>();
    table->selectRow(1);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_S);
    stage.waitUntil(QStringLiteral("the star"),
        [&] { return page->model().runAt(1) != nullptr && page->model().runAt(1)->star; });
    stage.photograph(QStringLiteral("history"));
    auto* words = page->findChild<QLineEdit*>();
    words->setText(QStringLiteral("no such words"));
    stage.waitUntil(QStringLiteral("no run"), [&] { return page->model().rowCount() == 0; });
    stage.photograph(QStringLiteral("history-none-found"));
    stage.keepIn(QStringLiteral("damaged"));
    QDir().mkpath(stage.file(QStringLiteral("damaged")));
    QFile database(stage.file(QStringLiteral("damaged/history.db")));
    if (database.open(QFile::WriteOnly))
        database.write("a text");
    database.close();
    stage.open();
    stage.trigger(history);
    stage.photograph(QStringLiteral("history-damaged"));
}

} // namespace

std::span<const Scene> windowScenes()
{
    static constexpr std::array kScenes{Scene{"form", playForm},
        Scene{"function", playFunction},
        Scene{"finished", playFinished},
        Scene{"runs", playRuns},
        Scene{"presentation", playPresentation},
        Scene{"code", playCode},
        Scene{"executors", playExecutors},
        Scene{"running", playRunning},
        Scene{"trials", playTrials},
        Scene{"respawned", playRespawned},
        Scene{"failed", playFailed},
        Scene{"saved", playSaved},
        Scene{"history", playHistory}};
    return kScenes;
}

} // namespace interleave::ui
