#include "ui/code/code_view.h"
#include "ui/views/run_view.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct ProgramViewText
{
    Q_DECLARE_TR_FUNCTIONS(ProgramViewText)
};

// The program that does the same as the run, or where there is none, as one would.
class Program final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }
    void setFormExperiment(const Experiment& experiment) override
    {
        m_planned = experiment;
        showProgram();
    }

protected:
    void start() override { showProgram(); }
    void beginTrial() override { showProgram(); }
    void showEnd() override { showProgram(); }
    void showFailure() override { showProgram(); }

private:
    // Its numbers are known when it has ended, else those that were asked for.
    void showProgram()
    {
        m_view->setExperiment(
            run() ? std::optional<Experiment>(followedArm().experiment) : m_planned);
    }

    CodeView* m_view = new CodeView;
    std::optional<Experiment> m_planned; // in the form
};

} // namespace

RunViewKind programView()
{
    return {.title = [] { return ProgramViewText::tr("Co&de"); },
        .icon = "code",
        .key = "Ctrl+Shift+C",
        .ofArm = true,
        .ofOneTrial = nullptr,
        .applies = appliesToAll,
        .leads = nullptr,
        .make
        = [](const ViewTools&) -> std::unique_ptr<RunView> { return std::make_unique<Program>(); }};
}

} // namespace interleave::ui
