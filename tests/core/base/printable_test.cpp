#include "core/base/printable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace interleave {
namespace {

using testing::EndsWith;
using testing::StartsWith;

TEST(Printable, LeavesWhatPeopleWrite)
{
    const std::string text = "Größe 3 µm, \u20AC, \U0001F600\n\tnext line";
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, ShowsWhatATerminalWouldObey)
{
    EXPECT_EQ(printable("\x1b[31m\x07\x7f\r"), "\\x1b[31m\\x07\\x7f\\x0d");
    EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b") << "the one byte that begins a sequence too";
    EXPECT_EQ(printable("a\u202Eb"), "a\\u{202e}b");
    EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

TEST(Printable, ShowsBytesThatAreNoUtf8)
{
    EXPECT_EQ(printable("a\xff"), "a\\xff");
    EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf") << "longer than it need be";
    EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80") << "a surrogate";
    EXPECT_EQ(printable("\xf5\x80\x80\x80"), "\\xf5\\x80\\x80\\x80") << "past the last";
    EXPECT_EQ(printable("\xe2\x82"), "\\xe2\\x82") << "cut off";
    EXPECT_EQ(printable("\x80"), "\\x80");
}

TEST(Shown, IsOneLineAndShort)
{
    EXPECT_EQ(shown("a\nb"), "a\\x0ab");
    EXPECT_EQ(shown(std::string(200'000, 'x')), std::string(100, 'x') + "...");
}

TEST(ShownBothEnds, KeepsNameAndReason)
{
    const std::string text
        = shownBothEnds("cannot read " + std::string(10'000, 'p') + ": File name too long");
    EXPECT_LE(text.size(), 300U);
    EXPECT_THAT(text, StartsWith("cannot read ppp"));
    EXPECT_THAT(text, EndsWith("ppp: File name too long"));
}

TEST(CopyBothEnds, FillsItsRoomAndCutsNoCharacter)
{
    std::array<char, 20> room{};
    const std::string ascii(100, 'x');
    EXPECT_EQ(copyBothEnds(ascii, room), room.size());
    std::string wide;
    for (int i = 0; i < 40; ++i)
        wide += "\u20AC";
    for (std::size_t bytes = 0; bytes <= room.size(); ++bytes) {
        const std::size_t used = copyBothEnds(wide, std::span(room).first(bytes));
        ASSERT_LE(used, bytes);
        const std::string cut(room.data(), used);
        EXPECT_EQ(printable(cut), cut) << bytes;
    }
    EXPECT_EQ(copyBothEnds("short", room), 5U);
}

} // namespace
} // namespace interleave
