#include "ui/main_window.h"

#include "core/model/applicability.h"
#include "ui/clear_selection.h"
#include "ui/config/experiment_form.h"
#include "ui/config/experiment_store.h"
#include "ui/run_controller.h"
#include "ui/run_page.h"
#include "ui/run_pages.h"
#include "ui/run_saving.h"
#include "ui/saved_run.h"
#include "ui/view_menu.h"
#include "ui/widgets/progress_footer.h"
#include "ui/widgets/yielding_area.h"
#include "ui/window_zoom.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

#include <array>

namespace interleave::ui {

namespace {

constexpr QSize kDefaultSize(1280, 800);
constexpr QSize kFrameSize(16, 48); // what a desktop may draw around a window
constexpr int kFileLookMs = 500;

// What the comparison puts on the safe side: the form's primitive, or the lock when it has none.
Experiment withLock(Experiment experiment)
{
    if (experiment.sync == Primitive::None)
        experiment.sync = Primitive::Lock;
    experiment.compare.clear();
    experiment.varyWorkers.clear();
    return experiment;
}

Experiment withoutLock(Experiment experiment)
{
    experiment.sync = Primitive::None;
    experiment.compare.clear();
    experiment.varyWorkers.clear();
    return experiment;
}

} // namespace

MainWindow::MainWindow(WindowOptions options, QWidget* parent)
    : QMainWindow(parent)
    , m_store(std::make_unique<ExperimentStore>(options.storeFile))
    , m_controller(new RunController(options.engineProgram, this))
    , m_files(new ExperimentFiles(this, options.prompts))
    , m_saving(new RunSaving(this, options.prompts.saveRun))
    , m_fileLook(new QTimer(this))
    , m_zoom(new WindowZoom(this))
    , m_actions(makeWindowActions(this))
{
    setAttribute(Qt::WA_DeleteOnClose, false);
    connectActions();
    makeMenus();
    makeToolBar();
    makeCentre();
    connectController();
    connectFiles();
    connectSaving();
    m_fileLook->setInterval(kFileLookMs);
    connect(m_fileLook, &QTimer::timeout, this, &MainWindow::lookAtFile);
    restoreExperiment();
    onRunningChanged(false);
    resize(kDefaultSize.boundedTo(screen()->availableSize() - kFrameSize));
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
}

MainWindow::~MainWindow() = default;

void MainWindow::connectActions()
{
    connect(m_actions.run, &QAction::triggered, this, &MainWindow::run);
    connect(m_actions.stop, &QAction::triggered, m_controller, &RunController::stop);
    connect(m_actions.clear, &QAction::triggered, this, [this] {
        if (!clearSelection(*m_pages) && m_controller->running())
            m_controller->stop();
    });
    connect(m_actions.compare, &QAction::triggered, this, &MainWindow::compareWithLock);
    connect(m_actions.primitives, &QAction::triggered, this, [this] {
        m_pages->choosePrimitives(m_form->experiment());
    });
}

void MainWindow::makeMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addActions({m_actions.open, m_actions.save, m_actions.saveRun});
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
    m_edit = menuBar()->addMenu(tr("&Edit"));
    QMenu* runMenu = menuBar()->addMenu(tr("&Run"));
    runMenu->addActions({m_actions.run, m_actions.stop, m_actions.compare, m_actions.primitives});
    runMenu->addAction(m_actions.clear);
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const QStringList titles = RunPage::titles();
    for (int index = 0; index < titles.size(); ++index) {
        QAction* show
            = view->addAction(titles.at(index), this, [this, index] { m_pages->showView(index); });
        show->setShortcut(tr("Ctrl+%1").arg(index + 1));
    }
    view->addSeparator();
    makeThemeMenu(view->addMenu(tr("&Theme")));
    view->addActions(m_zoom->actions());
    menuBar()->addMenu(new ViewMenu(tr("In &this view"), this, this));
}

void MainWindow::makeThemeMenu(QMenu* menu)
{
    const QString key = QStringLiteral("window/theme");
    const int chosen = QSettings().value(key, static_cast<int>(Theme::System)).toInt();
    auto* group = new QActionGroup(this);
    const std::array titles{tr("As the &desktop"), tr("&Light"), tr("D&ark")};
    for (int index = 0; index < static_cast<int>(titles.size()); ++index) {
        QAction* action
            = menu->addAction(titles.at(static_cast<std::size_t>(index)), this, [key, index] {
                  QSettings().setValue(key, index);
                  applyTheme(static_cast<Theme>(index));
              });
        action->setCheckable(true);
        action->setChecked(index == chosen);
        group->addAction(action);
    }
}

void MainWindow::makeToolBar()
{
    QToolBar* bar = addToolBar(tr("Run"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_actions.run, m_actions.stop});
    bar->addSeparator();
    bar->addActions({m_actions.compare, m_actions.primitives});
    bar->addSeparator();
    bar->addActions({m_actions.open, m_actions.save, m_actions.saveRun});
}

void MainWindow::makeCentre()
{
    m_form = new ExperimentForm;
    m_edit->addActions(m_form->editActions());
    m_pages = new RunPages(m_actions.run, m_controller);
    m_footer = new ProgressFooter;
    m_zoom->hideInPresentation(m_form);
    m_zoom->hideInPresentation(m_footer);
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_form);
    split->addWidget(yieldingArea(m_pages));
    split->setChildrenCollapsible(false);
    split->setStretchFactor(1, 1);
    const int formWidth = m_form->sizeHint().width();
    split->setSizes({formWidth, kDefaultSize.width() - formWidth});
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(split, 1);
    layout->addWidget(m_footer);
    setCentralWidget(centre);
}

void MainWindow::connectController()
{
    connect(m_controller, &RunController::runningChanged, this, &MainWindow::onRunningChanged);
    connect(m_controller, &RunController::started, this, [this](std::size_t run) {
        m_footer->start(m_pages->whichRun(run));
        showTitle();
    });
    connect(m_controller,
        &RunController::liveUpdated,
        this,
        [this](std::size_t, const LiveSnapshot& live) {
            m_footer->setLive(live);
            showTitle();
        });
    connect(
        m_controller, &RunController::finished, this, [this](std::size_t, const RunResult& result) {
            m_footer->setRun(result);
            showTitle();
        });
    connect(m_controller, &RunController::failed, this, [this] {
        m_footer->setFailed();
        showTitle();
    });
    connect(m_pages, &RunPages::compareRequested, this, &MainWindow::comparePrimitives);
    connect(m_pages, &RunPages::exportRequested, m_files, &ExperimentFiles::exportTable);
}

void MainWindow::connectFiles()
{
    connect(m_actions.open, &QAction::triggered, this, &MainWindow::open);
    connect(m_actions.save, &QAction::triggered, this, [this] {
        if (formIsValid())
            m_files->save(m_form->experiment());
    });
    connect(m_files, &ExperimentFiles::done, this, [this](const QString& message) {
        m_footer->setMessage(message);
        showTitle();
    });
    connect(m_files, &ExperimentFiles::problem, this, [this](const QString& message) {
        m_footer->setMessage(message, true);
    });
    connect(m_form, &ExperimentForm::experimentChanged, this, [this] {
        m_footer->setMessage({});
        m_pages->setFormExperiment(m_form->experiment());
        offerComparison();
    });
}

void MainWindow::connectSaving()
{
    connect(m_controller, &RunController::started, this, [this] {
        m_recording.reset();
        m_saving->setRun({});
    });
    connect(m_controller,
        &RunController::trialStarted,
        this,
        [this](std::size_t, std::shared_ptr<const Recording> recording) {
            m_recording = std::move(recording);
            m_opened.reset(); // another run is shown now
        });
    connect(
        m_controller, &RunController::finished, this, [this](std::size_t, const RunResult& run) {
            m_saving->setRun({std::exchange(m_recording, nullptr), run.experiment, run});
        });
    connect(m_actions.saveRun, &QAction::triggered, m_saving, &RunSaving::save);
    connect(m_saving, &RunSaving::possibleChanged, this, [this] {
        m_actions.saveRun->setEnabled(m_saving->possible());
    });
    m_actions.saveRun->setEnabled(false);
    const auto showMessage = [this](const QString& message) { m_footer->setMessage(message); };
    connect(m_saving, &RunSaving::progressed, this, showMessage);
    connect(m_saving, &RunSaving::done, this, showMessage);
    connect(m_saving, &RunSaving::problem, this, [this](const QString& message) {
        m_footer->setMessage(message, true);
    });
}

void MainWindow::open()
{
    if (const QString file = m_files->askWhatToOpen(); !file.isEmpty())
        openFile(file);
}

bool MainWindow::openFile(const QString& file)
{
    if (isRecording(file))
        return openRecording(file);
    const auto experiment = m_files->read(file);
    if (experiment)
        m_form->setExperiment(*experiment);
    return experiment.has_value();
}

bool MainWindow::openRecording(const QString& file)
{
    const auto saved = openSavedRun(file);
    if (!saved) {
        m_footer->setMessage(saved.error(), true);
        return false;
    }
    m_opened = saved->recording;
    m_openedName = QFileInfo(file).fileName();
    m_fileLook->start();
    m_form->setExperiment(saved->experiment);
    m_pages->showSaved(*saved);
    m_saving->setRun(*saved);
    if (saved->result)
        m_footer->setRun(*saved->result);
    else
        m_footer->clear();
    if (saved->problem.isEmpty())
        m_footer->setMessage(tr("opened %1").arg(QFileInfo(file).fileName()));
    else
        m_footer->setMessage(saved->problem, true);
    return true;
}

void MainWindow::lookAtFile()
{
    if (m_opened && !m_opened->fileChanged())
        return;
    m_fileLook->stop();
    if (!m_opened)
        return;
    m_opened.reset();
    m_saving->setRun({}); // it would not be what was recorded
    m_footer->setMessage(
        tr("%1 has changed since it was opened: what is shown of it may be wrong; open it again")
            .arg(m_openedName),
        true);
}

void MainWindow::restoreExperiment()
{
    const ExperimentStore::Remembered remembered = m_store->load();
    m_form->beginWith(remembered.experiment);
    m_footer->setMessage(remembered.message, true);
    showTitle();
}

void MainWindow::rememberExperiment()
{
    if (!m_form->isValid())
        return;
    if (const auto saved = m_store->save(m_form->experiment()); !saved)
        m_footer->setMessage(saved.error(), true);
}

bool MainWindow::formIsValid()
{
    if (m_form->isValid())
        return true;
    m_footer->setMessage(m_form->firstProblem(), true);
    m_form->focusFirstProblem();
    return false;
}

void MainWindow::run()
{
    if (m_controller->running() || !formIsValid())
        return;
    m_footer->setMessage({});
    rememberExperiment();
    const Experiment experiment = m_form->experiment();
    m_pages->expectRun(experiment);
    m_controller->start({experiment});
}

void MainWindow::compareWithLock()
{
    if (m_controller->running() || !formIsValid())
        return;
    m_footer->setMessage({});
    rememberExperiment();
    const Experiment without = withoutLock(m_form->experiment());
    const Experiment with = withLock(m_form->experiment());
    m_pages->expectTwoRuns(without, with);
    m_controller->start({without, with});
}

// The form stays as it is: what is compared is chosen beside the result.
void MainWindow::comparePrimitives()
{
    if (m_controller->running() || !formIsValid())
        return;
    m_footer->setMessage({});
    rememberExperiment();
    const Experiment experiment = m_pages->withChosenPrimitives(m_form->experiment());
    m_pages->expectRun(experiment);
    m_controller->start({experiment});
}

void MainWindow::onRunningChanged(bool running)
{
    m_actions.setRunning(running);
    offerComparison();
    if (running)
        leaveForm();
    m_form->setReadOnly(running);
    if (!running)
        returnToForm();
}

// With and without a lock is a question only where something is locked with it.
void MainWindow::offerComparison()
{
    const bool differs = usesPrimitive(m_form->experiment());
    m_actions.compare->setEnabled(differs && !m_controller->running());
    m_actions.primitives->setEnabled(differs && !m_controller->running());
}

// A form that turns read-only would pass the focus from field to field.
void MainWindow::leaveForm()
{
    QWidget* focus = focusWidget();
    m_editing = focus != nullptr && m_form->isAncestorOf(focus) ? focus : nullptr;
    m_pages->setFocus();
}

void MainWindow::returnToForm()
{
    if (m_editing != nullptr && m_pages->hasFocus())
        m_editing->setFocus();
}

void MainWindow::showTitle()
{
    QStringList parts{m_files->name(),
        m_controller->runs() > 0 ? m_footer->state() : QString(),
        tr("Interleave")};
    parts.removeAll(QString());
    setWindowTitle(parts.join(tr(" – ")));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    hide(); // ending the engine takes a moment; nobody needs to watch
    rememberExperiment();
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_controller->shutDown();
    event->accept();
}

} // namespace interleave::ui
