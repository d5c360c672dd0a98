// The window's lessons: which there are, the one that is open beside the run, and what its steps
// ask the window to do.
#pragma once

#include "core/lesson/lesson_folder.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

class QMenu;
class QWidget;

namespace interleave::ui {

class LessonPanel;
class Run;
class RunController;
class RunList;

class WindowLessons : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        LessonPanel* panel;
        RunList* runs;
        RunController* controller;
    };
    /// The lessons that lie in `folder` are read when the menu opens for the first time.
    WindowLessons(const Parts& parts, std::filesystem::path folder, QObject* parent);

    /// A lesson each, by their titles.
    [[nodiscard]] QMenu* makeMenu(QWidget* parent);
    /// From its begin, also where it is open: its author may have changed it. It must have a
    /// lesson. Runs nothing.
    void show(const LessonFile& file);

Q_SIGNALS:
    void opened();
    void closed();
    void runWanted(const interleave::Experiment& experiment);
    void viewWanted(const QString& icon);
    void fieldWanted(const QString& name, const QString& value);
    void workerWanted(unsigned worker); // from 0
    void warned(const QString& problem);

private:
    void fill(QMenu* menu);
    void choose(const LessonFile& file);
    void run(const Experiment& experiment);
    void follow(const std::shared_ptr<Run>& run);
    void goTo(const QString& target);

    Parts m_parts;
    std::filesystem::path m_folder;
    std::optional<Experiment> m_asked; // by a step, while the window is told
};

} // namespace interleave::ui
