// A run that is saved keeps the names of its pictures, whatever becomes of their folder.
#include "core/base/file.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/sample_results.h"
#include "ui/run/run_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace interleave::ui {
namespace {

using testing::IsNull;
using testing::NotNull;

std::shared_ptr<const PictureList> listOfTwo()
{
    GivenPictures given{.pictures = {{"/gone/cat.jpg", "cat.png"}, {"/gone/dog.jpg", "dog.png"}},
        .input = {.folder = "/gone"}};
    return std::make_shared<const PictureList>(PictureList::make(std::move(given)).value());
}

class SavedPictures : public testing::Test
{
protected:
    /// What is opened where this run was saved.
    [[nodiscard]] std::unique_ptr<ui::Run> openedAgain(const ui::Run& run) const
    {
        const auto file = m_folder.path() / "run.json";
        EXPECT_TRUE(writeRun(run.content(), file, [](std::uint64_t) { return true; }));
        const auto opened
            = runFromResultText(readFile(file, 1U << 20U).value(), QStringLiteral("run.json"));
        return std::make_unique<ui::Run>(opened.value().content);
    }

    TemporaryFolder m_folder;
};

TEST_F(SavedPictures, HaveTheirNamesWhereTheRunIsOpened)
{
    ui::Run run({.workload = WorkloadKind::ImageFilter});
    run.setPictures({0}, listOfTwo());
    RunResult result = runOf(Primitive::None, 40e6, 0);
    result.arms.resize(1);
    run.end(result);
    const auto opened = openedAgain(run);
    const auto savedOnce = openedAgain(*opened);
    for (const ui::Run* each : {opened.get(), savedOnce.get()}) {
        const auto& pictures = each->arms().at(0).pictures;
        ASSERT_THAT(pictures, NotNull());
        EXPECT_EQ(pictures->nameOf(1), "dog.jpg");
        EXPECT_EQ(pictures->pictures().at(1).file, "/gone/dog.jpg");
        EXPECT_EQ(pictures->pictures().at(1).outputName, "dog.png");
    }
}

TEST_F(SavedPictures, AreThoseOfTheArmsThatHadThem)
{
    ui::Run run({.workload = WorkloadKind::ImageFilter, .varyWorkers = {1, 2, 4}});
    run.setPictures({0, 2}, listOfTwo());
    RunResult result = runOf(Primitive::None, 40e6, 0);
    result.arms.resize(3);
    run.end(result);
    const auto opened = openedAgain(run);
    ASSERT_EQ(opened->arms().size(), 3U);
    EXPECT_THAT(opened->arms()[1].pictures, IsNull());
    EXPECT_THAT(opened->arms()[0].pictures, NotNull());
    EXPECT_EQ(opened->arms()[0].pictures, opened->arms()[2].pictures);
}

} // namespace
} // namespace interleave::ui
