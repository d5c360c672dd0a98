// The sentences of the gallery, and of whose results its files are.

#include "tests/ui/print_qt.h"
#include "ui/images/pictures_note.h"
#include "ui/images/pictures_text.h"
#include "ui/views/own_results.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

RunArm armOf(std::uint32_t value, const char* name, const char* format)
{
    RunArm arm{.arm = {.value = value}, .experiment = {.workload = WorkloadKind::ImageFilter}};
    arm.experiment.params["output"] = std::string("/out");
    arm.experiment.params["format"] = std::string(format);
    arm.pictures = std::make_shared<const PictureList>(
        *PictureList::make({.pictures = {{"/in/a.png", name}}}));
    return arm;
}

TEST(PicturesText, CountsWhatIsDoneFailedAndInWork)
{
    EXPECT_EQ(doneSentence({.inWork = 2, .done = 7, .failed = 1}, 48),
        QStringLiteral("7 of 48 pictures are done, 1 failed, 2 in work"));
    EXPECT_EQ(doneSentence({.done = 1}, 1), QStringLiteral("1 of 1 picture is done"));
}

TEST(PicturesText, SaysWhatATrialThatIsOverSaysOfItself)
{
    PictureStates states;
    EXPECT_EQ(progressSentence(states, std::nullopt),
        QStringLiteral("The pictures are being looked for"));
    EXPECT_EQ(
        progressSentence(states, PictureAccount{}), QStringLiteral("No picture was left to do"));
    states.start(12);
    states.finish(TrialResult{});
    EXPECT_EQ(progressSentence(states, PictureAccount{12, 11, 1}),
        QStringLiteral("11 of 12 pictures are done, 1 failed"));
}

TEST(PicturesText, CountsInATrialThatWasStoppedWhatIsSeenToHaveFailed)
{
    PictureStates states;
    states.start(12, 4);
    TrialResult trial{.end = TrialEnd::Cancelled};
    trial.errors = {{5, "exception", "b.jpg: damaged"}};
    states.finish(trial);
    EXPECT_EQ(progressSentence(states, PictureAccount{.total = 12, .filtered = 3}),
        QStringLiteral("3 of 12 pictures are done, 1 failed"));
}

TEST(PicturesText, SaysOfAResumedRunThatItsPicturesAreNotKnown)
{
    const GalleryNote note = noteOn({.pictures = 5, .foundOthers = 8, .goesOn = true});
    EXPECT_TRUE(note.text.contains(QStringLiteral("went on with a batch")));
    EXPECT_FALSE(note.text.contains(QStringLiteral("now and the run had")));
}

TEST(PicturesText, SaysWhetherAResultDiffers)
{
    ShownPicture equal{.full = {100, 50}};
    EXPECT_EQ(differenceSentence(equal),
        QStringLiteral("No difference: all 5,000 pixels are what one process makes of the whole "
                       "picture."));
    ShownPicture other{.full = {100, 50}, .differing = 12, .largest = 3};
    EXPECT_EQ(differenceSentence(other),
        QStringLiteral("12 of 5,000 pixels differ from what one process makes of the whole "
                       "picture, by up to 3 of 255; the brightest are where it is most."));
}

TEST(OwnResults, AreThoseThatNoOtherArmWrote)
{
    std::vector<RunArm> arms{armOf(0, "a.jpg", "jpeg"), armOf(1, "a.png", "png")};
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Own);
    arms[1] = armOf(1, "a.jpg", "jpeg"); // of another quality
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Others);
    arms[1].arm.value = 0;
    arms[1].arm.workers = 4;
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Alike);
    arms[0].pictures = nullptr; // of a file, which keeps none
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Alike);
    arms[0].experiment.params["output"] = std::string();
    EXPECT_EQ(resultFilesOf(arms, 0), ResultFiles::Own);
}

} // namespace
} // namespace interleave::ui
