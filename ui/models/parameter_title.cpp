#include "ui/models/parameter_title.h"

#include "ui/models/value_text.h"

#include <QStringList>

namespace interleave::ui {

namespace {

QString ofView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QString parameterTitle(const ValueSpec& spec)
{
    return ofView(spec.title);
}

QStringList titlesOfValues(const Experiment& experiment)
{
    const ValueSpec* spec = findParameter(experiment.workload, experiment.varyParam.name);
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
