// The one formatter for all numbers that the window shows: each with its unit and only the digits
// that it deserves, three significant ones unless the number is whole: "37,912" and "1.94" as the
// tutorials have them, or "37 912" and "1,94" where the user's locale has a decimal comma; groups
// by a space then, as in the form, because a point would be read in two ways. What is not a number
// gives "–".
#pragma once

#include <QLocale>
#include <QString>

#include <concepts>
#include <cstdint>
#include <utility>

namespace interleave::ui {

/// Numbers as core writes them, "37,912" or "17, 18" or "0.97", as the window does.
[[nodiscard]] QString inUsersLocale(QString english, const QLocale& locale = {});

/// A unit to print in: value / size is what stands before the symbol.
struct Unit
{
    double size;
    QString symbol;
};

/// The largest of ns, µs, ms and s in which a duration is at least 1: one unit for a whole axis.
[[nodiscard]] Unit durationUnit(double ns);

/// "72 ns", "18.2 µs", "41.2 ms", "1.94 s", "2 min 05 s", "1 h 02 min".
[[nodiscard]] QString formatDuration(double ns, int digits = 3);
[[nodiscard]] QString formatDuration(std::uint64_t ns, int digits = 3);

/// "2.40 M/s", "950 /s".
[[nodiscard]] QString formatRate(double perSecond, int digits = 3);

/// A measured number without a unit: "1.94", "18.2", "37,912". Whole digits are never rounded away.
[[nodiscard]] QString formatNumber(double number, int digits = 3);

/// A number that is counted or measured: "3", "2.50".
[[nodiscard]] QString formatValue(double number);

/// For another program: all digits and no separators; nothing for what is not a number.
[[nodiscard]] QString plainNumber(double number);

/// A counted number: "37,912".
[[nodiscard]] QString formatCount(std::integral auto count, const QLocale& locale = {});
[[nodiscard]] QString formatSignedCount(std::int64_t count, const QLocale& locale = {});
[[nodiscard]] QString formatUnsignedCount(std::uint64_t count, const QLocale& locale = {});

/// Which form a text with this count takes, as the third argument of tr():
/// tr("%1 trial(s)", nullptr, pluralOf(count)).arg(formatCount(count)), and "1 trial", "2 trials"
/// are in resources/translations.
[[nodiscard]] constexpr int pluralOf(std::integral auto count)
{
    // A count may be larger than Qt's int; in every language its last digits decide.
    constexpr int kRound = 1'000'000'000;
    return std::cmp_less(count, kRound) ? static_cast<int>(count)
                                        : kRound + static_cast<int>(count % kRound);
}

/// A share from 0 to 1: "37.9 %". More than nothing never reads "0 %" but "<0.01 %".
[[nodiscard]] QString formatPercent(double share, int digits = 3);

/// A text as a sentence begins: "Layout padded" for "layout padded".
[[nodiscard]] QString capitalised(const QString& text);

/// With spaces that do not break between numbers and their units, for a text in lines.
[[nodiscard]] QString withWholeNumbers(QString text);

/// "2.5 s" for "2.50 s": at the ticks of an axis, whose numbers are round.
[[nodiscard]] QString withoutZeros(QString text);

/// "1.94x".
[[nodiscard]] QString formatFactor(double factor, int digits = 3);

/// "512 B", "1.46 GiB".
[[nodiscard]] QString formatBytes(double bytes, int digits = 3);

[[nodiscard]] QString formatCount(std::integral auto count, const QLocale& locale)
{
    if constexpr (std::signed_integral<decltype(count)>)
        return formatSignedCount(count, locale);
    else
        return formatUnsignedCount(count, locale);
}

} // namespace interleave::ui
