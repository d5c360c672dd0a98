// Sentences that core makes are translated by their patterns, and have the user's numbers.

#include "tests/ui/other_letters.h"
#include "tests/ui/print_qt.h"
#include "ui/models/core_sentence.h"
#include "ui/models/value_text.h"

#include <gtest/gtest.h>

#include <QLocale>

#include <string>

namespace interleave::ui {
namespace {

std::string patternOf(const char* english)
{
    return corePattern(QString::fromUtf8(english)).pattern.toStdString();
}

TEST(CoreSentence, HasItsNumbersApart)
{
    EXPECT_EQ(patternOf("3 of 1,000 tickets were sold beyond the seats: 1.2e+02 in 1,000"),
        "{0} of {1} tickets were sold beyond the seats: {2} in {3}");
    EXPECT_EQ(patternOf("The total changed from 0 to -5"), "The total changed from {0} to {1}");
    EXPECT_EQ(patternOf("tasks 17, 18, 1,234 began"), "tasks {0} began");
    EXPECT_EQ(patternOf("see /tmp/7/b8, p9 and a-10"), "see /tmp/7/b8, p9 and a-10");
    EXPECT_EQ(corePattern(QStringLiteral("tasks 17, 18 and 0.5")).numbers,
        QStringList({QStringLiteral("17, 18"), QStringLiteral("0.5")}));
}

TEST(CoreSentence, IsEnglishWhereNobodyTranslatesIt)
{
    for (const char* english : {"All 10 items arrived once; 3 left in the buffer", "the lock", ""})
        EXPECT_EQ(coreSentence(english).toStdString(), english);
}

TEST(CoreSentence, IsTranslatedByTheWholeOrByItsParts)
{
    const OtherLetters locale;
    const auto saysAllOf
        = [](const char* english) { return plainWords(coreSentence(english)).isEmpty(); };
    EXPECT_TRUE(saysAllOf("Deadlock after 2 meals: every philosopher holds one fork and waits for "
                          "the next"));
    EXPECT_TRUE(saysAllOf("All 10 items arrived once; 3 left in the buffer"));
    EXPECT_TRUE(saysAllOf("trial 3: 99 of 100 tasks ran exactly once; task 17 never began: the run "
                          "was stopped"));
    EXPECT_TRUE(saysAllOf("fork 2"));
    EXPECT_TRUE(saysAllOf("trial 2: 3 damaged pictures were salvaged"));
}

TEST(CoreSentence, KeepsWhatTheSystemSaysBesideWhatCoreSaysOfIt)
{
    const OtherLetters locale;
    for (const char* given : {"fork: Try again", "read: task", "lock"}) {
        const QString told = coreSentence(std::string("only 2 of 8 workers could start: ") + given
            + "; times are those of 2 "
              "workers");
        EXPECT_EQ(plainWords(told).join(QLatin1Char(' ')),
            QString::fromUtf8(given).remove(QLatin1Char(':')))
            << told.toStdString();
    }
    EXPECT_EQ(coreSentence("read: lock").toStdString(), "read: lock");
}

TEST(CoreSentence, OfATaskWhoseWorkerDiedIsTranslatedButForNamesAndSignals)
{
    const OtherLetters locale;
    const auto plainOf = [](const char* english) {
        return plainWords(coreSentence(english)).join(QLatin1Char(' ')).toStdString();
    };
    EXPECT_EQ(plainOf("worker 2 (pid 17) was killed by signal 11 (SIGSEGV)"), "SIGSEGV");
    EXPECT_EQ(plainOf("Holiday 7.jpg: worker 2 (pid 17) exited with status 3"), "Holiday jpg");
    EXPECT_EQ(plainOf("took longer than 0.2 s; the process of thread 4 (pid 17) was killed"), "");
    EXPECT_EQ(plainOf("Sea.png: took longer than 5 s; worker 1 (pid 9) was killed"), "Sea png");
}

// What is put in stays as it is, where it has braces too.
TEST(CoreSentence, IsFilledInOnePass)
{
    EXPECT_EQ(withFigures(
                  QStringLiteral("{1} of {0}, {2}"), {QStringLiteral("{1}"), QStringLiteral("{0}")})
                  .toStdString(),
        "{0} of {1}, {2}");
    EXPECT_EQ(coreSentence("cannot read 'a {0}.png' after 5 tries").toStdString(),
        "cannot read 'a {0}.png' after 5 tries");
    EXPECT_EQ(coreSentence("only 2 of 8 workers could start: '{1}' and '{2}'").toStdString(),
        "only 2 of 8 workers could start: '{1}' and '{2}'");
    EXPECT_EQ(remarkText({.sentences = {{"{0} of {1}", {"{1}", "a {0}.jpg"}}}}).toStdString(),
        "{1} of a {0}.jpg");
}

class InGerman : public testing::Test
{
protected:
    void SetUp() override { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); }
    void TearDown() override { QLocale::setDefault(QLocale::c()); }
};

TEST_F(InGerman, NumbersOfCoreAreThoseOfTheWindow)
{
    EXPECT_EQ(coreSentence("An increment took 1.94 ns with the counters side by side"),
        QStringLiteral("An increment took 1,94 ns with the counters side by side"));
    EXPECT_EQ(coreSentence("None of 10,000 reads was torn; at most 2 read at the same time"),
        QStringLiteral("None of 10\u00a0000 reads was torn; at most 2 read at the same time"));
    EXPECT_EQ(coreSentence("tasks 17, 1,800 began, then the run was stopped"),
        QStringLiteral("tasks 17, 1\u00a0800 began, then the run was stopped"));
    EXPECT_EQ(remarkText({.sentences = {{"{0} of {1}", {"1.5", "a.jpg"}}}}),
        QStringLiteral("1,5 of a.jpg"));
}

TEST_F(InGerman, WhatCoreDoesNotSayIsKeptToTheByte)
{
    for (const char* kept :
        {"10.000.png", "/home/u/Urlaub 2024.07/", "kernel 6.8.0-45", "127.0.0.1", "img(1.5).png"})
        for (const char* place : {"%1", "only 2 of 8 workers could start: %1", "it was: %1; %1"}) {
            const QString english
                = QString::fromUtf8(place).replace(QStringLiteral("%1"), QString::fromUtf8(kept));
            EXPECT_EQ(coreSentence(english.toStdString()), english);
        }
}

} // namespace
} // namespace interleave::ui
