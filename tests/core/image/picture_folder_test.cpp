#include "core/workload/image/picture_folder.h"
#include "tests/support/append_only.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>
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

    [[nodiscard]] Result<PictureFolder, PictureFolderError> found() const
    {
        return listPictures({.folder = m_folder.path()});
    }
    /// The pictures' names, from the folder on.
    std::vector<std::string> listed(const std::string& pattern = "", bool recursive = false) const
    {
        std::vector<std::string> names;
        const auto list
            = listPictures({.folder = m_folder.path(), .pattern = pattern, .recursive = recursive});
        EXPECT_TRUE(list) << list.error().message;
        for (const Picture& picture : list ? list->pictures : std::vector<Picture>())
            names.push_back(picture.file.lexically_relative(m_folder.path()).string());
        return names;
    }
    std::string leftOut() const
    {
        const auto list = found();
        return list ? describe(list->leftOut) : list.error().message;
    }

    TemporaryFolder m_folder;
};

TEST_F(PictureFolderTest, PicturesAreSortedByName)
{
    for (const char* name : {"c.png", "a.jpg", "b.tiff"})
        touch(name);
    EXPECT_THAT(listed(), ElementsAre("a.jpg", "b.tiff", "c.png"));
}

TEST_F(PictureFolderTest, CaseOfTheEndingDoesNotMatter)
{
    touch("DSC_1.JPG");
    EXPECT_THAT(listed(), ElementsAre("DSC_1.JPG"));
}

TEST_F(PictureFolderTest, OtherFilesAndHiddenFilesAreLeftOut)
{
    for (const char* name : {"a.png", "notes.txt", "png", ".hidden.png", "._a.png"})
        touch(name);
    EXPECT_THAT(listed(), ElementsAre("a.png"));
}

TEST_F(PictureFolderTest, F309_WhatIsHiddenAndCalledLikeAPictureIsCounted)
{
    for (const char* name : {"a.png", ".b.png", "._a.png", ".DS_Store", ".c.part"})
        touch(name);
    fs::create_directory(path(".thumbnails"));
    EXPECT_EQ(leftOut(), "2 hidden files that are called like pictures");
    EXPECT_EQ(describe(listPictures({.folder = m_folder.path(), .recursive = true})->leftOut),
        "2 hidden files that are called like pictures, 1 hidden folder, which is not searched");
    EXPECT_EQ(describe(listPictures({.folder = m_folder.path(), .pattern = "a*"})->leftOut), "");
}

TEST_F(PictureFolderTest, F319_WhatIsHiddenIsNotFollowed)
{
    for (const char* name : {"a.png", ".b.png"})
        touch(name);
    folder("inner");
    touch("inner/a.png");
    fs::create_symlink("nowhere", path(".gone.png"));
    fs::create_directory_symlink("inner", path(".link"));
    ASSERT_EQ(::mkfifo(path(".pipe.png").c_str(), 0600), 0);
    EXPECT_EQ(describe(listPictures({.folder = m_folder.path(), .recursive = true})->leftOut),
        "2 hidden files that are called like pictures");
}

TEST_F(PictureFolderTest, ASearchThatNobodyWantsIsGivenUp)
{
    touch("a.png");
    std::stop_source source;
    EXPECT_TRUE(listPictures({.folder = m_folder.path()}, source.get_token()));
    source.request_stop();
    EXPECT_FALSE(listPictures({.folder = m_folder.path()}, source.get_token()));
}

TEST_F(PictureFolderTest, FoldersInsideAreNotSearched)
{
    touch("a.png");
    folder("inner");
    touch("inner/b.png");
    EXPECT_THAT(listed(), ElementsAre("a.png"));
}

TEST_F(PictureFolderTest, FoldersInsideAreSearchedWhereTheyAreAskedFor)
{
    fs::create_directories(path("trees/old.png"));
    fs::create_directory(path(".hidden"));
    for (const char* name : {"a.png", "trees/oak.jpg", "trees/old.png/b.gif", ".hidden/c.png"})
        touch(name);
    EXPECT_THAT(listed("", true), ElementsAre("a.png", "trees/oak.jpg", "trees/old.png/b.gif"));
}

TEST_F(PictureFolderTest, FoldersBehindLinksAreNotSearched)
{
    folder("inner");
    touch("inner/a.png");
    fs::create_directory_symlink("..", path("inner/circle"));
    fs::create_directory_symlink("inner", path("again"));
    EXPECT_THAT(listed("", true), ElementsAre("inner/a.png"));
    EXPECT_EQ(describe(listPictures({.folder = m_folder.path(), .recursive = true})->leftOut),
        "2 links to folders, which are not followed");
}

TEST_F(PictureFolderTest, APatternChoosesByName)
{
    for (const char* name : {"IMG_1.JPG", "IMG_2.png", "scan.png"})
        touch(name);
    EXPECT_THAT(listed("img_*"), ElementsAre("IMG_1.JPG", "IMG_2.png"));
    EXPECT_THAT(listed("*.jpg"), ElementsAre("IMG_1.JPG"));
    EXPECT_THAT(listed("IMG_?.[jp]*"), ElementsAre("IMG_1.JPG", "IMG_2.png"));
}

TEST_F(PictureFolderTest, APatternThatFitsNothingIsNamed)
{
    touch("a.png");
    const auto list = listPictures({.folder = m_folder.path(), .pattern = "*.jpg"});
    ASSERT_FALSE(list);
    EXPECT_THAT(list.error().message, HasSubstr("has no pictures called *.jpg"));
}

TEST_F(PictureFolderTest, FilesOfOtherFormatsAreCountedByTheirEndings)
{
    for (const char* name : {"a.png", "b.heic", "c.HEIC", "notes.txt", "README", ".hidden"})
        touch(name);
    EXPECT_EQ(leftOut(),
        "4 files that are no pictures of a known format (1 without an ending, 2 heic, 1 txt)");
}

TEST_F(PictureFolderTest, F210_WhatIsCalledLikeAPictureAndIsNoFileIsATaskThatWillSayIt)
{
    touch("a.png");
    folder("folder.png");
    ASSERT_EQ(::mkfifo(path("pipe.png").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", path("zero.png"));
    fs::create_symlink("gone.png", path("dangling.png"));
    fs::create_symlink("circle.png", path("circle.png"));
    EXPECT_THAT(listed(),
        ElementsAre("a.png", "circle.png", "dangling.png", "folder.png", "pipe.png", "zero.png"));
    EXPECT_EQ(leftOut(), "");
}

TEST_F(PictureFolderTest, NothingLeftOutIsNothingToSay)
{
    touch("a.png");
    EXPECT_EQ(leftOut(), "");
}

TEST_F(PictureFolderTest, LinkInsideTheFolderIsAPicture)
{
    touch("a.png");
    fs::create_symlink("a.png", path("b.png"));
    EXPECT_THAT(listed(), ElementsAre("a.png", "b.png"));
}

TEST_F(PictureFolderTest, LinkThatLeadsOutIsCountedAndLeftOut)
{
    touch("a.png");
    fs::create_symlink("/etc/passwd", path("b.png"));
    EXPECT_THAT(listed(), ElementsAre("a.png"));
    EXPECT_EQ(
        leftOut(), "1 link to a file outside of the input folder, which workers may not read");
}

TEST_F(PictureFolderTest, FolderThatIsReachedByALinkListsItsOwnLinks)
{
    touch("a.png");
    fs::create_symlink("a.png", path("b.png"));
    const TemporaryFolder elsewhere;
    fs::create_symlink(m_folder.path(), elsewhere.path() / "link");
    const auto list = listPictures({.folder = elsewhere.path() / "link"});
    ASSERT_TRUE(list);
    EXPECT_EQ(list->pictures.size(), 2U);
}

TEST_F(PictureFolderTest, MissingFolderIsNamedWithItsField)
{
    const auto list = listPictures({.folder = "/nowhere"});
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, PictureFolderError::Missing);
    EXPECT_EQ(list.error().message,
        "field 'params.input' (Input folder): '/nowhere' does not exist; use an existing folder");
}

TEST_F(PictureFolderTest, FileIsNoFolder)
{
    touch("a.png");
    const auto list = listPictures({.folder = path("a.png")});
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, PictureFolderError::NotAFolder);
    EXPECT_THAT(list.error().message, HasSubstr("is not a folder"));
}

TEST_F(PictureFolderTest, FolderWithoutPicturesSaysWhichEndingsCount)
{
    const auto list = listPictures({.folder = m_folder.path()});
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, PictureFolderError::NoPictures);
    EXPECT_THAT(list.error().message,
        StartsWith("field 'params.input' (Input folder): '" + m_folder.path().string()));
    EXPECT_THAT(list.error().message,
        HasSubstr("has no pictures; use a folder with files that end in bmp,"));
}

TEST_F(PictureFolderTest, FolderWithLinksOnlySaysSo)
{
    fs::create_symlink("/etc/passwd", path("b.png"));
    const auto list = listPictures({.folder = m_folder.path()});
    ASSERT_FALSE(list);
    EXPECT_THAT(list.error().message,
        HasSubstr("has no pictures but 1 link to a file outside of the input folder"));
}

TEST_F(PictureFolderTest, FolderThatMayNotBeReadIsDenied)
{
    fs::permissions(m_folder.path(), fs::perms{0711});
    fs::permissions(folder("closed"), fs::perms{0300});
    const WithoutRights guard;
    const auto list = listPictures({.folder = path("closed")});
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().kind, PictureFolderError::Denied);
    EXPECT_THAT(list.error().message, HasSubstr("cannot be read; allow it (chmod u+rx)"));
}

TEST_F(PictureFolderTest, F223_AFolderInsideThatMayNotBeReadIsCountedAndLeftOut)
{
    fs::permissions(m_folder.path(), fs::perms{0755});
    touch("a.png");
    fs::permissions(folder("closed"), fs::perms{0300});
    fs::create_directories(path("open"));
    touch("open/b.png");
    const WithoutRights guard;
    EXPECT_THAT(listed("", true), ElementsAre("a.png", "open/b.png"));
    const auto list = listPictures({.folder = m_folder.path(), .recursive = true});
    EXPECT_EQ(list ? describe(list->leftOut) : "", "1 folder that cannot be read");
}

TEST_F(PictureFolderTest, OutputFolderThatCanBeWrittenIsFine)
{
    EXPECT_TRUE(checkOutputFolder(folder("out"), {.folder = folder("in")}));
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
    const auto checked = checkOutputFolder(path("link"), {.folder = path("in")});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, PictureFolderError::SameFolder);
    EXPECT_THAT(checked.error().message, HasSubstr("would be overwritten"));
}

TEST_F(PictureFolderTest, ResultsAreNoPicturesOfTheNextRun)
{
    fs::create_directories(path("in/results"));
    EXPECT_TRUE(checkOutputFolder(path("in/results"), {.folder = path("in")}));
    const auto checked
        = checkOutputFolder(path("in/results"), {.folder = path("in"), .recursive = true});
    ASSERT_FALSE(checked);
    EXPECT_THAT(checked.error().message, HasSubstr("lies in the input folder"));
}

} // namespace
} // namespace interleave
