#include "ui/models/value_text.h"

#include "core/model/own_function.h"
#include "ui/models/core_sentence.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>

namespace interleave::ui {

namespace {

struct ValueText
{
    Q_DECLARE_TR_FUNCTIONS(ValueText)
};

// A number or a name, which may have a point.
QString figureText(const std::string& figure)
{
    const QString text = QString::fromStdString(figure);
    return corePattern(text).pattern == QLatin1String("{0}") ? inUsersLocale(text) : text;
}

QString codeText(const QString& code)
{
    const auto lines = code.trimmed().count(QLatin1Char('\n')) + 1;
    return ValueText::tr("of %1 line(s)", nullptr, pluralOf(lines)).arg(formatCount(lines));
}

} // namespace

QString coreWord(std::string_view word)
{
    return word.empty() ? QString()
                        : QCoreApplication::translate("core", std::string(word).c_str());
}

QString remarkText(const Remark& remark)
{
    QStringList sentences;
    for (const auto& [pattern, figures] : remark.sentences) {
        QStringList texts;
        for (const std::string& figure : figures)
            texts << figureText(figure);
        sentences << withFigures(coreWord(pattern), texts);
    }
    return sentences.join(QStringLiteral(". "));
}

QString unitText(std::string_view unit)
{
    return unit == "us" ? QStringLiteral("µs") : coreWord(unit);
}

QString unitText(std::string_view unit, double number)
{
    return unitText(number == 1 ? unitOfOne(unit) : unit);
}

QString valueText(const ValueSpec& spec, const FieldValue& value)
{
    if (spec.textProblem == findFunctionProblem)
        return codeText(QString::fromStdString(toText(value)));
    const auto choice = std::ranges::find(spec.choices, toText(value), &Choice::name);
    if (choice != spec.choices.end())
        return coreWord(choice->title).section(QStringLiteral(" ("), 0, 0);
    const auto* whole = std::get_if<std::int64_t>(&value);
    const QString text
        = whole != nullptr ? formatCount(*whole) : QString::fromStdString(toText(value));
    const double number = whole != nullptr ? static_cast<double>(*whole) : 0;
    return text.isEmpty() || spec.unit.empty()
        ? text
        : text % QLatin1Char(' ') % unitText(spec.unit, number);
}

QString settingText(const ValueSpec& spec, const FieldValue& value)
{
    const QString title = parameterTitle(spec);
    if (const bool* flag = std::get_if<bool>(&value))
        return *flag ? title : ValueText::tr("not: %1").arg(title);
    const QString text = valueText(spec, value);
    return text.isEmpty() ? QString() : title % QLatin1Char(' ') % text;
}

QString parameterTitle(const ValueSpec& spec)
{
    return coreWord(spec.title);
}

QStringList titlesOfValues(const Experiment& experiment)
{
    const ValueSpec* spec = variedSpec(experiment);
    QStringList titles;
    for (const std::string& value : experiment.varyParam.values)
        titles << (spec != nullptr ? valueText(*spec, value) : QString::fromStdString(value));
    return titles;
}

QString valuesText(const Experiment& experiment)
{
    return titlesOfValues(experiment).join(QStringLiteral(" | "));
}

} // namespace interleave::ui
