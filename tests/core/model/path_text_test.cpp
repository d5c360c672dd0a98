#include "core/model/path_text.h"

#include <gtest/gtest.h>

namespace interleave {

TEST(PathText, APathComesBackAsItWas)
{
    for (const std::string path : {"/tmp/pictures",
             "pictures/katze.ä",
             "/tmp/p\xff/100 %",
             "\xc3\x28",
             "file:/tmp/%41",
             "file:",
             "a\nb\\\""})
        EXPECT_EQ(pathFromText(textOfPath(path)), path);
}

TEST(PathText, OnlyWhatIsNoUtf8IsWrittenAsAUri)
{
    EXPECT_EQ(textOfPath("/tmp/100 % ä"), "/tmp/100 % ä");
    EXPECT_EQ(textOfPath("/tmp/p\xff b"), "file:/tmp/p%FF%20b");
}

TEST(PathText, AUriThatIsCutIsRefused)
{
    for (const char* text : {"file:%", "file:/p%F", "file:/p%G0", "file:/p% 1", "file:/p%-1"})
        EXPECT_FALSE(pathFromText(text).has_value()) << text;
}

} // namespace interleave
