// The pictures on the page of a run.

#include "core/workload/strip_plan.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/run_page_fixture.h"
#include "ui/images/picture_grid.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_view.h"

#include <QComboBox>

namespace interleave::ui {
namespace {

TEST_F(RunPageOnScreen, LeavesTheGalleryWhereItIsWhenAnotherArmsTrialBegins)
{
    test::SyntheticRun events({.tasks = 10, .workers = 1, .failedOneIn = 0});
    events.finish();
    const auto run = begin({.workload = WorkloadKind::ImageFilter,
        .tasks = 10,
        .compare = {Primitive::None, Primitive::Lock}});
    showView("Pictures");
    const auto& gallery = *m_page.findChild<PicturesView*>();
    run->beginTrial(0, events.recording());
    gallery.grid().setCurrentIndex(gallery.model().index(4));
    TrialResult ended = trialThatLost(0, 10);
    ended.arm = run->lastArm();
    run->endTrial(ended, nullptr);
    run->beginTrial(1, events.recording());
    ASSERT_NE(run->lastArm(), ended.arm);
    EXPECT_EQ(gallery.grid().currentRow(), 4);
}

const PictureStates& picturesOn(const RunPage& page)
{
    return page.findChild<PicturesView*>()->model().states();
}

TEST_F(RunPageOnScreen, F351_KnowsNothingOfPicturesBeforeSomebodyLooks)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    experiment.tasks = 100'000'000;
    begin(experiment);
    EXPECT_EQ(picturesOn(m_page).all(), 0U);
    showView("Pictures");
    EXPECT_EQ(picturesOn(m_page).all(), 100'000'000U);
    EXPECT_TRUE(says("The first 100,000 are listed; 99,900,000 more pictures are not."))
        << m_page.findChild<PicturesView*>()->note().toStdString();
    showView("Timeline");
    begin(experiment);
    EXPECT_EQ(picturesOn(m_page).all(), 0U);
}

// As many strips as workers: of a file without recordings.
TEST_F(RunPageOnScreen, MarksThePictureOfATaskThatFailedInStripsWhicheverArmItIsOf)
{
    RunContent content{.asked = {.workload = WorkloadKind::ImageFilter, .varyWorkers = {1, 2}}};
    content.asked.params["division"] = std::string("strip");
    RunResult& result = content.result.emplace();
    result.experiment = content.asked;
    result.arms = {{.arm = {.workers = 1}}, {.arm = {.workers = 2}}};
    for (std::uint32_t arm = 0; arm < 2; ++arm) {
        const std::uint64_t each = tasksPerPicture(content.asked, arm + 1);
        TrialResult& trial = result.trials.emplace_back(trialThatLost(0, 1));
        trial.arm = arm;
        trial.workers.resize(arm + 1);
        trial.tasks = {.total = 20 * each, .succeeded = 20 * each - 1, .failed = 1};
        trial.outcome.figures = {{.name = "pictures", .value = 20}};
        trial.errors = {{3 * each, "exception", "it is damaged"}};
    }
    m_page.show(std::make_shared<ui::Run>(content));
    showView("Pictures");
    auto* arms = m_page.findChild<QTabWidget*>()->cornerWidget();
    for (const int arm : {1, 0, 1}) {
        Q_EMIT qobject_cast<QComboBox*>(arms)->activated(arm);
        for (std::size_t picture = 0; picture < 20; ++picture)
            EXPECT_EQ(picturesOn(m_page)[picture].state == PictureState::Failed, picture == 3)
                << "picture " << picture << " of arm " << arm;
    }
}

} // namespace
} // namespace interleave::ui
