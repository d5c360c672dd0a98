// What a folder of pictures has beside them, in the window's words.

#include "tests/ui/print_qt.h"
#include "ui/config/left_out_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

TEST(LeftOutText, IsSilentWhereNothingIsLeftOut)
{
    EXPECT_EQ(leftOutText({}), QString());
}

TEST(LeftOutText, HasTheFormOfEachNumber)
{
    EXPECT_EQ(leftOutText({.linkedFolders = 1, .endings = {{"heic", 1}}}),
        QStringLiteral("1 link to a folder, which is not followed, 1 file that is no picture of a "
                       "known format (1 heic)"));
    EXPECT_EQ(leftOutText({.links = 2, .closedFolders = 3}),
        QStringLiteral("2 links to files outside of the input folder, which workers may not read, "
                       "3 folders that cannot be read"));
}

TEST(LeftOutText, SaysWhatIsHidden)
{
    EXPECT_EQ(leftOutText({.hidden = 1, .hiddenFolders = 2}),
        QStringLiteral("1 hidden file called like a picture, 2 hidden folders"));
}

TEST(LeftOutText, GroupsItsNumbers)
{
    EXPECT_EQ(leftOutText({.endings = {{"", 200}, {"heic", 1'000}}}),
        QStringLiteral("1,200 files that are no pictures of a known format (200 without an ending, "
                       "1,000 heic)"));
}

} // namespace
} // namespace interleave::ui
