#include "ui/window_lessons.h"

#include "core/lesson/lesson_link.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"

#include <QAction>
#include <QDesktopServices>
#include <QMenu>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace interleave::ui {

WindowLessons::WindowLessons(const Parts& parts, std::filesystem::path folder, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_folder(std::move(folder))
{
    connect(parts.panel, &LessonPanel::runWanted, this, &WindowLessons::run);
    connect(parts.panel, &LessonPanel::linkActivated, this, &WindowLessons::goTo);
    connect(parts.panel, &LessonPanel::closed, this, &WindowLessons::closed);
    connect(parts.runs, &RunList::added, this, &WindowLessons::follow);
    connect(parts.controller, &RunController::runningChanged, parts.panel, &LessonPanel::setBusy);
}

QMenu* WindowLessons::makeMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("&Lessons"), parent);
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        if (menu->isEmpty())
            fill(menu);
    });
    return menu;
}

void WindowLessons::fill(QMenu* menu)
{
    for (const LessonFile& file : lessonsIn(m_folder)) {
        const QString title = file.lesson ? QString::fromStdString(file.lesson->title)
                                          : QString::fromStdString(file.name);
        QAction* action
            = menu->addAction(QString(title).replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, file] { choose(file); });
        action->setEnabled(file.lesson.has_value());
        action->setToolTip(file.lesson ? QString::fromStdString(file.lesson->about)
                                       : QString::fromStdString(joinProblems(
                                           file.lesson.error(), file.path.filename().string())));
    }
    if (menu->isEmpty())
        menu->addAction(
                tr("There are no lessons in %1").arg(QString::fromStdString(m_folder.string())))
            ->setEnabled(false);
}

// What was said in the one that is open already stays.
void WindowLessons::choose(const LessonFile& file)
{
    if (m_parts.panel->path() == file.path)
        Q_EMIT opened();
    else
        show(file);
}

void WindowLessons::show(const LessonFile& file)
{
    m_parts.panel->open(file);
    Q_EMIT opened();
}

void WindowLessons::run(const Experiment& experiment)
{
    m_asked = experiment;
    Q_EMIT runWanted(experiment);
    m_asked.reset(); // it was refused
}

// The one that was asked for is added while it is asked; meanwhile a file may be opened, too.
void WindowLessons::follow(const std::shared_ptr<Run>& run)
{
    if (!m_asked || !run->goesOn() || run->asked() != *m_asked)
        return;
    m_asked.reset();
    const auto isOpen = [panel = m_parts.panel, opening = m_parts.panel->openings()] {
        return panel->openings() == opening;
    };
    m_parts.panel->setRunning(true);
    connect(run.get(), &Run::ended, this, [this, isOpen, ended = run.get()] {
        if (isOpen())
            m_parts.panel->takeResult(std::make_shared<const RunResult>(*ended->result()));
    });
    connect(run.get(), &Run::failed, this, [this, isOpen] {
        if (isOpen())
            m_parts.panel->setRunning(false);
    });
}

void WindowLessons::goTo(const QString& target)
{
    const auto link = linkTo(target.toStdString());
    if (!link) {
        Q_EMIT warned(QString::fromStdString(link.error()));
        return;
    }
    const QString name = QString::fromStdString(link->name);
    switch (link->kind) {
    case LinkKind::View:
        Q_EMIT viewWanted(name);
        break;
    case LinkKind::Field:
        Q_EMIT fieldWanted(name, QString::fromStdString(link->value));
        break;
    case LinkKind::Worker:
        Q_EMIT workerWanted(static_cast<unsigned>(link->worker - 1));
        break;
    case LinkKind::Web:
        QDesktopServices::openUrl(QUrl(name));
        break;
    }
}

} // namespace interleave::ui
