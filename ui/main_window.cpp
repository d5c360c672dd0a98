#include "ui/main_window.h"

#include "ui/closing_question.h"
#include "ui/compare/primitive_choice.h"
#include "ui/compare/primitive_page.h"
#include "ui/config/experiment_form.h"
#include "ui/export/chart_menus.h"
#include "ui/footer_feed.h"
#include "ui/form_action.h"
#include "ui/form_memory.h"
#include "ui/history/history_page.h"
#include "ui/keys_dialog.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/low_window.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/run_commands.h"
#include "ui/view_menu.h"
#include "ui/views/run_header.h"
#include "ui/views/run_page.h"
#include "ui/views/run_strip.h"
#include "ui/widgets/progress_footer.h"
#include "ui/window_centre.h"
#include "ui/window_files.h"
#include "ui/window_history.h"
#include "ui/window_lessons.h"
#include "ui/window_menus.h"
#include "ui/window_zoom.h"

#include <QAction>
#include <QCloseEvent>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QToolBar>

namespace interleave::ui {

namespace {

constexpr QSize kDefaultSize(1280, 800);
constexpr QSize kFrameSize(16, 48); // what a desktop may draw around a window

} // namespace

MainWindow::MainWindow(WindowOptions options, QWidget* parent)
    : QMainWindow(parent)
    , m_prompts(options.prompts)
    , m_runs(new RunList(this))
    , m_controller(new RunController(options.engineProgram, this))
    , m_exports(new ChartExports(this, std::move(options.exports)))
    , m_zoom(new WindowZoom(this))
    , m_actions(makeWindowActions(this))
{
    setAttribute(Qt::WA_DeleteOnClose, false);
    makeCentre(options.engineProgram);
    m_memory = new FormMemory(options.storeFile, m_form, this);
    m_files = new WindowFiles(this, m_prompts, {m_form, m_runs, m_controller});
    m_history = new WindowHistory({m_centre->history(), m_runs, m_controller, m_files},
        std::move(options.historyFolder),
        this);
    m_lessons
        = new WindowLessons({m_centre->lesson(), m_runs, m_controller}, usualLessonFolder(), this);
    m_commands = new RunCommands({m_form, m_primitives, m_runs, m_controller, m_files, m_memory},
        m_actions,
        std::move(options.mayRun),
        this);
    connectActions();
    makeMenus();
    QToolBar* bar = makeToolBar(m_actions, this);
    bar->addAction(m_history->showAction());
    addToolBar(bar);
    connectRuns();
    connectStrip();
    connectForm();
    connectFiles();
    connectCommands();
    connectHistory();
    connectLessons();
    connectExports();
    m_memory->restore();
    showTitle();
    onRunningChanged(false);
    resize(kDefaultSize.boundedTo(screen()->availableSize() - kFrameSize));
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
}

MainWindow::~MainWindow()
{
    m_feed.reset(); // the footer goes with the window
}

void MainWindow::connectActions()
{
    connect(m_actions.clear, &QAction::triggered, this, [this] {
        if (m_centre->clearSelection())
            return;
        if (m_zoom->presenting())
            m_zoom->setPresenting(false);
        else if (m_controller->running())
            m_controller->stop();
    });
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions(m_form->editActions());
    makeRunMenu();
    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addActions(makeViewActions(
        m_page, [this] { m_centre->showRun(); }, this));
    view->addAction(m_history->showAction());
    view->addSeparator();
    view->addAction(new FormAction(m_form, m_page, this));
    view->addMenu(makeThemeMenu(this));
    view->addActions(m_zoom->actions());
    menuBar()->addMenu(
        new ViewMenu(tr("In thi&s view"), this, new ChartMenus(m_page, m_exports), this));
    menuBar()->addMenu(m_lessons->makeMenu(this));
    menuBar()->addMenu(tr("&Help"))->addAction(makeKeysAction(this));
}

void MainWindow::makeFileMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->setToolTipsVisible(true); // which say why what is grey cannot be done
    file->addAction(m_actions.open);
    file->addMenu(m_files->recentMenu());
    QMenu* examples = makeExamplesMenu(
        [this](const std::vector<Experiment>& chosen) { m_commands->runExamples(chosen); }, this);
    file->addMenu(examples);
    connect(m_controller, &RunController::runningChanged, examples, &QMenu::setDisabled);
    file->addActions({m_actions.save, m_actions.saveRun});
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(tr("Ctrl+Q")); // not every desktop has one of its own
}

void MainWindow::makeRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    menu->addActions({m_actions.run,
        m_actions.stop,
        m_actions.compare,
        m_actions.primitives,
        m_actions.executors});
    menu->setToolTipsVisible(true);
    menu->addAction(m_actions.clear);
    menu->addSeparator();
    menu->addMenu(makeMemoryMenu(m_runs, this));
    menu->addAction(m_history->keepAction());
}

void MainWindow::makeCentre(const std::filesystem::path& engineProgram)
{
    m_centre = new WindowCentre(m_runs, m_actions.run, engineProgram);
    setCentralWidget(m_centre);
    m_centre->followPresentations(m_zoom);
    m_form = m_centre->form();
    m_page = m_centre->page();
    m_primitives = m_centre->primitives();
    m_footer = m_centre->footer();
    m_feed = std::make_unique<FooterFeed>(m_footer);
    new LowWindow(this, m_page);
}

void MainWindow::connectRuns()
{
    connect(m_controller, &RunController::runningChanged, this, &MainWindow::onRunningChanged);
    connect(m_runs, &RunList::shownChanged, this, &MainWindow::onShownChanged);
    connect(m_runs, &RunList::dropped, this, &MainWindow::tell);
    connect(m_runs, &RunList::added, this, [this](const std::shared_ptr<Run>& run) {
        for (const auto over : {&Run::ended, &Run::failed})
            connect(run.get(), over, this, [this] { m_files->setRun(m_runs->shown()); });
        connect(run.get(), &Run::renamed, this, &MainWindow::showTitle);
    });
    connect(m_footer, &ProgressFooter::stateChanged, this, &MainWindow::showTitle);
    connect(m_page, &RunPage::experimentChosen, m_commands, &RunCommands::runExample);
    connect(m_page, &RunPage::examplesChosen, m_commands, &RunCommands::runExamples);
    connect(&m_page->header(),
        &RunHeader::experimentWanted,
        this,
        [this](const Experiment& experiment) {
            m_files->fillForm(experiment);
            m_form->show();
        });
}

void MainWindow::connectStrip()
{
    const RunStrip* strip = m_centre->strip();
    connect(strip,
        &RunStrip::compareRequested,
        this,
        [this](const std::shared_ptr<Run>& a, const std::shared_ptr<Run>& b) {
            m_runs->add(Run::comparing(*a, *b));
        });
    connect(strip, &RunStrip::closeRequested, this, &MainWindow::closeRun);
}

void MainWindow::connectForm()
{
    connect(m_form, &ExperimentForm::experimentChanged, this, [this] {
        const Experiment experiment = m_form->experiment();
        m_footer->setMessage({});
        m_primitives->choice().setFitting(experiment);
        m_page->setFormExperiment(experiment);
        m_commands->offerComparison();
        showTitle();
    });
}

void MainWindow::connectFiles()
{
    m_files->connectTo(m_actions, [this] { return m_commands->formIsValid(); });
    connect(m_files, &WindowFiles::told, this, &MainWindow::tell);
    connect(m_files, &WindowFiles::warned, this, &MainWindow::warn);
    connect(m_files, &WindowFiles::namesChanged, this, &MainWindow::showTitle);
    connect(m_files, &WindowFiles::closeWanted, this, &QWidget::close);
    connect(m_memory, &FormMemory::warned, this, &MainWindow::warn);
}

void MainWindow::connectCommands()
{
    connect(m_commands, &RunCommands::warned, this, &MainWindow::warn);
    connect(m_commands, &RunCommands::started, this, [this] { tell({}); });
    connect(m_commands, &RunCommands::primitivesWanted, m_centre, &WindowCentre::showPrimitives);
}

void MainWindow::connectHistory()
{
    connect(m_history, &WindowHistory::wanted, m_centre, &WindowCentre::showHistory);
    connect(m_history, &WindowHistory::opened, m_centre, &WindowCentre::showRun);
    connect(m_history, &WindowHistory::warned, this, &MainWindow::warn);
    connect(m_history, &WindowHistory::formWanted, this, [this](const Experiment& experiment) {
        m_files->fillForm(experiment);
        m_form->show();
    });
}

void MainWindow::connectLessons()
{
    connect(m_lessons, &WindowLessons::opened, this, [this] {
        m_centre->showLesson(true);
        m_centre->lesson()->takeFocus();
    });
    connect(m_lessons, &WindowLessons::closed, this, [this] { m_centre->showLesson(false); });
    connect(m_files, &WindowFiles::lessonOpened, m_lessons, &WindowLessons::show);
    connect(m_lessons, &WindowLessons::runWanted, m_commands, &RunCommands::runExample);
    connect(m_lessons, &WindowLessons::warned, this, &MainWindow::warn);
    connect(m_lessons, &WindowLessons::fieldWanted, this, &MainWindow::setField);
    connect(m_lessons, &WindowLessons::viewWanted, this, [this](const QString& icon) {
        m_centre->showRun();
        m_page->bringView(viewWithIcon(icon));
    });
    connect(m_lessons, &WindowLessons::workerWanted, m_page, &RunPage::selectWorker);
}

// A lesson's checks have seen that there is such a field, and that it allows the value.
void MainWindow::setField(const QString& name, const QString& value)
{
    const ExperimentField* field = findField(name.toStdString());
    if (field == nullptr || m_controller->running())
        return;
    Experiment experiment = m_form->experiment();
    field->write(experiment, valueFromText(field->spec, value.toStdString()));
    m_files->fillForm(experiment);
    m_form->show();
}

void MainWindow::connectExports()
{
    connect(m_page, &RunPage::exportRequested, m_exports, &ChartExports::saveTable);
    connect(m_exports, &ChartExports::done, this, &MainWindow::tell);
    connect(m_exports, &ChartExports::problem, this, &MainWindow::warn);
}

void MainWindow::openFile(const QString& file)
{
    m_files->open(file);
}

bool MainWindow::couldOpen()
{
    return m_files->couldOpen();
}

void MainWindow::tell(const QString& message)
{
    m_footer->setMessage(message);
}

void MainWindow::warn(const QString& problem)
{
    m_footer->setMessage(problem, true);
}

void MainWindow::closeRun(const std::shared_ptr<Run>& run)
{
    if (!mayGo(questionBeforeClosing(*run)))
        return;
    if (m_controller->running() && m_controller->run() == run)
        m_controller->end();
    m_runs->remove(run);
}

bool MainWindow::mayGo(const QString& question)
{
    return question.isEmpty() || !m_prompts.mayGo || m_prompts.mayGo(this, question);
}

void MainWindow::onRunningChanged(bool running)
{
    m_actions.setRunning(running);
    m_commands->offerComparison();
    if (running)
        leaveForm();
    m_form->setReadOnly(running);
    m_page->header().setFormReadOnly(running);
    if (!running)
        returnToForm();
}

void MainWindow::onShownChanged()
{
    m_centre->showRun();
    m_page->show(m_runs->shown());
    m_files->setRun(m_runs->shown());
    m_exports->setRun(m_runs->shown());
    m_primitives->setHasRun(m_runs->shown() != nullptr);
    m_centre->history()->setHasRun(m_runs->shown() != nullptr);
    m_feed->follow(m_controller->running() ? m_controller->run() : m_runs->shown());
    showTitle();
}

// A form that turns read-only would pass the focus from field to field.
void MainWindow::leaveForm()
{
    QWidget* focus = focusWidget();
    m_editing = focus != nullptr && m_form->isAncestorOf(focus) ? focus : nullptr;
    m_page->setFocus();
}

void MainWindow::returnToForm()
{
    if (!m_page->hasFocus())
        return;
    LessonPanel* lesson = m_centre->lesson();
    if (lesson->isVisible()) // when the lesson has the run's result, too
        QMetaObject::invokeMethod(lesson, &LessonPanel::takeFocus, Qt::QueuedConnection);
    else if (m_editing != nullptr)
        m_editing->setFocus();
}

void MainWindow::showTitle()
{
    const QString file = m_files->name();
    setWindowModified(m_files->formIsModified());
    QStringList parts{file.isEmpty() ? file : file + QStringLiteral("[*]"),
        m_feed->followed() ? m_feed->followed()->name() : QString(),
        m_feed->followed() ? m_footer->state() : QString(),
        tr("Interleave")};
    parts.removeAll(QString());
    setWindowTitle(parts.join(tr(" – ")));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_files->mayClose()) {
        event->ignore();
        return;
    }
    m_history->finish();
    if (!mayGo(questionBeforeClosing(*m_runs))) {
        m_files->stayOpen();
        event->ignore();
        return;
    }
    hide(); // ending the engine takes a moment; nobody needs to watch
    m_memory->rememberNow();
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_controller->shutDown();
    event->accept();
}

} // namespace interleave::ui
