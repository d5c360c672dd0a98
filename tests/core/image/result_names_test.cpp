#include "core/workload/image/result_names.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// Of the results of pictures in /in.
std::vector<std::string> namesOf(
    const std::vector<std::string>& files, const ResultPlace& place = {})
{
    std::vector<Picture> pictures;
    for (const std::string& file : files)
        pictures.push_back({fs::path("/in") / file});
    std::vector<std::string> names;
    if (const auto named = nameResults(pictures, {.folder = "/in"}, place); !named)
        return {named.error().message};
    for (const Picture& picture : pictures)
        names.push_back(picture.outputName);
    return names;
}

const ResultPlace kAsPng{.format = ResultFormat::Png};

TEST(ResultNames, KeepTheFormatsThatCanBeWritten)
{
    EXPECT_THAT(namesOf({"a.jpg", "b.JPEG", "c.png", "d.webp", "e.tif", "f.tiff", "g.bmp"}),
        ElementsAre("a.jpg", "b.JPEG", "c.png", "d.webp", "e.tif", "f.tiff", "g.bmp"));
}

TEST(ResultNames, OtherFormatsBecomePng)
{
    EXPECT_THAT(namesOf({"a.gif", "b.jp2", "c.ppm"}), ElementsAre("a.png", "b.png", "c.png"));
}

TEST(ResultNames, AFormatThatIsChosenHoldsForAll)
{
    const std::vector<std::string> files{"a.gif", "b.jpg"};
    EXPECT_THAT(namesOf(files, kAsPng), ElementsAre("a.png", "b.png"));
    EXPECT_THAT(namesOf(files, {.format = ResultFormat::Jpeg}), ElementsAre("a.jpg", "b.jpg"));
    EXPECT_THAT(namesOf(files, {.format = ResultFormat::WebP}), ElementsAre("a.webp", "b.webp"));
    EXPECT_THAT(namesOf(files, {.format = ResultFormat::Tiff}), ElementsAre("a.tiff", "b.tiff"));
    EXPECT_THAT(namesOf(files, {.format = ResultFormat::Bmp}), ElementsAre("a.bmp", "b.bmp"));
}

TEST(ResultNames, OfPicturesThatShareAStemAreWhole)
{
    EXPECT_THAT(namesOf({"cat.jpg", "cat.png", "dog.jpg"}, kAsPng),
        ElementsAre("cat.jpg.png", "cat.png.png", "dog.png"));
}

TEST(ResultNames, DifferWhereAWholeNameIsAnothersStem)
{
    EXPECT_THAT(namesOf({"cat.jpg", "cat.jpg.bmp", "cat.png"}, kAsPng),
        ElementsAre("cat.jpg.png", "cat.jpg.bmp.png", "cat.png.png"));
}

TEST(ResultNames, OfSubfoldersStandInFoldersOfTheSameNames)
{
    EXPECT_THAT(
        namesOf({"cat.jpg", "farm/cat.jpg"}, kAsPng), ElementsAre("cat.png", "farm/cat.png"));
}

TEST(ResultNames, FollowAPattern)
{
    EXPECT_THAT(namesOf({"cat.jpg", "farm/dog.jpg"}, {.names = "small-{name}-{number}"}),
        ElementsAre("small-cat-000001.jpg", "farm/small-dog-000002.jpg"));
}

TEST(ResultNames, BracesOfAPictureArePartOfItsName)
{
    EXPECT_THAT(namesOf({"{number}.jpg"}, {.names = "{name}-{number}"}),
        ElementsAre("{number}-000001.jpg"));
}

TEST(ResultNames, F211_TwoThatWouldBeTheSameAreRefused)
{
    std::vector<Picture> same{{"/in/a.png"}, {"/in/a.png"}};
    const auto refused = nameResults(same, {.folder = "/in"}, kAsPng);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, PictureFolderError::SameName);
    EXPECT_THAT(refused.error().message, StartsWith("field 'params.names' (Names of results): "));
}

TEST(ResultNames, SamplesSortByIndex)
{
    EXPECT_EQ(sampleOutputName(17, {}), "sample-000017.png");
    EXPECT_EQ(sampleOutputName(17, {.format = ResultFormat::Jpeg}), "sample-000017.jpg");
    EXPECT_EQ(sampleOutputName(17, {.names = "x{number}"}), "x000018.png");
}

TEST(ResultNames, F212_WhatIsThereAlreadyIsNotOverwrittenUnasked)
{
    const TemporaryFolder folder;
    ResultPlace place{.folder = folder.path()};
    EXPECT_TRUE(checkNothingThere(place, {"a.png", "b.png"}));
    std::ofstream(folder.path() / "b.png") << "mine";
    fs::create_symlink("nowhere", folder.path() / "c.png");
    const auto refused = checkNothingThere(place, {"a.png", "b.png", "c.png"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, PictureFolderError::Exists);
    EXPECT_THAT(refused.error().message,
        HasSubstr("has 2 of the 3 results already ('b.png' and others); use another folder, or "
                  "replace them (overwrite=true)"));
    place.overwrite = true;
    EXPECT_TRUE(checkNothingThere(place, {"a.png", "b.png"}));
}

TEST(ResultNames, F212_ByTitlesItIsSaidWithoutTheCommandLine)
{
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "batch (debug=true)";
    fs::create_directory(place);
    std::ofstream(place / "a.png") << "mine";
    const auto refused = checkNothingThere({.folder = place}, {"a.png"}, Wording::Titles);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("batch (debug=true)'"));
    EXPECT_TRUE(refused.error().message.ends_with("or replace them")) << refused.error().message;
}

class PicturesStay : public testing::Test
{
protected:
    fs::path picture(const std::string& name) const
    {
        const fs::path file = m_folder.path() / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << "mine";
        return file;
    }
    /// Of results of pictures that are found in `input`, whatever lies under their names.
    Result<void, PictureFolderError> check(
        const fs::path& output, const fs::path& input, const std::vector<fs::path>& files) const
    {
        const ResultPlace place{.folder = output, .overwrite = true};
        std::vector<Picture> pictures;
        for (const fs::path& file : files)
            pictures.push_back({file});
        EXPECT_TRUE(nameResults(pictures, {.folder = input}, place));
        return checkPicturesStay(place, {.folder = input, .recursive = true}, pictures);
    }

    TemporaryFolder m_folder;
};

TEST_F(PicturesStay, F217_AResultThatWouldReplaceAPictureIsRefusedAlsoWhereResultsAreReplaced)
{
    const std::vector<fs::path> files{picture("in/a.png"), picture("in/in/a.png")};
    const auto refused = check(m_folder.path(), m_folder.path() / "in", files);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, PictureFolderError::SameFolder);
    EXPECT_THAT(refused.error().message, StartsWith("field 'params.output' (Output folder): "));
    EXPECT_THAT(refused.error().message,
        HasSubstr("would get the result of 'a.png' as 'in/a.png', which is one of the pictures"));
}

TEST_F(PicturesStay, F217_AlsoBehindLinks)
{
    const std::vector<fs::path> files{picture("in/a.png"), picture("in/in/a.png")};
    fs::create_directory(m_folder.path() / "out");
    fs::create_directory_symlink("../in", m_folder.path() / "out/in");
    EXPECT_FALSE(check(m_folder.path() / "out", m_folder.path() / "in", files));
    fs::create_symlink("a.png", m_folder.path() / "in/b.png");
    const std::vector<fs::path> link{m_folder.path() / "in/b.png", picture("in/in/b.png")};
    EXPECT_FALSE(check(m_folder.path(), m_folder.path() / "in", link)) << "the link is a picture";
    const std::vector<fs::path> target{m_folder.path() / "in/b.png", picture("in/in/a.png")};
    EXPECT_FALSE(check(m_folder.path(), m_folder.path() / "in", target)) << "so is what it names";
}

TEST_F(PicturesStay, F226_APictureThatThePatternLeavesOutStaysToo)
{
    picture("in/a.png");
    EXPECT_FALSE(check(m_folder.path(), m_folder.path() / "in", {picture("in/in/a.png")}));
}

TEST_F(PicturesStay, WhatIsNoPictureMayBeReplaced)
{
    picture("a.png");
    fs::create_directory(m_folder.path() / "out");
    fs::create_symlink("../in/a.png", m_folder.path() / "out/a.png"); // the link is replaced
    const std::vector<fs::path> files{picture("in/a.png"), picture("in/trees/a.png")};
    EXPECT_TRUE(check(m_folder.path(), m_folder.path() / "in", files));
    EXPECT_TRUE(check(m_folder.path() / "out", m_folder.path() / "in", files));
}

} // namespace
} // namespace interleave
