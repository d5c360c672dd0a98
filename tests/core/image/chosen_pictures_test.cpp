// A run whose input is a list of pictures, wherever they are.
#include "core/base/file.h"
#include "core/workload/image/image_settings.h"
#include "core/workload/image/picture_paths.h"
#include "core/workload/image/result_names.h"
#include "core/workload/workload.h"
#include "tests/support/engine_run.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sys/stat.h>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ChosenPictures : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const char* folder : {"in", "other", "out"})
            fs::create_directory(m_folder.path() / folder);
    }
    [[nodiscard]] fs::path path(const std::string& name) const
    {
        return fs::canonical(m_folder.path()) / name;
    }
    void add(const std::string& name) const
    {
        EXPECT_TRUE(writeFileAtomically(path(name), "P5 2 1 255\nab"));
    }
    [[nodiscard]] Experiment experimentOf(const std::string& text) const
    {
        EXPECT_TRUE(writeFileAtomically(path("chosen.txt"), text));
        return {.workload = WorkloadKind::ImageFilter,
            .params = {{"input", path("chosen.txt").string()}}};
    }
    [[nodiscard]] std::vector<fs::path> foundBy(const std::string& text) const
    {
        std::vector<fs::path> files;
        const auto found = listPictures(pictureSearchOf(experimentOf(text)));
        for (const Picture& picture : found ? found->pictures : std::vector<Picture>())
            files.push_back(picture.file);
        return files;
    }
    [[nodiscard]] Experiment writing(Experiment experiment) const
    {
        experiment.params["output"] = path("out").string();
        return experiment;
    }

    TemporaryFolder m_folder;
};

TEST_F(ChosenPictures, AreThoseOfTheLinesEachOnceAndInTheirOrder)
{
    EXPECT_EQ(foundBy("other/b.png\n\nin/a.png\nin/../other/b.png\n" + path("in/c.png").string()),
        (std::vector{path("other/b.png"), path("in/a.png"), path("in/c.png")}));
    EXPECT_EQ(foundBy("in/\xff .png \n"), std::vector{path("in/\xff .png ")}) << "paths are bytes";
}

TEST_F(ChosenPictures, AListOfNothingOrThatIsNotThereIsNoInput)
{
    const auto problemOf = [](const Experiment& experiment) {
        const auto found = listPictures(pictureSearchOf(experiment));
        return found ? std::string() : found.error().message;
    };
    Experiment experiment = experimentOf("\n");
    EXPECT_THAT(problemOf(experiment), HasSubstr("chosen.txt' names no pictures"));
    fs::remove(path("chosen.txt"));
    EXPECT_THAT(problemOf(experiment), HasSubstr("chosen.txt' cannot be read"));
    fs::create_directory(path("chosen.txt"));
    EXPECT_THAT(problemOf(experiment), HasSubstr("has no pictures")) << "a folder is one";
}

TEST_F(ChosenPictures, F312_WhatIsNeitherPicturesNorAListIsCalledWhatItIs)
{
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    ASSERT_EQ(::mkfifo(path("pipe.txt").c_str(), 0600), 0);
    const auto list = listPictures({.folder = path("pipe")});
    ASSERT_FALSE(list);
    EXPECT_THAT(list.error().message,
        HasSubstr("pipe' is not a folder but a pipe; use a folder, a picture, or a .txt file"));
    const auto paths = listPictures({.folder = path(""), .list = path("pipe.txt")});
    ASSERT_FALSE(paths);
    EXPECT_THAT(paths.error().message, HasSubstr("pipe.txt' cannot be read: it is a pipe, no file"))
        << "its path is said once";
}

TEST_F(ChosenPictures, F313_AListThatIsNotThereIsNoWishForSamplePicturesWhereverItIsLookedFor)
{
    for (const std::string list : {"not there.txt", "not/there.txt", "/not there.txt"}) {
        const auto made
            = makeWorkload({.workload = WorkloadKind::ImageFilter, .params = {{"input", list}}});
        ASSERT_FALSE(made) << list;
        EXPECT_THAT(made.error().message, HasSubstr("there.txt' cannot be read: No such file"));
    }
}

TEST_F(ChosenPictures, AreTasksOfWorkersThatReadTheirFoldersOnly)
{
    for (const char* name : {"in/a.pgm", "other/b.pgm", "other/not chosen.pgm"})
        add(name);
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn}) {
        Experiment experiment = writing(experimentOf("in/a.pgm\nother/b.pgm\n"));
        experiment.params["overwrite"] = true;
        experiment.startMethod = method;
        const RunResult run = runExperiment(experiment);
        EXPECT_EQ(run.summary.tasks.succeeded, 2U);
        EXPECT_TRUE(fs::exists(path("out/a.png")));
        EXPECT_TRUE(fs::exists(path("out/b.png")));
    }
    const std::vector<Picture> pictures{{path("in/a.pgm")}, {path("gone/c.pgm")}};
    EXPECT_EQ(foldersToRead({.folder = path(""), .list = path("chosen.txt")}, pictures),
        std::vector{path("in")});
}

TEST_F(ChosenPictures, F347_OneThatIsNotThereIsItsTasksErrorByName)
{
    add("in/a.pgm");
    fs::create_directory(path("in/folder.png"));
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn}) {
        Experiment experiment = experimentOf("in/a.pgm\nnowhere/b.png\nin/folder.png\n");
        experiment.startMethod = method;
        const RunResult run = runExperiment(experiment);
        EXPECT_EQ(run.summary.tasks.succeeded, 1U);
        ASSERT_EQ(run.trials.front().errors.size(), 2U);
        std::vector<std::string> reasons;
        for (const auto& failure : run.trials.front().errors)
            reasons.push_back(failure.message);
        EXPECT_THAT(reasons,
            testing::UnorderedElementsAre(HasSubstr("b.png: "), HasSubstr("folder.png: ")));
    }
}

TEST_F(ChosenPictures, F347_AreNotReplacedByResults)
{
    add("in/a.pgm");
    add("out/a.png");
    Experiment experiment = writing(experimentOf("in/a.pgm\nout/a.png\n"));
    experiment.params["names"] = std::string("a");
    experiment.params["overwrite"] = true;
    const PictureSearch input = pictureSearchOf(experiment);
    std::vector<Picture> pictures{{path("in/a.pgm")}, {path("out/a.png")}};
    ASSERT_FALSE(nameResults(pictures, input, resultPlaceOf(experiment))) << "two of one name";
    pictures = {{path("out/a.png")}};
    ASSERT_TRUE(nameResults(pictures, input, resultPlaceOf(experiment)));
    const auto stay = checkPicturesStay(resultPlaceOf(experiment), input, pictures);
    ASSERT_FALSE(stay);
    EXPECT_THAT(stay.error().message, HasSubstr("which is one of the pictures"));
}

TEST_F(ChosenPictures, ABatchOfThemGoesOn)
{
    add("in/a.pgm");
    add("other/b.pgm");
    Experiment experiment = writing(experimentOf("in/a.pgm\nother/b.pgm\nother/c.pgm\n"));
    EXPECT_EQ(runExperiment(experiment).summary.tasks.succeeded, 2U);
    add("other/c.pgm");
    experiment.params["resume"] = true;
    experiment.startMethod = StartMethod::Spawn;
    EXPECT_EQ(runExperiment(experiment).summary.tasks.succeeded, 1U);
    EXPECT_TRUE(fs::exists(path("out/c.png")));
}

TEST(PicturePaths, GoIntoATextThatIsReadAsTheyWere)
{
    const TemporaryFolder folder;
    const std::vector<fs::path> paths{"/a b/\xff.png", "/c.png"};
    ASSERT_TRUE(writeFileAtomically(folder.path() / "x.txt", textOfPaths(paths).value()));
    EXPECT_EQ(readPaths(folder.path() / "x.txt").value(), paths);
    EXPECT_FALSE(textOfPaths({"/new\nline.png"}));
}

} // namespace
} // namespace interleave::test
