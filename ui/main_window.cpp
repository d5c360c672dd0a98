#include "ui/main_window.h"

#include "core/model/applicability.h"
#include "core/model/path_text.h"
#include "core/model/wording.h"
#include "ui/closing_question.h"
#include "ui/compare/offered_comparison.h"
#include "ui/compare/primitive_choice.h"
#include "ui/compare/primitive_page.h"
#include "ui/config/experiment_form.h"
#include "ui/export/chart_menus.h"
#include "ui/file_opening.h"
#include "ui/folder_drop.h"
#include "ui/footer_feed.h"
#include "ui/models/problem_sentence.h"
#include "ui/opened_files.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/run/run_saving.h"
#include "ui/view_menu.h"
#include "ui/views/run_header.h"
#include "ui/views/run_page.h"
#include "ui/views/run_strip.h"
#include "ui/widgets/progress_footer.h"
#include "ui/widgets/recent_files.h"
#include "ui/widgets/show_page.h"
#include "ui/widgets/yielding_area.h"
#include "ui/window_menus.h"
#include "ui/window_zoom.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <chrono>

namespace interleave::ui {

namespace {

constexpr QSize kDefaultSize(1280, 800);
constexpr QSize kFrameSize(16, 48); // what a desktop may draw around a window
constexpr std::chrono::seconds kMostRemembering(2); // what a user waits for a window to close

} // namespace

MainWindow::MainWindow(WindowOptions options, QWidget* parent)
    : QMainWindow(parent)
    , m_store(std::make_unique<ExperimentStore>(options.storeFile))
    , m_remembered([this](const SavedOrMessage& saved) { tellRemembered(saved); })
    , m_prompts(options.prompts)
    , m_runs(new RunList(this))
    , m_controller(new RunController(options.engineProgram, this))
    , m_files(new ExperimentFiles(this, options.prompts))
    , m_opening(new FileOpening(this))
    , m_saving(new RunSaving(this, options.prompts.saveRun))
    , m_recent(new RecentFiles(this))
    , m_openedFiles(new OpenedFiles(m_runs, this))
    , m_exports(new ChartExports(this, std::move(options.exports)))
    , m_zoom(new WindowZoom(this))
    , m_actions(makeWindowActions(this))
{
    setAttribute(Qt::WA_DeleteOnClose, false);
    connectActions();
    makeCentre(options.engineProgram);
    makeMenus();
    makeToolBar();
    connectRuns();
    connectStrip();
    connectFiles();
    connectOpening();
    connectDrops();
    connectSaving();
    connectExports();
    restoreExperiment();
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
    connect(m_actions.run, &QAction::triggered, this, &MainWindow::run);
    connect(m_actions.stop, &QAction::triggered, m_controller, &RunController::stop);
    connect(m_actions.clear, &QAction::triggered, this, [this] {
        const bool cleared
            = m_page->isVisible() ? m_page->clearSelection() : clearTables(*m_centre);
        if (!cleared && m_controller->running())
            m_controller->stop();
    });
    connect(m_actions.compare, &QAction::triggered, this, &MainWindow::compareAlternatives);
    connect(m_actions.primitives, &QAction::triggered, this, &MainWindow::choosePrimitives);
}

void MainWindow::makeMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_actions.open);
    file->addMenu(m_recent);
    QMenu* examples
        = makeExamplesMenu([this](const Experiment& example) { runExample(example); }, this);
    file->addMenu(examples);
    connect(m_controller, &RunController::runningChanged, examples, [this, examples](bool running) {
        m_recent->setOffered(!running);
        examples->setEnabled(!running);
    });
    file->addActions({m_actions.save, m_actions.saveRun});
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(tr("Ctrl+Q")); // not every desktop has one of its own
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions(m_form->editActions());
    QMenu* runMenu = menuBar()->addMenu(tr("&Run"));
    runMenu->addActions({m_actions.run, m_actions.stop, m_actions.compare, m_actions.primitives});
    runMenu->addAction(m_actions.clear);
    runMenu->addSeparator();
    runMenu->addMenu(makeMemoryMenu(m_runs, this));
    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addActions(makeViewActions(
        m_page, [this] { showPage(m_centre, m_page); }, this));
    view->addSeparator();
    view->addMenu(makeThemeMenu(this));
    view->addActions(m_zoom->actions());
    menuBar()->addMenu(
        new ViewMenu(tr("In thi&s view"), this, new ChartMenus(m_page, m_exports), this));
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

void MainWindow::makeCentre(const std::filesystem::path& engineProgram)
{
    m_form = new ExperimentForm;
    m_page = new RunPage(m_actions.run, engineProgram);
    m_strip = new RunStrip(m_runs);
    m_footer = new ProgressFooter;
    m_feed = std::make_unique<FooterFeed>(m_footer);
    m_zoom->hideInPresentation(m_form);
    m_zoom->hideInPresentation(m_footer);
    connect(m_zoom, &WindowZoom::presentingChanged, m_page, &RunPage::setBrief);
    connect(m_page, &RunPage::viewShown, m_zoom, &WindowZoom::fitPresentation);
    connect(m_zoom, &WindowZoom::presentingChanged, m_strip, &RunStrip::setFolded);
    m_centre = new QStackedWidget;
    m_centre->addWidget(m_page);
    m_primitives = new PrimitivePage;
    m_centre->addWidget(m_primitives);
    showPage(m_centre, m_page);
    connect(m_primitives, &PrimitivePage::compareRequested, this, &MainWindow::comparePrimitives);
    connect(
        m_primitives, &PrimitivePage::backRequested, this, [this] { showPage(m_centre, m_page); });
    auto* results = new QWidget;
    auto* above = new QVBoxLayout(results);
    above->setContentsMargins(0, 0, 0, 0);
    above->setSpacing(0);
    above->addWidget(m_strip);
    above->addWidget(m_centre, 1);
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_form);
    split->addWidget(new YieldingArea(results));
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

void MainWindow::connectRuns()
{
    connect(m_controller, &RunController::runningChanged, this, &MainWindow::onRunningChanged);
    connect(m_runs, &RunList::shownChanged, this, &MainWindow::onShownChanged);
    connect(m_runs, &RunList::dropped, this, &MainWindow::tell);
    connect(m_runs, &RunList::added, this, [this](const std::shared_ptr<Run>& run) {
        for (const auto over : {&Run::ended, &Run::failed})
            connect(run.get(), over, this, [this] { m_saving->setRun(m_runs->shown()); });
        connect(run.get(), &Run::renamed, this, &MainWindow::showTitle);
    });
    connect(m_footer, &ProgressFooter::stateChanged, this, &MainWindow::showTitle);
    connect(m_page, &RunPage::experimentChosen, this, &MainWindow::runExample);
    connect(&m_page->header(),
        &RunHeader::experimentWanted,
        this,
        [this](const Experiment& experiment) { fillForm(experiment); });
}

void MainWindow::connectStrip()
{
    connect(m_strip,
        &RunStrip::compareRequested,
        this,
        [this](const std::shared_ptr<Run>& a, const std::shared_ptr<Run>& b) {
            m_runs->add(Run::comparing(*a, *b));
        });
    connect(m_strip, &RunStrip::closeRequested, this, &MainWindow::closeRun);
}

void MainWindow::connectFiles()
{
    connect(m_actions.open, &QAction::triggered, this, &MainWindow::open);
    connect(m_actions.save, &QAction::triggered, this, [this] {
        if (formIsValid())
            m_files->save(m_form->experiment());
    });
    connect(m_files, &ExperimentFiles::saved, m_recent, &RecentFiles::add);
    connect(m_files, &ExperimentFiles::done, this, [this](const QString& message) {
        m_footer->setMessage(message);
        showTitle();
    });
    connect(m_files, &ExperimentFiles::problem, this, &MainWindow::warn);
    connect(m_form, &ExperimentForm::experimentChanged, this, [this] {
        const Experiment experiment = m_form->experiment();
        m_footer->setMessage({});
        m_primitives->choice().setFitting(experiment);
        m_page->header().setFormExperiment(experiment);
        offerComparison();
        showTitle();
    });
}

void MainWindow::connectOpening()
{
    connect(m_recent, &RecentFiles::chosen, this, &MainWindow::openFile);
    connect(m_opening, &FileOpening::failed, this, &MainWindow::warn);
    connect(m_opening,
        &FileOpening::experimentOpened,
        this,
        [this](const Experiment& experiment, const QString& file) {
            if (m_controller->running())
                return warn(tr("%1 was read when a run had begun: the form stays as it is; open it "
                               "again when the run is over")
                                .arg(QFileInfo(file).fileName()));
            fillForm(experiment, file);
            m_recent->add(file);
            m_footer->setMessage(tr("opened %1").arg(QFileInfo(file).fileName()));
            showTitle();
        });
    connect(m_opening, &FileOpening::runOpened, this, &MainWindow::addOpened);
    connect(m_openedFiles, &OpenedFiles::changed, this, &MainWindow::warn);
}

void MainWindow::connectDrops()
{
    auto* drops = new FolderDrop(this, [this] {
        return m_controller->running() ? tr("a run goes on: stop it, then drop the folder")
                                       : QString();
    });
    connect(drops, &FolderDrop::refused, this, &MainWindow::warn);
    connect(drops, &FolderDrop::dropped, this, [this](const std::filesystem::path& folder) {
        m_form->setParameter(WorkloadKind::ImageFilter, "input", folder.string());
        m_footer->setMessage(tr("the pictures of %1 are the input; Run filters them")
                                 .arg(QString::fromStdString(textOfPath(folder.string()))));
    });
}

void MainWindow::connectSaving()
{
    connect(m_actions.saveRun, &QAction::triggered, m_saving, &RunSaving::save);
    connect(m_saving, &RunSaving::possibleChanged, this, [this] {
        offer(*m_actions.saveRun, m_saving->whyNot());
        if (m_closesWhenSaved && !m_saving->writing())
            close();
    });
    offer(*m_actions.saveRun, m_saving->whyNot());
    connect(m_saving, &RunSaving::progressed, this, &MainWindow::tell);
    connect(m_saving, &RunSaving::saved, m_recent, &RecentFiles::add);
    connect(m_saving, &RunSaving::done, this, &MainWindow::tell);
    connect(m_saving, &RunSaving::problem, this, [this](const QString& message) {
        m_closesWhenSaved = false;
        m_footer->setMessage(message, true);
    });
}

void MainWindow::connectExports()
{
    connect(m_page, &RunPage::exportRequested, m_exports, &ChartExports::saveTable);
    connect(m_exports, &ChartExports::done, this, &MainWindow::tell);
    connect(m_exports, &ChartExports::problem, this, &MainWindow::warn);
}

void MainWindow::open()
{
    if (const QString file = m_files->askWhatToOpen(); !file.isEmpty())
        openFile(file);
}

void MainWindow::openFile(const QString& file)
{
    m_footer->setMessage(tr("opening %1").arg(QFileInfo(file).fileName()));
    m_opening->open(file);
}

bool MainWindow::couldOpen()
{
    return m_opening->couldOpenFirst();
}

// The form then has what was asked, unless it is what runs.
void MainWindow::addOpened(
    const std::shared_ptr<Run>& run, const QString& file, const QString& problem)
{
    if (!m_controller->running())
        fillForm(run->form());
    m_runs->add(run);
    run->setSaved(file);
    m_recent->add(file);
    m_openedFiles->startLooking();
    if (problem.isEmpty())
        m_footer->setMessage(tr("opened %1").arg(QFileInfo(file).fileName()));
    else
        m_footer->setMessage(problem, true);
    showTitle();
}

void MainWindow::restoreExperiment()
{
    const ExperimentStore::Remembered remembered = m_store->load();
    m_form->beginWith(remembered.experiment);
    m_footer->setMessage(remembered.message, true);
    showTitle();
}

// In another thread: the disk may be slow.
void MainWindow::rememberExperiment()
{
    if (m_form->isValid())
        m_remembered.refresh([store = *m_store, experiment = m_form->experiment()](
                                 const auto&) { return store.save(experiment); });
}

void MainWindow::tellRemembered(const SavedOrMessage& saved)
{
    if (!saved)
        m_footer->setMessage(saved.error(), true);
}

// What was in the form is then of no file any more, or of another one.
void MainWindow::fillForm(const Experiment& experiment, const QString& file)
{
    m_files->setFile(file, experiment);
    m_form->setExperiment(experiment);
}

void MainWindow::tell(const QString& message)
{
    m_footer->setMessage(message);
}

void MainWindow::warn(const QString& problem)
{
    m_footer->setMessage(problem, true);
}

bool MainWindow::formIsValid()
{
    if (!m_form->finishLooking()) {
        warn(tr("The experiment has become another one meanwhile: look at it, and begin again"));
        return false;
    }
    if (m_form->isValid())
        return true;
    m_footer->setMessage(m_form->firstProblem(), true);
    m_form->focusFirstProblem();
    return false;
}

void MainWindow::run()
{
    if (!m_controller->running() && formIsValid())
        start(m_form->experiment());
}

void MainWindow::runExample(const Experiment& experiment)
{
    if (m_controller->running())
        return;
    fillForm(experiment);
    run();
}

void MainWindow::compareAlternatives()
{
    if (m_controller->running() || !formIsValid())
        return;
    if (const auto offered = offeredComparison(m_form->experiment()).experiment)
        start(*offered);
}

void MainWindow::choosePrimitives()
{
    m_primitives->choice().setExperiment(m_form->experiment());
    showPage(m_centre, m_primitives);
    m_primitives->setFocus();
}

void MainWindow::comparePrimitives()
{
    if (!m_controller->running() && formIsValid())
        start(m_primitives->choice().applied(m_form->experiment()));
}

void MainWindow::start(const Experiment& experiment)
{
    if (const auto problems = findProblems(experiment, Wording::Titles); !problems.empty())
        return warn(sentenceOf(problems.front().message));
    m_footer->setMessage({});
    rememberExperiment();
    auto run = std::make_shared<Run>(experiment);
    run->setForm(m_form->experiment());
    m_runs->add(run);
    m_controller->start(run);
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
    offerComparison();
    if (running)
        leaveForm();
    m_form->setReadOnly(running);
    m_page->header().setFormReadOnly(running);
    if (!running)
        returnToForm();
}

void MainWindow::offerComparison()
{
    const OfferedComparison offered = offeredComparison(m_form->experiment());
    m_actions.compare->setText(offered.menu);
    m_actions.compare->setIconText(offered.title);
    WindowActions::setHelp(m_actions.compare, offered.help);
    m_actions.compare->setEnabled(offered.experiment && !m_controller->running());
    const bool differs = primitiveMatters(m_form->experiment());
    WindowActions::setHelp(m_actions.primitives, primitivesHelp(m_form->experiment()));
    m_actions.primitives->setEnabled(differs && !m_controller->running());
}

void MainWindow::onShownChanged()
{
    showPage(m_centre, m_page);
    m_page->show(m_runs->shown());
    m_saving->setRun(m_runs->shown());
    m_exports->setRun(m_runs->shown());
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
    if (m_editing != nullptr && m_page->hasFocus())
        m_editing->setFocus();
}

void MainWindow::showTitle()
{
    const QString file = m_files->name();
    setWindowModified(m_files->isModified(m_form->experiment()));
    QStringList parts{file.isEmpty() ? file : file + QStringLiteral("[*]"),
        m_feed->followed() ? m_feed->followed()->name() : QString(),
        m_feed->followed() ? m_footer->state() : QString(),
        tr("Interleave")};
    parts.removeAll(QString());
    setWindowTitle(parts.join(tr(" – ")));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_saving->writing() && !std::exchange(m_closesWhenSaved, true)) {
        m_footer->setMessage(
            tr("The window closes when the run is saved; close it again to stop saving."));
        event->ignore();
        return;
    }
    if (!mayGo(questionBeforeClosing(*m_runs))) {
        m_closesWhenSaved = false;
        event->ignore();
        return;
    }
    hide(); // ending the engine takes a moment; nobody needs to watch
    rememberExperiment();
    (void)m_remembered.finish(kMostRemembering);
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_controller->shutDown();
    event->accept();
}

} // namespace interleave::ui
