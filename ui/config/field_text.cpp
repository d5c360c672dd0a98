#include "ui/config/field_text.h"

#include "core/base/machine.h"
#include "core/model/filter_chain.h"
#include "core/model/image_parameters.h"
#include "core/model/pool_size.h"
#include "core/model/python_executor.h"
#include "core/model/varied_parameter.h"
#include "ui/models/number_reading.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

// The longest typed text that a problem repeats; the column of the form is narrow.
constexpr qsizetype kQuoted = 20;

struct FieldText
{
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

QString paragraph(const QString& text)
{
    return QStringLiteral("<p>") % text.toHtmlEscaped() % QStringLiteral("</p>");
}

QString shortened(const QString& typed)
{
    return typed.size() <= kQuoted ? typed : typed.left(kQuoted - 1) % QStringLiteral("…");
}

bool isNumber(const ValueSpec& spec)
{
    return spec.type == ValueType::Integer || spec.type == ValueType::Real;
}

// allowedText() in the numbers and words of the window: "1 to 1,024 workers, or auto".
QString allowedIn(const ValueSpec& spec)
{
    if (!isNumber(spec))
        return QString::fromStdString(allowedText(spec));
    const auto bound = [&](double number) {
        return spec.type == ValueType::Integer ? shownNumber(static_cast<std::int64_t>(number))
                                               : shownNumber(number);
    };
    QString text = FieldText::tr("%1 to %2").arg(bound(spec.minimum), bound(spec.maximum));
    if (!spec.unit.empty())
        text += QLatin1Char(' ') % unitText(spec.unit);
    return spec.automaticMeans.empty() ? text : FieldText::tr("%1, or auto").arg(text);
}

// What is wrong with a value that is not allowed.
QString complaint(const ValueSpec& spec, const FieldValue& value)
{
    const QString typed = shortened(QString::fromStdString(toText(value)));
    if (typed.isEmpty())
        return FieldText::tr("A value is missing");
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return FieldText::tr("%1 is not allowed").arg(shownNumber(*whole));
    if (isNumber(spec) && std::holds_alternative<std::string>(value))
        return FieldText::tr("“%1” is no number").arg(typed);
    const auto* real = std::get_if<double>(&value);
    if (spec.type == ValueType::Integer && real != nullptr && *real != std::trunc(*real))
        return FieldText::tr("%1 is no whole number").arg(typed);
    return FieldText::tr("%1 is not allowed").arg(typed);
}

// The number behind "auto" where it is known before the run is planned.
std::optional<std::int64_t> automaticNumber(const ValueSpec& spec, const Experiment& experiment)
{
    if (spec.name == "workers")
        return usableCores();
    if (spec.name != "tasks")
        return std::nullopt;
    return usualTasks(experiment);
}

const Choice* chosenOf(const ValueSpec& spec, const FieldValue& value)
{
    const std::string name = toText(value);
    const auto found = std::ranges::find(spec.choices, name, &Choice::name);
    const bool one = spec.type == ValueType::Choice && found != spec.choices.end();
    return one ? &*found : nullptr;
}

bool isList(const ValueSpec& spec)
{
    const bool several = !spec.choices.empty() || spec.maximum > spec.minimum
        || spec.textProblem == findVariedParameterProblem;
    return spec.type == ValueType::Text && several;
}

// What a chain of filters does; nothing where it is none.
QString filtersIn(const FieldValue& value)
{
    const auto chain = filterChainFromText(toText(value));
    if (!chain)
        return {};
    const QString text = QString::fromStdString(describeFilters(*chain));
    return chain->size() > 1
        ? text
        : FieldText::tr("%1. %2").arg(text, coreWord(choiceOf(chain->front().kind).help));
}

bool countsPictures(const ValueSpec& spec, const Experiment& experiment)
{
    return spec.name == "tasks" && experiment.workload == WorkloadKind::ImageFilter
        && (inStrips(experiment) || !parameter<std::string>(experiment, "input").empty());
}

} // namespace

QString titleOf(const ValueSpec& spec)
{
    QString title = coreWord(spec.title);
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

QString toolTipOf(const ValueSpec& spec, const FieldValue& value)
{
    QString text = paragraph(coreWord(spec.help));
    if (const Choice* choice = chosenOf(spec, value)) {
        text += QStringLiteral("<p><b>%1</b>: %2</p>")
                    .arg(coreWord(choice->title).toHtmlEscaped(),
                        coreWord(choice->help).toHtmlEscaped());
    }
    if (isNumber(spec))
        text += paragraph(FieldText::tr("Allowed: %1.").arg(allowedIn(spec)));
    return text;
}

QString shownDefault(const ValueSpec& spec)
{
    if (const Choice* choice = chosenOf(spec, spec.defaultValue))
        return coreWord(choice->title);
    return spec.type == ValueType::Flag ? QString() : shownNumber(spec.defaultValue);
}

std::optional<QString> problemOf(const ValueSpec& spec, const FieldValue& value)
{
    if (!findProblem(spec, value))
        return std::nullopt;
    if (isList(spec))
        return FieldText::tr("One alone has nothing to be compared with: choose another one too");
    if (const auto* text = std::get_if<std::string>(&value); text && spec.type == ValueType::Text)
        return QString::fromStdString(*spec.textProblem(*text));
    return FieldText::tr("%1; use %2").arg(complaint(spec, value), allowedIn(spec));
}

QString meaningOf(const ValueSpec& spec, const FieldValue& value, const Experiment& experiment)
{
    if (isList(spec)) // as long as the problem that may take its place
        return FieldText::tr(
            "Two or more are compared: each has its trials, by turns, in random order");
    if (spec.textProblem == findFilterChainProblem)
        return filtersIn(value);
    const Choice* choice = chosenOf(spec, value);
    if (spec.name == "sync" && choice != nullptr && choice->name == nameOf(Primitive::None)
        && isSerial(experiment.executor))
        return FieldText::tr("Nothing guards the shared state, and nothing needs to: one process "
                             "does one task after the other.");
    return choice != nullptr ? coreWord(choice->help) : automaticTextOf(spec, experiment);
}

QString automaticTextOf(const ValueSpec& spec, const Experiment& experiment)
{
    const bool inTheField = spec.type == ValueType::Folder || spec.type == ValueType::Text;
    if (spec.automaticMeans.empty() || inTheField)
        return {};
    if (countsPictures(spec, experiment))
        return inStrips(experiment) ? FieldText::tr("auto: all pictures, each as many tasks as it "
                                                    "has strips and steps")
                                    : FieldText::tr("auto: one per picture in the folder");
    const QString meaning = FieldText::tr("auto: %1").arg(coreWord(spec.automaticMeans));
    const auto number = automaticNumber(spec, experiment);
    return number ? meaning % QStringLiteral(" (") % shownNumber(*number) % QLatin1Char(')')
                  : meaning;
}

} // namespace interleave::ui
