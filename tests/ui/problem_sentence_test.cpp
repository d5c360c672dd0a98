// Messages that were made for the command line, as the form says them.

#include "core/model/setting_advice.h"
#include "tests/ui/print_qt.h"
#include "ui/models/problem_sentence.h"

#include <gtest/gtest.h>

#include <string_view>

namespace interleave::ui {
namespace {

QString said(std::string_view before, std::string_view advice)
{
    return inFormsWords(QString::fromStdString(std::string(before).append(advice)));
}

TEST(ProblemSentence, WhatIsAdvisedIsSaidInTheFormsWords)
{
    EXPECT_EQ(said("a.jpg: Premature end of JPEG file", kSalvageAdvice),
        QStringLiteral("a.jpg: Premature end of JPEG file; “Damaged pictures” set to “salvage” "
                       "filters what there is"));
    EXPECT_EQ(said("a file of this name has come there meanwhile", kReplaceItAdvice),
        QStringLiteral("a file of this name has come there meanwhile (use another folder, or "
                       "choose “Replace existing files”)"));
    EXPECT_EQ(said("cannot be gone on with: 1 of the results were made otherwise ('a.png')",
                  kReplaceThemAdvice),
        QStringLiteral("cannot be gone on with: 1 of the results were made otherwise ('a.png'); "
                       "use another folder, or choose “Replace existing files”"));
    EXPECT_EQ(said("has 1 of the 2 results already ('a.png')", kGoOnAdvice),
        QStringLiteral("has 1 of the 2 results already ('a.png'); choose “Go on with what is "
                       "there”, use another folder, or choose “Replace existing files”"));
    EXPECT_EQ(said("raise what limits processes (ulimit -u)", kSharedMemoryAdvice),
        QStringLiteral("raise what limits processes (ulimit -u), or set “Strips come by” to "
                       "“shared memory”"));
}

TEST(ProblemSentence, APathThatReadsLikeASettingStaysToTheByte)
{
    const QString message = QStringLiteral(
        "a; damaged=salvage filters what there is.jpg: cannot write /b (overwrite=true)/a.jpg");
    EXPECT_EQ(inFormsWords(message), message);
}

TEST(ProblemSentence, AParameterIsCalledAsInTheForm)
{
    EXPECT_EQ(inFormsWords(QStringLiteral("field 'params.output' (Output folder): '/out' does not "
                                          "exist; use an existing folder")),
        QStringLiteral("Output folder: '/out' does not exist; use an existing folder"));
    const QString unknown = QStringLiteral("field 'params.colour': is unknown");
    EXPECT_EQ(inFormsWords(unknown), unknown);
}

} // namespace
} // namespace interleave::ui
