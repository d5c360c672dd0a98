#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/run_page.h"
#include "ui/widgets/note_label.h"

#include <gtest/gtest.h>

#include <QAction>

namespace interleave::ui {
namespace {

class RunPageOnScreen : public testing::Test
{
protected:
    RunPageOnScreen()
    {
        m_page.resize(980, 700);
        m_page.show();
    }
    [[nodiscard]] bool says(const char* words) const
    {
        for (const NoteLabel* note : m_page.findChildren<NoteLabel*>()) {
            if (note->isVisible() && note->text().contains(QLatin1String(words)))
                return true;
        }
        return false;
    }
    static constexpr const char* kOfWhich = "of the trial that runs, and then of the last one";
    QAction m_run{QStringLiteral("Run")};
    RunPage m_page{&m_run};
};

TEST_F(RunPageOnScreen, SaysOfWhichOfSeveralTrialsTheViewsAre)
{
    Experiment experiment;
    experiment.trials = 20;
    m_page.start(experiment);
    EXPECT_TRUE(says(kOfWhich));
    experiment.trials = 1;
    m_page.start(experiment);
    EXPECT_FALSE(says(kOfWhich));
    experiment.varyWorkers = {1, 2};
    m_page.start(experiment);
    EXPECT_TRUE(says(kOfWhich));
}

TEST_F(RunPageOnScreen, SaysFirstThatEventsWereDropped)
{
    Experiment experiment;
    experiment.trials = 20;
    m_page.start(experiment);
    LiveSnapshot live = liveSnapshot(1);
    live.events.dropped = 12'345;
    m_page.setLive(live);
    EXPECT_TRUE(says("12,345 events did not fit"));
    EXPECT_FALSE(says(kOfWhich));
}

TEST_F(RunPageOnScreen, CountsTheErrorsThatItDoesNotName)
{
    m_page.start({});
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().errors = {{.task = 5, .kind = "exception", .message = "no such file"},
        {.task = 6, .kind = "exception", .message = "no such file"}};
    run.trials.front().errorsOmitted = 1'000;
    m_page.setRun(run, {});
    EXPECT_TRUE(says("Task 5: no such file (and 1,001 more)"));
}

} // namespace
} // namespace interleave::ui
