#include "ui/widgets/format.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kMicrosecond = 1e3;
constexpr double kMillisecond = 1e6;
constexpr double kSecond = 1e9;

// Not a number, or infinite: a ratio to nothing, say.
QString noValue()
{
    return QStringLiteral("–");
}

bool commaBeginsDecimals(const QLocale& locale = {})
{
    return locale.decimalPoint() == QLatin1String(",");
}

QLocale grouped()
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    return locale;
}

// The number as it will be printed, so that 999.6 is known to become 1,000.
double roundTo(double number, int digits)
{
    if (number == 0)
        return 0;
    const double exponent = std::floor(std::log10(std::abs(number)));
    const double step = std::min(1.0, std::pow(10.0, exponent + 1 - digits));
    return std::round(number / step) * step;
}

// The decimals that leave `digits` significant digits, at most `most`.
int decimalsOf(double number, int digits, int most)
{
    const double rounded = std::abs(roundTo(number, digits));
    if (rounded == 0)
        return 0;
    // The small addition covers 0.1 * 10 = 0.999...
    const int exponent = static_cast<int>(std::floor(std::log10(rounded) + 1e-9));
    return std::clamp(digits - 1 - exponent, 0, most);
}

QString withDecimals(double number, int decimals)
{
    const double scale = std::pow(10.0, decimals);
    const bool zero = std::round(number * scale) == 0;
    return inUsersLocale(grouped().toString(zero ? 0.0 : number, 'f', decimals));
}

QString significant(double number, int digits, int mostDecimals = 6)
{
    return withDecimals(number, decimalsOf(number, digits, mostDecimals));
}

// "18.2 M", the symbol of the largest unit in which the rounded number is at least 1.
template <std::size_t Count>
QString scaled(
    double number, int digits, double step, const std::array<QStringView, Count>& symbols)
{
    std::size_t index = 0;
    double inUnit = number;
    while (index + 1 < Count && std::abs(roundTo(inUnit, digits)) >= step) {
        inUnit /= step;
        ++index;
    }
    return significant(inUnit, digits) % symbols[index];
}

QString twoDigits(std::int64_t number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

// From a minute on: "2 min 05 s", "1 h 02 min".
QString formatLongDuration(double seconds)
{
    const bool hours = std::round(seconds) >= 3600;
    const auto total = static_cast<std::int64_t>(std::round(hours ? seconds / 60 : seconds));
    const QString large = formatCount(total / 60);
    const QString small = twoDigits(total % 60);
    return hours ? large % QStringLiteral(" h ") % small % QStringLiteral(" min")
                 : large % QStringLiteral(" min ") % small % QStringLiteral(" s");
}

// Clocks count whole nanoseconds; only a mean of few of them deserves a decimal.
QString formatNanoseconds(double ns)
{
    const bool whole = std::abs(ns) >= 9.95 || ns == std::round(ns);
    return withDecimals(ns, whole ? 0 : 1) % QStringLiteral(" ns");
}

} // namespace

QString inUsersLocale(QString english, const QLocale& locale)
{
    if (!commaBeginsDecimals(locale))
        return english;
    // A list has a space behind its commas.
    static const QRegularExpression kBetweenGroups(QStringLiteral(",(?=\\d)"));
    return english.replace(kBetweenGroups, QString(QChar::Nbsp))
        .replace(QLatin1Char('.'), QLatin1Char(','));
}

Unit durationUnit(double ns)
{
    const double size = std::abs(ns);
    if (size >= kSecond)
        return {kSecond, QStringLiteral("s")};
    if (size >= kMillisecond)
        return {kMillisecond, QStringLiteral("ms")};
    if (size >= kMicrosecond)
        return {kMicrosecond, QStringLiteral("µs")};
    return {1, QStringLiteral("ns")};
}

QString formatDuration(double ns, int digits)
{
    if (!std::isfinite(ns))
        return noValue();
    if (ns < 0)
        return QLatin1Char('-') % formatDuration(-ns, digits);
    const double size = durationUnit(ns).size;
    const double rounded = roundTo(ns / size, digits) * size;
    if (rounded >= 60 * kSecond)
        return formatLongDuration(ns / kSecond);
    const Unit unit = durationUnit(rounded);
    if (unit.size == 1)
        return formatNanoseconds(ns);
    return significant(ns / unit.size, digits) % QLatin1Char(' ') % unit.symbol;
}

QString formatDuration(std::uint64_t ns, int digits)
{
    return formatDuration(static_cast<double>(ns), digits);
}

QString formatRate(double perSecond, int digits)
{
    constexpr std::array<QStringView, 5> kSymbols{u" /s", u" k/s", u" M/s", u" G/s", u" T/s"};
    return std::isfinite(perSecond) ? scaled(perSecond, digits, 1000, kSymbols) : noValue();
}

QString formatValue(double number)
{
    constexpr double kMostExact = 1e15;
    const bool whole = std::abs(number) < kMostExact && number == std::round(number);
    return whole ? formatCount(std::llround(number)) : formatNumber(number);
}

QString formatNumber(double number, int digits)
{
    return std::isfinite(number) ? significant(number, digits) : noValue();
}

QString plainNumber(double number)
{
    constexpr int kAllDigits = 12;
    return std::isfinite(number) ? QString::number(number, 'g', kAllDigits) : QString();
}

QString formatSignedCount(std::int64_t count, const QLocale& locale)
{
    return inUsersLocale(grouped().toString(static_cast<qlonglong>(count)), locale);
}

QString formatUnsignedCount(std::uint64_t count, const QLocale& locale)
{
    return inUsersLocale(grouped().toString(static_cast<qulonglong>(count)), locale);
}

QString formatPercent(double share, int digits)
{
    if (!std::isfinite(share))
        return noValue();
    const double percent = share * 100;
    if (percent > 0 && percent < 0.005)
        return QLatin1Char('<') % withDecimals(0.01, 2) % QStringLiteral(" %");
    return significant(percent, digits, 2) % QStringLiteral(" %");
}

QString withWholeNumbers(QString text)
{
    static const QRegularExpression kBeforeUnit(
        QStringLiteral("(?<=\\d) (?=(%|×|[nuµm]?s|min|h|[KMGT]i?B|B|[kMGT]?/s)(?!\\w))"));
    return text.replace(kBeforeUnit, QString(QChar::Nbsp));
}

QString withoutZeros(QString text)
{
    struct Decimals
    {
        explicit Decimals(const QString& point)
            : zeros(QStringLiteral("(%1\\d*?)0+(?!\\d)").arg(point))
            , alone(QStringLiteral("%1(?!\\d)").arg(point))
        {
        }
        QRegularExpression zeros;
        QRegularExpression alone; // which they leave
    };
    static const Decimals kPoint(QStringLiteral("\\."));
    static const Decimals kComma(QStringLiteral(","));
    const Decimals& decimals = commaBeginsDecimals() ? kComma : kPoint;
    return text.replace(decimals.zeros, QStringLiteral("\\1")).remove(decimals.alone);
}

QString capitalised(const QString& text)
{
    return text.left(1).toUpper() % text.mid(1);
}

QString formatFactor(double factor, int digits)
{
    return std::isfinite(factor) ? significant(factor, digits) % QLatin1Char('x') : noValue();
}

QString formatBytes(double bytes, int digits)
{
    constexpr std::array<QStringView, 5> kSymbols{u" B", u" KiB", u" MiB", u" GiB", u" TiB"};
    if (!std::isfinite(bytes))
        return noValue();
    if (std::abs(bytes) < 1024)
        return withDecimals(bytes, 0) % kSymbols[0];
    return scaled(bytes, digits, 1024, kSymbols);
}

} // namespace interleave::ui
