#include "ui/run_commands.h"

#include "core/model/applicability.h"
#include "core/model/run_verdict.h"
#include "core/model/wording.h"
#include "ui/compare/offered_comparison.h"
#include "ui/compare/primitive_choice.h"
#include "ui/compare/primitive_page.h"
#include "ui/config/experiment_form.h"
#include "ui/form_memory.h"
#include "ui/models/problem_sentence.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/window_files.h"

#include <QAction>

#include <memory>
#include <utility>

namespace interleave::ui {

RunCommands::RunCommands(
    const Parts& parts, const WindowActions& actions, ProgramPrompt mayRun, QWidget* window)
    : QObject(window)
    , m_parts(parts)
    , m_actions(actions)
    , m_consent(std::move(mayRun))
    , m_window(window)
{
    connect(parts.form, &ExperimentForm::filled, this, [this](const Experiment& experiment) {
        m_consent.noteFilled(experiment);
    });
    connect(actions.run, &QAction::triggered, this, &RunCommands::run);
    connect(actions.stop, &QAction::triggered, parts.controller, &RunController::stop);
    connect(actions.compare, &QAction::triggered, this, &RunCommands::compareAlternatives);
    connect(actions.primitives, &QAction::triggered, this, [this] {
        m_parts.primitives->choice().setExperiment(m_parts.form->experiment());
        Q_EMIT primitivesWanted();
    });
    connect(actions.executors, &QAction::triggered, this, &RunCommands::compareExecutors);
    connect(parts.controller, &RunController::runningChanged, this, &RunCommands::goOn);
    connect(
        parts.primitives, &PrimitivePage::compareRequested, this, &RunCommands::comparePrimitives);
}

bool RunCommands::formIsValid()
{
    if (!m_parts.form->finishLooking()) {
        Q_EMIT warned(
            tr("The experiment has become another one meanwhile: look at it, and begin again"));
        return false;
    }
    if (m_parts.form->isValid())
        return true;
    Q_EMIT warned(m_parts.form->firstProblem());
    m_parts.form->show();
    m_parts.form->focusFirstProblem();
    return false;
}

void RunCommands::run()
{
    if (!m_parts.controller->running() && formIsValid())
        start(m_parts.form->experiment());
}

void RunCommands::runExample(const Experiment& experiment)
{
    if (m_parts.controller->running())
        return;
    m_parts.files->fillForm(experiment);
    run();
}

void RunCommands::runExamples(const std::vector<Experiment>& experiments)
{
    if (m_parts.controller->running() || experiments.empty())
        return;
    runExample(experiments.front());
    if (m_parts.controller->running())
        m_next.assign(experiments.begin() + 1, experiments.end());
}

// A run has its end after its engine; one that was stopped, or failed, is followed by nothing.
void RunCommands::goOn(bool running)
{
    if (running || m_next.empty())
        return;
    QMetaObject::invokeMethod(
        this,
        [this, next = std::exchange(m_next, {}), last = m_parts.controller->run()] {
            if (last->result() && endOf(*last->result()) == TrialEnd::Finished)
                runExamples(next);
        },
        Qt::QueuedConnection);
}

void RunCommands::compareAlternatives()
{
    if (m_parts.controller->running() || !formIsValid())
        return;
    if (const auto offered = offeredComparison(m_parts.form->experiment()).experiment)
        start(*offered);
}

void RunCommands::compareExecutors()
{
    if (m_parts.controller->running() || !formIsValid())
        return;
    if (const auto offered = offeredExecutors(m_parts.form->experiment()).experiment)
        start(*offered);
}

void RunCommands::comparePrimitives()
{
    if (!m_parts.controller->running() && formIsValid())
        start(m_parts.primitives->choice().applied(m_parts.form->experiment()));
}

void RunCommands::start(const Experiment& experiment)
{
    if (const auto problems = findProblems(experiment, Wording::Titles); !problems.empty()) {
        Q_EMIT warned(sentenceOf(problems.front().message));
        return;
    }
    m_next.clear();
    if (!mayRun(experiment))
        return;
    Q_EMIT started();
    m_parts.memory->remember();
    auto run = std::make_shared<Run>(experiment);
    run->setForm(m_parts.form->experiment());
    m_parts.runs->add(run);
    m_parts.controller->start(run);
}

// While it is asked, a file that was being read may come into the form.
bool RunCommands::mayRun(const Experiment& experiment)
{
    const Experiment form = m_parts.form->experiment();
    if (!m_consent.mayRun(experiment, m_window))
        return false;
    if (form == m_parts.form->experiment())
        return true;
    Q_EMIT warned(
        tr("The experiment has become another one meanwhile: look at it, and begin again"));
    return false;
}

void RunCommands::offerComparison()
{
    const Experiment experiment = m_parts.form->experiment();
    const bool running = m_parts.controller->running();
    const OfferedComparison offered = offeredComparison(experiment);
    m_actions.compare->setText(offered.menu);
    m_actions.compare->setIconText(offered.title);
    WindowActions::setHelp(m_actions.compare, offered.help);
    m_actions.compare->setEnabled(offered.experiment && !running);
    const OfferedComparison executors = offeredExecutors(experiment);
    WindowActions::setHelp(m_actions.executors, executors.help);
    m_actions.executors->setEnabled(executors.experiment && !running);
    WindowActions::setHelp(m_actions.primitives, primitivesHelp(experiment));
    m_actions.primitives->setEnabled(primitiveMatters(experiment) && !running);
}

} // namespace interleave::ui
