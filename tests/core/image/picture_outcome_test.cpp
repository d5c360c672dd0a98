// What a run says of pictures that it could not do justice.
#include "core/workload/image/picture_outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::ElementsAre;

std::string nameOfPicture(std::uint64_t index)
{
    return std::string(1, static_cast<char>('a' + index)) + ".tif";
}

WorkloadOutcome outcomeOf(const std::vector<PictureNotes>& notes, const LeftOut& leftOut = {})
{
    return pictureOutcome(notes, leftOut, nameOfPicture);
}

std::vector<std::string> figuresOf(const WorkloadOutcome& outcome)
{
    std::vector<std::string> figures;
    for (const OutcomeFigure& figure : outcome.figures)
        figures.push_back(figure.name + " " + std::to_string(static_cast<int>(figure.value)));
    return figures;
}

TEST(PictureOutcome, WhereAllIsWellNothingIsSaid)
{
    const WorkloadOutcome outcome = outcomeOf({{}, {}});
    EXPECT_FALSE(outcome.remark);
    EXPECT_TRUE(outcome.figures.empty());
    EXPECT_TRUE(outcome.sentence.empty()) << "the shared histogram is the answer";
}

TEST(PictureOutcome, EachThingIsCountedAndEachPictureNamed)
{
    const WorkloadOutcome outcome = outcomeOf({{.salvaged = true, .warnings = 3},
        {},
        {.fewerBits = true, .alphaDropped = true},
        {.fewerBits = true, .furtherPages = 2},
        {.cmyk = true}});
    ASSERT_TRUE(outcome.remark);
    EXPECT_EQ(outcome.remark->sentence,
        "1 damaged picture was salvaged; 2 pictures were reduced to 8 bits; 1 picture lost its "
        "alpha; 1 CMYK picture was converted without its profile; 1 picture has further pages or "
        "frames, which were left out");
    EXPECT_THAT(figuresOf(outcome),
        ElementsAre("salvaged 1",
            "reduced_to_8_bits 2",
            "alpha_left_out 1",
            "cmyk_without_profile 1",
            "first_page_only 1"));
    ASSERT_EQ(outcome.remark->tasks.size(), 4U);
    EXPECT_EQ(outcome.remark->tasks[0].text, "a.tif: damaged, and salvaged (3 warnings)");
    EXPECT_TRUE(tellsOfSalvage(outcome.remark->tasks[0].text));
    EXPECT_FALSE(tellsOfSalvage(outcome.remark->tasks[1].text));
    EXPECT_EQ(outcome.remark->tasks[1].task, 2U);
    EXPECT_EQ(outcome.remark->tasks[1].text, "c.tif: reduced to 8 bits, alpha left out");
    EXPECT_EQ(outcome.remark->tasks[2].text,
        "d.tif: reduced to 8 bits, 2 further pages or frames left out");
    EXPECT_TRUE(outcome.asWanted);
}

TEST(PictureOutcome, OfTasksThatFailedNothingIsCounted)
{
    std::vector<TaskLedger::Line> lines(1);
    TaskLedger ledger(lines, 4);
    ledger.finish(0, TaskMark::FailedMidway, 0, 1);
    ledger.finish(1, TaskMark::Succeeded, 0, 1);
    ledger.finish(2, TaskMark::Late, 0, 1);
    const PictureNotes cmyk{.cmyk = true};
    EXPECT_THAT(notesOfSucceeded(std::vector{cmyk, cmyk, cmyk, cmyk}, ledger),
        ElementsAre(PictureNotes{}, cmyk, PictureNotes{}, PictureNotes{}));
}

TEST(PictureOutcome, FoldersThatCannotBeReadAreCounted)
{
    EXPECT_THAT(figuresOf(outcomeOf({{}}, {.closedFolders = 2})), ElementsAre("left_out 2"));
}

TEST(PictureOutcome, WhatWasLeftOutOfTheFolderIsCounted)
{
    const WorkloadOutcome outcome
        = outcomeOf({{}}, {.links = 1, .linkedFolders = 2, .endings = {{"heic", 3}}});
    ASSERT_TRUE(outcome.remark);
    EXPECT_EQ(outcome.remark->sentence,
        "Left out of the input folder: 1 link to a file outside of the input folder, which workers "
        "may not read, 2 links to folders, which are not followed, 3 files that are no pictures of "
        "a "
        "known format (3 heic)");
    EXPECT_THAT(figuresOf(outcome), ElementsAre("left_out 6"));
}

TEST(PictureOutcome, OfThousandsTheFirstAreNamedAndAllCounted)
{
    const WorkloadOutcome outcome = pictureOutcome(std::vector<PictureNotes>(1'500, {.cmyk = true}),
        {},
        [](std::uint64_t index) { return std::to_string(index); });
    EXPECT_EQ(outcome.remark->tasks.size(), 1'000U);
    EXPECT_EQ(outcome.remark->tasksOmitted, 500U);
    EXPECT_THAT(figuresOf(outcome), ElementsAre("cmyk_without_profile 1500"));
}

} // namespace
} // namespace interleave
