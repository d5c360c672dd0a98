// What is run when the window's user says so: the form's experiment, an example, or what a key
// compares.
#pragma once

#include "core/model/experiment.h"
#include "ui/code/program_consent.h"
#include "ui/window_actions.h"

#include <QObject>
#include <QString>

#include <vector>

namespace interleave::ui {

class ExperimentForm;
class FormMemory;
class PrimitivePage;
class RunController;
class RunList;
class WindowFiles;

class RunCommands : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        ExperimentForm* form;
        PrimitivePage* primitives;
        RunList* runs;
        RunController* controller;
        WindowFiles* files;
        FormMemory* memory;
    };
    RunCommands(
        const Parts& parts, const WindowActions& actions, ProgramPrompt mayRun, QWidget* window);

    void runExample(const Experiment& experiment);
    /// One after the other.
    void runExamples(const std::vector<Experiment>& experiments);
    /// Which comparison the form's experiment offers, and whether primitives are one.
    void offerComparison();
    /// Whether it can be run; else says what is wrong, and shows where.
    bool formIsValid();

Q_SIGNALS:
    void warned(const QString& problem);
    void started(); // what was told before is over
    void primitivesWanted();

private:
    void run();
    void compareAlternatives();
    void comparePrimitives();
    void compareExecutors();
    void goOn(bool running);
    void start(const Experiment& experiment);
    [[nodiscard]] bool mayRun(const Experiment& experiment);

    Parts m_parts;
    WindowActions m_actions;
    ProgramConsent m_consent;
    QWidget* m_window;
    std::vector<Experiment> m_next; // examples that the one that runs is followed by
};

} // namespace interleave::ui
