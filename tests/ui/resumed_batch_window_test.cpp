// A batch of pictures that is stopped in the window and goes on there.

#include "tests/ui/window_fixture.h"
#include "ui/images/go_on_offer.h"

#include <gmock/gmock.h>

#include <QPushButton>

namespace interleave::ui {
namespace {

namespace fs = std::filesystem;
using testing::SizeIs;

class ResumedBatchWindowTest : public WindowTest
{
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        fs::create_directory(m_out);
        open();
    }
    [[nodiscard]] Experiment batch(std::int64_t tasks) const
    {
        Experiment experiment;
        experiment.workload = WorkloadKind::ImageFilter;
        experiment.params["output"] = m_out.string();
        experiment.params["format"] = std::string("jpeg");
        experiment.params["resume"] = true;
        experiment.tasks = tasks;
        experiment.workers = 2;
        return experiment;
    }
    [[nodiscard]] std::uint64_t made() const
    {
        std::uint64_t count = 0;
        for (const auto& entry : fs::directory_iterator(m_out))
            count += entry.path().extension() == ".jpg" ? 1U : 0U;
        return count;
    }

    fs::path m_out = folder.path() / "out";
};

TEST_F(ResumedBatchWindowTest, F260_WhatIsStoppedGoesOnAndSaysWhatWasDoneBefore)
{
    constexpr std::uint64_t kPictures = 60;
    run(batch(kPictures));
    ASSERT_TRUE(waitForTasks());
    controller().stop();
    ASSERT_TRUE(waitForEnd());
    const std::uint64_t before = made();
    ASSERT_GT(before, 0U);
    ASSERT_LT(before, kPictures);
    runToEnd(batch(kPictures));
    ASSERT_THAT(results, SizeIs(2));
    EXPECT_EQ(results.back().trials.at(0).tasks.succeeded, kPictures - before);
    EXPECT_EQ(made(), kPictures);
    EXPECT_TRUE(showsText(
        *window, QStringLiteral("%1 of %2 pictures were done before").arg(before).arg(kPictures)));
}

TEST_F(ResumedBatchWindowTest, GoesOnByTheButtonOfTheRunThatWasStopped)
{
    constexpr std::uint64_t kPictures = 60;
    Experiment all = batch(kPictures);
    all.params.erase("resume");
    run(all);
    ASSERT_TRUE(waitForTasks());
    controller().stop();
    ASSERT_TRUE(waitForEnd());
    const std::uint64_t before = made();
    ASSERT_LT(before, kPictures);
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto* offer = window->findChild<GoOnOffer*>();
    ASSERT_TRUE(offer->isVisible());
    EXPECT_EQ(offer->sentence(),
        QStringLiteral("Pictures that are left: %1 of %2").arg(kPictures - before).arg(kPictures));
    auto* goOn = offer->findChild<QPushButton*>();
    goOn->click();
    EXPECT_FALSE(goOn->isEnabled()) << "one run at a time";
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(made(), kPictures);
    EXPECT_FALSE(offer->isVisible());
    ASSERT_THAT(results, SizeIs(2));
    EXPECT_EQ(results.back().trials.at(0).tasks.succeeded, kPictures - before);
}

TEST_F(ResumedBatchWindowTest, DoesNotOfferToGoOnWithAComparison)
{
    Experiment both = batch(60);
    both.params.erase("resume");
    both.params["overwrite"] = true;
    both.varyWorkers = {1, 2};
    run(both);
    ASSERT_TRUE(waitForTasks());
    controller().stop();
    ASSERT_TRUE(waitForEnd());
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_FALSE(window->findChild<GoOnOffer*>()->isVisible());
}

TEST_F(ResumedBatchWindowTest, WhereNothingIsLeftTheRunSaysSo)
{
    runToEnd(batch(2));
    runToEnd(batch(2));
    ASSERT_THAT(results, SizeIs(2));
    EXPECT_EQ(results.back().trials.at(0).tasks.total, 0U);
    EXPECT_TRUE(showsText(*window, QStringLiteral("All 2 pictures were done before")));
    for (const char* view : {"T&imeline", "&Timings", "&Activity", "Ra&ce", "&Overview"})
        action(view)->trigger();
    EXPECT_TRUE(failures.empty());
}

} // namespace
} // namespace interleave::ui
