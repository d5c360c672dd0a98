#include "core/workload/image/picture_folder.h"
#include "tests/support/append_only.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// Root may read and write everything: for as long as this lives, the test is a user without
/// rights.
class WithoutRights
{
public:
    WithoutRights()
    {
        if (m_user == 0 && ::seteuid(65'534) != 0)
            ADD_FAILURE() << "cannot become another user";
    }
    WithoutRights(const WithoutRights&) = delete;
    WithoutRights& operator=(const WithoutRights&) = delete;
    ~WithoutRights()
    {
        if (::seteuid(m_user) != 0)
            ADD_FAILURE() << "cannot become the first user again";
    }

private:
    uid_t m_user = ::geteuid();
};

class PictureFolderTest : public testing::Test
{
protected:
    fs::path path(const std::string& name) const { return m_folder.path() / name; }
    fs::path folder(const std::string& name) const
    {
        fs::create_directory(path(name));
        return path(name);
    }
    void touch(const std::string& name) const { std::ofstream(path(name)) << "x"; }

    /// "name > output name" of each picture.
    std::vector<std::string> listed() const
    {
        std::vector<std::string> lines;
        const auto found = listPictures(m_folder.path());
        EXPECT_TRUE(found) << found.error().message;
        for (const Picture& picture : found ? found->pictures : std::vector<Picture>())
            lines.push_back(picture.file.filename().string() + " > " + picture.outputName);
        return lines;
    }

    TemporaryFolder m_folder;
};

TEST_F(PictureFolderTest, PicturesAreSortedByName)
{
    for (const char* name : {"c.png", "a.jpg", "b.tiff"})
        touch(name);
    EXPECT_THAT(listed(), ElementsAre("a.jpg > a.png", "b.tiff > b.png", "c.png > c.png"));
}

TEST_F(PictureFolderTest, CaseOfTheEndingDoesNotMatter)
{
    touch("DSC_1.JPG");
    EXPECT_THAT(listed(), ElementsAre("DSC_1.JPG > DSC_1.png"));
}

TEST_F(PictureFolderTest, OtherFilesHiddenFilesAndFoldersAreLeftOut)
{
    for (const char* name : {"a.png", "notes.txt", "png", ".hidden.png", "._a.png"})
        touch(name);
    fs::create_directory(path("folder.png"));
    EXPECT_THAT(listed(), ElementsAre("a.png > a.png"));
}

TEST_F(PictureFolderTest, FoldersInsideAreNotSearched)
{
    touch("a.png");
    folder("inner");
    touch("inner/b.png");
    EXPECT_THAT(listed(), ElementsAre("a.png > a.png"));
}

TEST_F(PictureFolderTest, PicturesThatShareAStemKeepTheirWholeNames)
{
    for (const char* name : {"cat.jpg", "cat.png", "dog.jpg"})
        touch(name);
    EXPECT_THAT(listed(),
        ElementsAre("cat.jpg > cat.jpg.png", "cat.png > cat.png.png", "dog.jpg > dog.png"));
}

TEST_F(PictureFolderTest, WholeNameThatIsAnothersStemStillGivesDifferentResults)
{
    for (const char* name : {"cat.jpg", "cat.jpg.bmp", "cat.png"})
        touch(name);
    EXPECT_THAT(listed(),
        ElementsAre(
            "cat.jpg > cat.jpg.png", "cat.jpg.bmp > cat.jpg.bmp.png", "cat.png > cat.png.png"));
}

TEST_F(PictureFolderTest, LinkInsideTheFolderIsAPicture)
{
    touch("a.png");
    fs::create_symlink("a.png", path("b.png"));
    EXPECT_THAT(listed(), ElementsAre("a.png > a.png", "b.png > b.png"));
}

TEST_F(PictureFolderTest, LinkThatLeadsOutIsCountedAndLeftOut)
{
    touch("a.png");
    fs::create_symlink("/etc/passwd", path("b.png"));
    const auto found = listPictures(m_folder.path());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->pictures.size(), 1U);
    EXPECT_EQ(found->linksLeftOut, 1U);
}

TEST_F(PictureFolderTest, LinkToNothingIsLeftOut)
{
    touch("a.png");
    fs::create_symlink("gone.png", path("b.png"));
    EXPECT_THAT(listed(), ElementsAre("a.png > a.png"));
}

TEST_F(PictureFolderTest, FolderThatIsReachedByALinkListsItsOwnLinks)
{
    touch("a.png");
    fs::create_symlink("a.png", path("b.png"));
    const TemporaryFolder elsewhere;
    fs::create_symlink(m_folder.path(), elsewhere.path() / "link");
    const auto found = listPictures(elsewhere.path() / "link");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->pictures.size(), 2U);
}

TEST_F(PictureFolderTest, MissingFolderIsNamedWithItsField)
{
    const auto found = listPictures("/nowhere");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, PictureFolderError::Missing);
    EXPECT_EQ(found.error().message,
        "field 'params.input' (Input folder): '/nowhere' does not exist; use an existing folder");
}

TEST_F(PictureFolderTest, FileIsNoFolder)
{
    touch("a.png");
    const auto found = listPictures(path("a.png"));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, PictureFolderError::NotAFolder);
    EXPECT_THAT(found.error().message, HasSubstr("is not a folder"));
}

TEST_F(PictureFolderTest, FolderWithoutPicturesSaysWhichEndingsCount)
{
    const auto found = listPictures(m_folder.path());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, PictureFolderError::NoPictures);
    EXPECT_THAT(found.error().message,
        StartsWith("field 'params.input' (Input folder): '" + m_folder.path().string()));
    EXPECT_THAT(found.error().message,
        HasSubstr("has no pictures; use a folder with files that end in bmp,"));
}

TEST_F(PictureFolderTest, FolderWithLinksOnlySaysSo)
{
    fs::create_symlink("/etc/passwd", path("b.png"));
    const auto found = listPictures(m_folder.path());
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().message, HasSubstr("has no pictures but links to files outside (1)"));
}

TEST_F(PictureFolderTest, FolderThatMayNotBeReadIsDenied)
{
    fs::permissions(m_folder.path(), fs::perms{0711});
    fs::permissions(folder("closed"), fs::perms{0300});
    const WithoutRights guard;
    const auto found = listPictures(path("closed"));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, PictureFolderError::Denied);
    EXPECT_THAT(found.error().message, HasSubstr("cannot be read; allow it (chmod u+rx)"));
}

TEST_F(PictureFolderTest, OutputFolderThatCanBeWrittenIsFine)
{
    EXPECT_TRUE(checkOutputFolder(folder("out"), folder("in")));
    EXPECT_TRUE(checkOutputFolder(folder("out"), {}));
}

TEST_F(PictureFolderTest, MissingOutputFolderIsNamedWithItsField)
{
    const auto checked = checkOutputFolder(path("out"), {});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, PictureFolderError::Missing);
    EXPECT_THAT(checked.error().message, StartsWith("field 'params.output' (Output folder): "));
    EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(PictureFolderTest, OutputFolderThatMayNotBeWrittenIsDenied)
{
    fs::permissions(m_folder.path(), fs::perms{0711});
    fs::permissions(folder("closed"), fs::perms{0555});
    const WithoutRights guard;
    const auto checked = checkOutputFolder(path("closed"), {});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, PictureFolderError::Denied);
}

// Results are renamed when they are whole.
TEST_F(PictureFolderTest, F154_OutputFolderThatLetsNothingBeRenamedIsRefused)
{
    const AppendOnly folderOfOthers(folder("log"));
    if (!folderOfOthers.worked())
        GTEST_SKIP() << "no append-only folder here, or only root may make one";
    const auto checked = checkOutputFolder(path("log"), {});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, PictureFolderError::Denied);
    EXPECT_THAT(checked.error().message, HasSubstr("chattr -a"));
}

TEST_F(PictureFolderTest, InputFolderUnderAnotherNameIsRefusedAsOutput)
{
    fs::create_directory_symlink(folder("in"), path("link"));
    const auto checked = checkOutputFolder(path("link"), path("in"));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, PictureFolderError::SameFolder);
    EXPECT_THAT(checked.error().message, HasSubstr("would be overwritten"));
}

TEST(SampleOutputName, SortsByIndex)
{
    EXPECT_EQ(sampleOutputName(17), "sample-000017.png");
}

} // namespace
} // namespace interleave
