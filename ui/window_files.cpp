#include "ui/window_files.h"

#include "core/model/path_text.h"
#include "ui/config/experiment_form.h"
#include "ui/file_opening.h"
#include "ui/folder_drop.h"
#include "ui/opened_files.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/run/run_saving.h"
#include "ui/widgets/recent_files.h"
#include "ui/window_actions.h"

#include <QAction>
#include <QFileInfo>

#include <filesystem>
#include <utility>

namespace interleave::ui {

WindowFiles::WindowFiles(QWidget* window, const FilePrompts& prompts, const Parts& parts)
    : QObject(window)
    , m_parts(parts)
    , m_experiments(new ExperimentFiles(window, prompts))
    , m_opening(new FileOpening(this))
    , m_saving(new RunSaving(window, prompts.saveRun))
    , m_recent(new RecentFiles(window))
    , m_opened(new OpenedFiles(m_parts.runs, this))
{
    connectExperiments();
    connectOpening();
    connectSaving();
    connectDrops(window);
}

void WindowFiles::connectTo(const WindowActions& actions, std::function<bool()> formIsValid)
{
    connect(actions.open, &QAction::triggered, this, [this] {
        if (const QString file = m_experiments->askWhatToOpen(); !file.isEmpty())
            open(file);
    });
    connect(actions.save, &QAction::triggered, this, [this, valid = std::move(formIsValid)] {
        if (valid())
            m_experiments->save(m_parts.form->experiment());
    });
    connect(actions.saveRun, &QAction::triggered, m_saving, &RunSaving::save);
    const auto offerSaving = [this, save = actions.saveRun] { offer(*save, m_saving->whyNot()); };
    connect(m_saving, &RunSaving::possibleChanged, actions.saveRun, offerSaving);
    offerSaving();
}

void WindowFiles::connectExperiments()
{
    connect(m_experiments, &ExperimentFiles::saved, m_recent, &RecentFiles::add);
    connect(m_experiments, &ExperimentFiles::done, this, [this](const QString& message) {
        Q_EMIT told(message);
        Q_EMIT namesChanged();
        closeWhereSaved();
    });
    connect(m_experiments, &ExperimentFiles::problem, this, [this](const QString& message) {
        stayOpen();
        Q_EMIT warned(message);
    });
}

void WindowFiles::connectOpening()
{
    connect(m_recent, &RecentFiles::chosen, this, &WindowFiles::open);
    connect(m_parts.controller, &RunController::runningChanged, m_recent, [this](bool running) {
        m_recent->setOffered(!running);
    });
    connect(m_opening, &FileOpening::failed, this, &WindowFiles::warned);
    connect(m_opening, &FileOpening::experimentOpened, this, &WindowFiles::fillOpened);
    connect(m_opening, &FileOpening::runOpened, this, &WindowFiles::addOpened);
    connect(m_opening,
        &FileOpening::lessonOpened,
        this,
        [this](const LessonFile& lesson, const QString& file) {
            m_recent->add(file);
            Q_EMIT told({});
            Q_EMIT lessonOpened(lesson);
        });
    connect(m_opened, &OpenedFiles::changed, this, &WindowFiles::warned);
}

void WindowFiles::connectSaving()
{
    connect(m_saving, &RunSaving::possibleChanged, this, &WindowFiles::closeWhereSaved);
    connect(m_saving, &RunSaving::progressed, this, &WindowFiles::told);
    connect(m_saving, &RunSaving::saved, m_recent, &RecentFiles::add);
    connect(m_saving, &RunSaving::done, this, &WindowFiles::told);
    connect(m_saving, &RunSaving::problem, this, [this](const QString& message) {
        stayOpen();
        Q_EMIT warned(message);
    });
}

void WindowFiles::connectDrops(QWidget* window)
{
    auto* drops = new FolderDrop(window, [this] {
        return m_parts.controller->running() ? tr("a run goes on: stop it, then drop it")
                                             : QString();
    });
    connect(drops, &FolderDrop::refused, this, &WindowFiles::warned);
    connect(drops, &FolderDrop::dropped, this, [this](const std::filesystem::path& folder) {
        m_parts.form->setParameter(WorkloadKind::ImageFilter, "input", folder.string());
        Q_EMIT told(tr("%1 is the input; Run filters it")
                        .arg(QString::fromStdString(textOfPath(folder.string()))));
    });
}

QMenu* WindowFiles::recentMenu() const
{
    return m_recent;
}

void WindowFiles::open(const QString& file)
{
    Q_EMIT told(tr("opening %1").arg(QFileInfo(file).fileName()));
    m_opening->open(file);
}

bool WindowFiles::couldOpen()
{
    return m_opening->couldOpenFirst();
}

void WindowFiles::fillForm(const Experiment& experiment, const QString& file)
{
    m_experiments->setFile(file, experiment);
    m_parts.form->setExperiment(experiment);
}

void WindowFiles::setRun(std::shared_ptr<Run> run)
{
    m_saving->setRun(std::move(run));
}

bool WindowFiles::formIsModified() const
{
    return m_experiments->isModified(m_parts.form->experiment());
}

bool WindowFiles::writing() const
{
    return m_saving->writing() || m_experiments->writing();
}

void WindowFiles::closeWhereSaved()
{
    if (m_closesWhenSaved && !writing())
        Q_EMIT closeWanted();
}

bool WindowFiles::mayClose()
{
    if (!writing() || std::exchange(m_closesWhenSaved, true))
        return true;
    Q_EMIT told(m_saving->writing()
            ? tr("The window closes when the run is saved; close it again to stop saving.")
            : tr("The window closes when the experiment is saved."));
    return false;
}

void WindowFiles::fillOpened(const Experiment& experiment, const QString& file)
{
    const QString name = QFileInfo(file).fileName();
    if (m_parts.controller->running()) {
        Q_EMIT warned(tr("%1 was read when a run had begun: the form stays as it is; open it again "
                         "when the run is over")
                          .arg(name));
        return;
    }
    fillForm(experiment, file);
    m_recent->add(file);
    Q_EMIT told(tr("opened %1").arg(name));
    Q_EMIT namesChanged();
}

// The form then has what was asked, unless it is what runs.
void WindowFiles::addOpened(
    const std::shared_ptr<Run>& run, const QString& file, const QString& problem)
{
    if (!m_parts.controller->running())
        fillForm(run->form());
    m_parts.runs->add(run);
    run->setSaved(file);
    m_recent->add(file);
    m_opened->startLooking();
    if (problem.isEmpty())
        Q_EMIT told(tr("opened %1").arg(QFileInfo(file).fileName()));
    else
        Q_EMIT warned(problem);
    Q_EMIT namesChanged();
}

} // namespace interleave::ui
