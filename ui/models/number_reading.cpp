#include "ui/models/number_reading.h"

#include "ui/widgets/format.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace interleave::ui {

namespace {

// Three digits in each group, and no group of zeros before them. `rest` is what may follow.
bool isGrouped(const QString& typed, const QString& separators, const QString& rest = {})
{
    const auto separates = [&](QChar each) { return separators.contains(each); };
    if (std::ranges::none_of(typed, separates)) // most numbers; an expression is dear
        return false;
    const QRegularExpression grouped(QStringLiteral("^-?[1-9][0-9]{0,2}(?:[%1][0-9]{3})+%2$")
                                         .arg(QRegularExpression::escape(separators), rest));
    return grouped.match(typed).hasMatch();
}

QString digitsOf(const QString& grouped)
{
    QString digits;
    for (const QChar each : grouped) {
        if (each.isDigit() || each == QLatin1Char('-'))
            digits += each;
    }
    return digits;
}

std::optional<FieldValue> asNumber(const ValueSpec& spec, FieldValue value)
{
    if (std::holds_alternative<std::string>(value))
        return std::nullopt;
    const auto* whole = std::get_if<std::int64_t>(&value);
    if (whole != nullptr && spec.type == ValueType::Real)
        return static_cast<double>(*whole);
    return convertedFor(spec, std::move(value));
}

// As the command line reads it.
std::optional<FieldValue> plainReading(const ValueSpec& spec, const QString& typed)
{
    return asNumber(spec, valueFromText(spec, typed.toStdString()));
}

// What the user's own locale makes of it.
std::optional<FieldValue> localReading(
    const ValueSpec& spec, const QString& typed, const QLocale& locale)
{
    const QString separator = locale.groupSeparator();
    const QString fraction
        = QStringLiteral("(?:%1[0-9]*)?").arg(QRegularExpression::escape(locale.decimalPoint()));
    if (!separator.isEmpty() && typed.contains(separator) && !isGrouped(typed, separator, fraction))
        return std::nullopt;
    bool ok = false;
    const double number = locale.toDouble(typed, &ok);
    return ok ? asNumber(spec, number) : std::nullopt;
}

} // namespace

std::vector<FieldValue> readingsOf(
    const ValueSpec& spec, const QString& typed, const QLocale& locale)
{
    if (isGrouped(typed, QStringLiteral(" \u00a0\u2009\u202f'\u2019")))
        return {*plainReading(spec, digitsOf(typed))};
    const bool whole = spec.type == ValueType::Integer;
    std::vector<FieldValue> readings;
    const auto add = [&](const std::optional<FieldValue>& reading) {
        if (reading && std::ranges::find(readings, *reading) == readings.end())
            readings.push_back(*reading);
    };
    add(plainReading(spec, typed));
    if (whole && isGrouped(typed, QStringLiteral(",")))
        add(plainReading(spec, digitsOf(typed)));
    if (whole
        && isGrouped(
            typed, QStringLiteral("."))) // 10 in one half of the world, 10,000 in the other
        add(plainReading(spec, digitsOf(typed)));
    add(localReading(spec, typed, locale));
    return readings;
}

QString shownNumber(const FieldValue& number, const QLocale& locale)
{
    if (const auto* whole = std::get_if<std::int64_t>(&number))
        return formatCount(*whole, locale);
    if (const auto* real = std::get_if<double>(&number)) {
        QLocale plain = locale;
        plain.setNumberOptions(QLocale::OmitGroupSeparator);
        return plain.toString(*real, 'g', QLocale::FloatingPointShortest);
    }
    return QString::fromStdString(toText(number));
}

} // namespace interleave::ui
