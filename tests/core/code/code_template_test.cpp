#include "core/code/code_template.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(CodeTemplate, FillsItsGaps)
{
    CodeWords words{.gaps = {{"tasks", "10"}, {"name", "task"}}};
    EXPECT_EQ(words.filled("@name@(@tasks@)\n"), "task(10)");
}

TEST(CodeTemplate, AGapThatNothingFillsLeavesNoLine)
{
    CodeWords words;
    EXPECT_EQ(words.filled("a\n    @none@\nb @none@c\n"), "a\nb c");
}

TEST(CodeTemplate, SeveralLinesGetWhatStandsBeforeThem)
{
    CodeWords words{.gaps = {{"lines", "a\n\nb"}}};
    EXPECT_EQ(words.filled("    @lines@\n// @lines@\n"), "    a\n\n    b\n// a\n//\n// b");
}

TEST(CodeTemplate, ADecoratorIsNoGap)
{
    CodeWords words{.gaps = {{"a", "1"}}};
    EXPECT_EQ(words.filled("@dataclass\nx @ y @a@\n"), "@dataclass\nx @ y 1");
}

TEST(CodeTemplate, TakesWhatItsFlagsSay)
{
    CodeWords words{.flags = {"shared", "call=map"}};
    EXPECT_EQ(words.filled("%if shared\na\n%if not call=map\nb\n%else\nc\n%end\n%else\nd\n%end\n"),
        "a\nc");
}

TEST(CodeTemplate, WhatIsGuardedStandsDeeperWhereTheLanguageWantsIt)
{
    const std::string_view text = "for n:\n%guard\n    a\n%if x\n    b\n%end\n%end\nc\n";
    CodeWords python{.flags = {"x"}, .guard = "with guard:", .indents = true};
    EXPECT_EQ(python.filled(text), "for n:\n    with guard:\n        a\n        b\nc");
    CodeWords cpp{.guard = "lock();"};
    EXPECT_EQ(cpp.filled(text), "for n:\n    lock();\n    a\nc");
    CodeWords nothing;
    EXPECT_EQ(nothing.filled(text), "for n:\n    a\nc");
}

TEST(CodeTemplate, AGuardInWhatIsLeftOutGuardsNothing)
{
    CodeWords words{.guard = "with guard:", .indents = true};
    EXPECT_EQ(words.filled("%if no\n%guard\na\n%end\n%else\nb\n%end\nc\n"), "b\nc");
}

TEST(CodeTemplate, NotesWhatIsNeededOfWhatIsThere)
{
    CodeWords words;
    EXPECT_EQ(words.filled("%needs import time\n%if no\n%needs import os\n%end\n"), "");
    EXPECT_EQ(words.needs, std::set<std::string>{"import time"});
}

TEST(CodeTemplate, HasSections)
{
    const std::string_view text = "%section a\n1\n2\n%section b\n%section c\n3\n";
    EXPECT_EQ(sectionOf(text, "a"), "1\n2");
    EXPECT_EQ(sectionOf(text, "b"), "");
    EXPECT_EQ(sectionOf(text, "c"), "3\n");
    EXPECT_EQ(sectionOf(text, "d"), "");
}

} // namespace
} // namespace interleave
