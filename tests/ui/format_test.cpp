#include "tests/ui/print_qt.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <gtest/gtest.h>

#include <QLocale>

#include <cmath>
#include <cstdint>
#include <limits>

namespace interleave::ui {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Row
{
    double number;
    const char* text;
};

template <class Format, std::size_t Count>
void expectRows(Format format, const Row (&rows)[Count])
{
    for (const Row& row : rows)
        EXPECT_EQ(format(row.number).toStdString(), row.text) << "of " << row.number;
}

TEST(Format, AWordBehindOneIsNoPlural)
{
    EXPECT_EQ(unitText("meals", 1), QStringLiteral("meal"));
    EXPECT_EQ(unitText("meals", 2), QStringLiteral("meals"));
    EXPECT_EQ(unitText("meals", 0.5), QStringLiteral("meals"));
    EXPECT_EQ(unitText("ms", 1), QStringLiteral("ms"));
}

TEST(Format, ANumberStaysOnTheLineOfItsUnit)
{
    const auto marked = [](const char* text) {
        return withWholeNumbers(QString::fromUtf8(text)).replace(QChar::Nbsp, QLatin1Char('_'));
    };
    EXPECT_EQ(
        marked("lost (38 %), <0.01 % in 2.5 ms"), QStringLiteral("lost (38_%), <0.01_% in 2.5_ms"));
    EXPECT_EQ(marked("5 M/s, 12 MiB, 3 s after 1 min 05 s, 0.5 ×"),
        QStringLiteral("5_M/s, 12_MiB, 3_s after 1_min 05_s, 0.5_×"));
    EXPECT_EQ(marked("3 seats of 4 hosts"), QStringLiteral("3 seats of 4 hosts"));
}

TEST(Format, RoundNumbersOfAnAxisHaveNoZerosBehindThem)
{
    const auto shortOf = [](const char* text) { return withoutZeros(QString::fromUtf8(text)); };
    EXPECT_EQ(shortOf("50.0 ms"), QStringLiteral("50 ms"));
    EXPECT_EQ(shortOf("0.500 ×"), QStringLiteral("0.5 ×"));
    EXPECT_EQ(shortOf("1.00 ×"), QStringLiteral("1 ×"));
    EXPECT_EQ(shortOf("10,000"), QStringLiteral("10,000"));
    EXPECT_EQ(shortOf("1.25 s"), QStringLiteral("1.25 s"));
    EXPECT_EQ(shortOf("100 ms"), QStringLiteral("100 ms"));
}

TEST(Format, DurationsHaveTheUnitThatFitsAndThreeDigits)
{
    expectRows([](double ns) { return formatDuration(ns); },
        {{0, "0 ns"},
            {0.4, "0.4 ns"},
            {7, "7 ns"},
            {7.25, "7.3 ns"},
            {14.26, "14 ns"},
            {72, "72 ns"},
            {999, "999 ns"},
            {1'000, "1.00 µs"},
            {18'230, "18.2 µs"},
            {41'170'000, "41.2 ms"},
            {412'000'000, "412 ms"},
            {1.94e9, "1.94 s"},
            {59.9e9, "59.9 s"}});
}

TEST(Format, DurationsRoundIntoTheNextUnit)
{
    expectRows([](double ns) { return formatDuration(ns); },
        {{9.97, "10 ns"},
            {999.4, "999 ns"},
            {999.6, "1.00 µs"},
            {9'996, "10.0 µs"},
            {999'600, "1.00 ms"},
            {999'600'000, "1.00 s"},
            {59.96e9, "1 min 00 s"},
            {119.6e9, "2 min 00 s"},
            {3599.7e9, "1 h 00 min"}});
}

TEST(Format, LongDurationsAreMinutesAndSecondsThenHours)
{
    expectRows([](double ns) { return formatDuration(ns); },
        {{60e9, "1 min 00 s"},
            {125e9, "2 min 05 s"},
            {3'720e9, "1 h 02 min"},
            {4e15, "1,111 h 07 min"}});
}

TEST(Format, DurationsBelowNothingKeepTheirSign)
{
    EXPECT_EQ(formatDuration(-18'230.0), QStringLiteral("-18.2 µs"));
}

TEST(Format, DurationsTakeAsManyDigitsAsAsked)
{
    EXPECT_EQ(formatDuration(18'230.0, 2), QStringLiteral("18 µs"));
    EXPECT_EQ(formatDuration(18'230.0, 4), QStringLiteral("18.23 µs"));
}

TEST(Format, WholeNanosecondsAreFormattedLikeReals)
{
    EXPECT_EQ(formatDuration(std::uint64_t{1'940'000'000}), QStringLiteral("1.94 s"));
    EXPECT_EQ(formatDuration(std::numeric_limits<std::uint64_t>::max()),
        QStringLiteral("5,124,095 h 35 min"));
}

TEST(Format, WhatIsNoNumberIsADash)
{
    for (const double number : {kNan, kInfinity, -kInfinity}) {
        EXPECT_EQ(formatDuration(number), QStringLiteral("–"));
        EXPECT_EQ(formatRate(number), QStringLiteral("–"));
        EXPECT_EQ(formatNumber(number), QStringLiteral("–"));
        EXPECT_EQ(formatPercent(number), QStringLiteral("–"));
        EXPECT_EQ(formatFactor(number), QStringLiteral("–"));
        EXPECT_EQ(formatBytes(number), QStringLiteral("–"));
    }
}

TEST(Format, TheUnitOfAnAxisIsTheLargestThatFits)
{
    EXPECT_EQ(durationUnit(999).symbol, QStringLiteral("ns"));
    EXPECT_EQ(durationUnit(1'000).symbol, QStringLiteral("µs"));
    EXPECT_EQ(durationUnit(2.5e6).symbol, QStringLiteral("ms"));
    EXPECT_EQ(durationUnit(90e9).symbol, QStringLiteral("s"));
    EXPECT_EQ(durationUnit(90e9).size, 1e9);
}

TEST(Format, RatesArePerSecondInThousands)
{
    expectRows([](double rate) { return formatRate(rate); },
        {{0, "0 /s"},
            {0.5, "0.500 /s"},
            {950, "950 /s"},
            {999.6, "1.00 k/s"},
            {37'912, "37.9 k/s"},
            {2'412'000, "2.41 M/s"},
            {1.25e10, "12.5 G/s"},
            {7e15, "7,000 T/s"}});
}

TEST(Format, NumbersHaveThreeDigitsButKeepAllWholeOnes)
{
    expectRows([](double number) { return formatNumber(number); },
        {{0, "0"},
            {1.935, "1.94"},
            {9.996, "10.0"},
            {18.23, "18.2"},
            {99.96, "100"},
            {999.6, "1,000"},
            {37'912.4, "37,912"},
            {0.00012345, "0.000123"},
            {1e-9, "0.000000"},
            {-2.5, "-2.50"}});
}

TEST(Format, CountsAreGroupedByCommas)
{
    EXPECT_EQ(formatCount(0), QStringLiteral("0"));
    EXPECT_EQ(formatCount(999), QStringLiteral("999"));
    EXPECT_EQ(formatCount(37'912U), QStringLiteral("37,912"));
    EXPECT_EQ(formatCount(-1'000), QStringLiteral("-1,000"));
    EXPECT_EQ(formatCount(std::numeric_limits<std::uint64_t>::max()),
        QStringLiteral("18,446,744,073,709,551,615"));
    EXPECT_EQ(formatCount(std::numeric_limits<std::int64_t>::min()),
        QStringLiteral("-9,223,372,036,854,775,808"));
}

TEST(Format, SharesArePercent)
{
    expectRows([](double share) { return formatPercent(share); },
        {{0, "0 %"},
            {0.37912, "37.9 %"},
            {0.0379, "3.79 %"},
            {0.00379, "0.38 %"},
            {0.9996, "100 %"},
            {1, "100 %"},
            {3.5, "350 %"}});
}

TEST(Format, ATinyShareIsNotShownAsNothing)
{
    EXPECT_EQ(formatPercent(1e-9), QStringLiteral("<0.01 %"));
    EXPECT_EQ(formatPercent(0.00005), QStringLiteral("0.01 %"));
}

TEST(Format, APlainNumberHasAllDigitsAndNothingElse)
{
    EXPECT_EQ(plainNumber(12'345'678), QStringLiteral("12345678"));
    EXPECT_EQ(plainNumber(0.123456789), QStringLiteral("0.123456789"));
    EXPECT_EQ(plainNumber(std::numeric_limits<double>::quiet_NaN()), QString());
}

TEST(Format, FactorsEndInAnX)
{
    expectRows([](double factor) { return formatFactor(factor); },
        {{1.94, "1.94x"}, {1, "1.00x"}, {0.31, "0.310x"}, {12.34, "12.3x"}, {1'234, "1,234x"}});
}

TEST(Format, ASentenceBeginsWithACapital)
{
    EXPECT_EQ(capitalised(QStringLiteral("layout Padded")), QStringLiteral("Layout Padded"));
    EXPECT_EQ(capitalised(QString()), QString());
}

TEST(Format, BytesAreInPowersOf1024)
{
    expectRows([](double bytes) { return formatBytes(bytes); },
        {{0, "0 B"},
            {512, "512 B"},
            {1'023, "1,023 B"},
            {1'024, "1.00 KiB"},
            {1'000 * 1024, "1,000 KiB"},
            {1.5 * 1024 * 1024, "1.50 MiB"},
            {1023.9 * 1024, "1.00 MiB"},
            {16.0 * 1024 * 1024 * 1024, "16.0 GiB"}});
}

// A point between groups would be read as one before decimals, and the form asks what is meant by
// it.
TEST(Format, WritesNumbersAsTheUsersLocaleDoes)
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    EXPECT_EQ(formatCount(1'234'567), QStringLiteral("1\u00a0234\u00a0567"));
    EXPECT_EQ(formatDuration(1.94e9), QStringLiteral("1,94 s"));
    EXPECT_EQ(formatPercent(0.00001), QStringLiteral("<0,01 %"));
    EXPECT_EQ(withoutZeros(formatDuration(2.5e9)), QStringLiteral("2,5 s"));
    EXPECT_EQ(plainNumber(1.5), QStringLiteral("1.5"));
    QLocale::setDefault(QLocale::c());
    EXPECT_EQ(formatCount(1'234'567), QStringLiteral("1,234,567"));
}

} // namespace
} // namespace interleave::ui
