// The lists of pictures that were chosen one by one.

#include "tests/support/temporary_folder.h"
#include "ui/config/chosen_files.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace interleave::ui {
namespace {

namespace fs = std::filesystem;

class ChosenFilesTest : public testing::Test
{
protected:
    /// Of two pictures; how many hours ago.
    fs::path write(int number, int hoursAgo)
    {
        const ChosenInput made
            = inputOf({"/pictures/a.png", "/pictures/" + std::to_string(number)}, m_lists);
        EXPECT_EQ(made.problem.toStdString(), "");
        fs::last_write_time(
            made.path, fs::file_time_type::clock::now() - std::chrono::hours(hoursAgo));
        return made.path;
    }
    [[nodiscard]] std::size_t kept() const
    {
        const fs::directory_iterator files(m_lists.folder);
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }

    TemporaryFolder m_folder;
    PictureLists m_lists{.folder = m_folder.path()};
};

TEST_F(ChosenFilesTest, OfManyListsTheOldestGo)
{
    const int most = static_cast<int>(PictureLists::kMost);
    std::vector<fs::path> lists;
    for (int i = 0; i < most; ++i)
        lists.push_back(write(i, 1'000 - i));
    EXPECT_EQ(kept(), PictureLists::kMost);
    write(0, 0); // is chosen again
    const fs::path last = write(most, 0);
    EXPECT_EQ(kept(), PictureLists::kMost);
    EXPECT_TRUE(fs::exists(last));
    EXPECT_TRUE(fs::exists(lists[0]));
    EXPECT_FALSE(fs::exists(lists[1]));
    EXPECT_TRUE(fs::exists(lists[2]));
}

TEST_F(ChosenFilesTest, TheOneThatTheRememberedExperimentNeedsStays)
{
    m_lists.needed = write(-1, 2'000);
    std::ofstream(m_folder.path() / "mine.txt") << "no list of the window";
    fs::last_write_time(m_folder.path() / "mine.txt", fs::file_time_type());
    for (int i = 0; i <= static_cast<int>(PictureLists::kMost); ++i)
        write(i, 0);
    EXPECT_TRUE(fs::exists(m_lists.needed));
    EXPECT_TRUE(fs::exists(m_folder.path() / "mine.txt"));
    EXPECT_EQ(kept(), PictureLists::kMost + 2);
}

} // namespace
} // namespace interleave::ui
