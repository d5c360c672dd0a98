#include "tests/ui/print_qt.h"
#include "ui/models/number_reading.h"

#include <gmock/gmock.h>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const QLocale kEnglish(QLocale::English, QLocale::UnitedStates);
const QLocale kGerman(QLocale::German, QLocale::Germany);

ValueSpec whole()
{
    return {.name = "tasks", .minimum = 1, .maximum = 1e8};
}

ValueSpec real()
{
    return {.name = "duration", .type = ValueType::Real, .maximum = 3600};
}

FieldValue number(std::int64_t number)
{
    return number;
}

TEST(NumberReading, ACommaIsADecimalMarkWhereTheUserWritesSo)
{
    EXPECT_THAT(readingsOf(real(), QStringLiteral("1,5"), kGerman), ElementsAre(FieldValue(1.5)));
    EXPECT_THAT(readingsOf(real(), QStringLiteral("1,5"), kEnglish), IsEmpty());
    EXPECT_THAT(
        readingsOf(real(), QStringLiteral("0,125"), kGerman), ElementsAre(FieldValue(0.125)));
}

TEST(NumberReading, APointIsADecimalMarkEverywhere)
{
    for (const QLocale& locale : {kEnglish, kGerman, QLocale::c()}) {
        EXPECT_THAT(
            readingsOf(real(), QStringLiteral("1.5"), locale), ElementsAre(FieldValue(1.5)));
        EXPECT_THAT(
            readingsOf(real(), QStringLiteral("0.125"), locale), ElementsAre(FieldValue(0.125)));
        EXPECT_THAT(
            readingsOf(whole(), QStringLiteral("1e6"), locale), ElementsAre(number(1'000'000)));
    }
}

TEST(NumberReading, AWholeNumberWithAPointAndThreeDigitsHasTwoMeanings)
{
    for (const QLocale& locale : {kEnglish, kGerman, QLocale::c()})
        EXPECT_THAT(readingsOf(whole(), QStringLiteral("10.000"), locale),
            ElementsAre(number(10), number(10'000)));
}

TEST(NumberReading, ACommaAndThreeDigitsHaveTwoMeaningsInGermanOnly)
{
    EXPECT_THAT(
        readingsOf(whole(), QStringLiteral("10,000"), kEnglish), ElementsAre(number(10'000)));
    EXPECT_THAT(readingsOf(whole(), QStringLiteral("10,000"), kGerman),
        ElementsAre(number(10'000), number(10)));
}

TEST(NumberReading, ARealWithAPointAndThreeDigitsHasTwoMeaningsInGermanOnly)
{
    EXPECT_THAT(
        readingsOf(real(), QStringLiteral("1.250"), kEnglish), ElementsAre(FieldValue(1.25)));
    EXPECT_THAT(readingsOf(real(), QStringLiteral("1.250"), kGerman),
        ElementsAre(FieldValue(1.25), FieldValue(1250.0)));
}

TEST(NumberReading, SpacesBetweenGroupsMeanTheSameEverywhere)
{
    for (const char* typed : {"10 000", "10\u00a0000", "10\u202f000", "10'000"})
        EXPECT_THAT(
            readingsOf(whole(), QString::fromUtf8(typed), kGerman), ElementsAre(number(10'000)))
            << typed;
    EXPECT_THAT(readingsOf(whole(), QStringLiteral("10 00"), kGerman), IsEmpty());
}

TEST(NumberReading, WhatIsNoNumberHasNoMeaning)
{
    for (const char* typed : {"", "many", "1,2,3", "1.2.3", "0,000", "--1", "12 workers"})
        EXPECT_THAT(readingsOf(whole(), QString::fromUtf8(typed), kEnglish), IsEmpty()) << typed;
}

TEST(NumberReading, WhatIsShownIsReadAgainAndMeansNothingElse)
{
    for (const QLocale& locale : {QLocale::c(),
             kEnglish,
             kGerman,
             QLocale(QLocale::French, QLocale::France),
             QLocale(QLocale::German, QLocale::Switzerland),
             QLocale(QLocale::Swedish, QLocale::Sweden),
             QLocale(QLocale::Portuguese, QLocale::Brazil)}) {
        for (const std::int64_t value : {0LL, 7LL, 999LL, 1'000LL, 10'000LL, 12'345'678LL})
            EXPECT_THAT(readingsOf(whole(), shownNumber(number(value), locale), locale),
                ElementsAre(number(value)))
                << locale.name().toStdString();
        for (const double value : {0.0, 0.01, 0.125, 1.125, 3600.0, 1'234.5})
            EXPECT_THAT(readingsOf(real(), shownNumber(value, locale), locale),
                ElementsAre(FieldValue(value)))
                << locale.name().toStdString();
    }
}

TEST(NumberReading, ACountHasTheGroupsOfTheLocaleThatIsMeant)
{
    QLocale::setDefault(kGerman);
    EXPECT_EQ(shownNumber(number(12'345), kEnglish).toStdString(), "12,345");
    EXPECT_EQ(shownNumber(number(12'345), kGerman), QStringLiteral("12\u00a0345"));
    QLocale::setDefault(QLocale::c());
    EXPECT_EQ(shownNumber(number(12'345), kGerman), QStringLiteral("12\u00a0345"));
}

} // namespace
} // namespace interleave::ui
