// How a setting of an experiment is read and written as a FieldValue: by its type.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

template <auto Member>
FieldValue readNumber(const Experiment& experiment)
{
    return experiment.*Member;
}

template <auto Member>
void writeInteger(Experiment& experiment, const FieldValue& value)
{
    experiment.*Member = std::get<std::int64_t>(value);
}

template <auto Member>
FieldValue readOptional(const Experiment& experiment)
{
    const std::optional<std::int64_t>& number = experiment.*Member;
    return number ? FieldValue(*number) : FieldValue(std::string(kAutomatic));
}

template <auto Member>
void writeOptional(Experiment& experiment, const FieldValue& value)
{
    const auto* number = std::get_if<std::int64_t>(&value);
    experiment.*Member = number != nullptr ? std::optional(*number) : std::nullopt;
}

template <auto Member>
void writeFlag(Experiment& experiment, const FieldValue& value)
{
    experiment.*Member = std::get<bool>(value);
}

template <class Enum, Enum Experiment::*Member>
FieldValue readChoice(const Experiment& experiment)
{
    return std::string(nameOf(experiment.*Member));
}

template <class Enum, Enum Experiment::*Member>
void writeChoice(Experiment& experiment, const FieldValue& value)
{
    experiment.*Member = fromName<Enum>(std::get<std::string>(value)).value_or(experiment.*Member);
}

template <class Enum, Enum Experiment::*Member>
ExperimentField choiceField(std::string_view name,
    std::string_view title,
    std::string_view help,
    bool (*applies)(const Experiment&) = nullptr)
{
    return {
        .spec = {
            .name = name,
            .title = title,
            .unit = {},
            .help = help,
            .type = ValueType::Choice,
            .choices = choicesOf<Enum>(),
            .defaultValue = readChoice<Enum, Member>(Experiment{}),
        },
        .read = readChoice<Enum, Member>,
        .write = writeChoice<Enum, Member>,
        .applies = applies,
    };
}

} // namespace interleave
