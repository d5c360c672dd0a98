#include "ui/lessons/answer_text.h"

#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct AnswerText
{
    Q_DECLARE_TR_FUNCTIONS(AnswerText)
};

constexpr double kNsPerS = 1e9;
constexpr double kPercent = 100;

std::string unitOf(const RunNumber& number)
{
    if (number.per)
        return "times";
    return number.term.quantity != nullptr ? std::string(number.term.quantity->unit)
                                           : std::string();
}

QString itemsText(const Question& question, const std::vector<std::size_t>& order)
{
    QString text;
    for (const std::size_t item : order) {
        const QString next = QString::fromStdString(question.items.at(item).text);
        text = text.isEmpty() ? next : AnswerText::tr("%1, then %2").arg(text, next);
    }
    return text;
}

QString rangeText(double from, double to, const std::string& unit)
{
    return AnswerText::tr("%1 to %2").arg(briefQuantity(from, unit), quantityText(to, unit));
}

// The least or the most of several.
QString ofOneTrial(const Measured& measured)
{
    const QString number = measuredText(measured);
    return measured.over == OverTrials::Least ? AnswerText::tr("%1 at least").arg(number)
                                              : AnswerText::tr("%1 at most").arg(number);
}

} // namespace

QString quantityText(double value, const std::string& unit)
{
    if (unit == "s")
        return formatDuration(value * kNsPerS);
    if (unit == "%")
        return formatPercent(value / kPercent);
    if (unit == "times")
        return AnswerText::tr("%1 times").arg(formatValue(value));
    if (unit.empty())
        return formatValue(value);
    return AnswerText::tr("%1 %2", "number and unit")
        .arg(formatValue(value), unitText(unit, value));
}

QString briefQuantity(double value, const std::string& unit)
{
    return unit == "s" || unit == "%" ? quantityText(value, unit) : formatValue(value);
}

QString measuredText(const Measured& measured)
{
    return quantityText(measured.value, measured.unit);
}

QString givenText(const Question& question, const Given& given)
{
    const std::string unit = unitOf(question.number);
    if (const auto* number = std::get_if<double>(&given))
        return quantityText(*number, unit);
    if (const auto* range = std::get_if<NumberRange>(&given))
        return rangeText(range->from, range->to, unit);
    if (const auto* option = std::get_if<std::size_t>(&given))
        return QString::fromStdString(question.options.at(*option).text);
    return itemsText(question, std::get<std::vector<std::size_t>>(given));
}

QString answerText(const Question& question, const Judged& judged)
{
    if (judged.agreement == Agreement::Undecided)
        return AnswerText::tr("nothing: %1").arg(coreWord(judged.doubt));
    if (judged.option)
        return QString::fromStdString(question.options.at(*judged.option).text);
    if (!judged.measured)
        return itemsText(question, judged.order);
    const Measured& measured = *judged.measured;
    if (measured.over != OverTrials::Median)
        return ofOneTrial(measured);
    if (measured.each.size() < 2)
        return AnswerText::tr("%1, in this one trial").arg(measuredText(measured));
    if (measured.lowest == measured.highest)
        return AnswerText::tr("%1, in all %2 trial(s)", nullptr, pluralOf(measured.each.size()))
            .arg(measuredText(measured), formatCount(measured.each.size()));
    return AnswerText::tr(
        "%1 in the middle of %2 trial(s), which gave %3", nullptr, pluralOf(measured.each.size()))
        .arg(measuredText(measured),
            formatCount(measured.each.size()),
            rangeText(measured.lowest, measured.highest, measured.unit));
}

QString askedUnit(const Question& question)
{
    const std::string unit = unitOf(question.number);
    return unit == "times" ? AnswerText::tr("times") : unitText(unit);
}

} // namespace interleave::ui
