#include "core/model/field_value.h"

#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"

#include <fmt/format.h>

#include <cmath>

namespace interleave {

namespace {

constexpr std::size_t kMaxPathBytes
    = 4'096; // the system's; more could be written, but not read back

// Empty, rather than "auto", where any text could be meant.
bool hasOwnText(const ValueSpec& spec)
{
    return spec.type == ValueType::Folder || spec.type == ValueType::Text;
}

bool isAutomatic(const ValueSpec& spec, const FieldValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (spec.automaticMeans.empty() || text == nullptr)
        return false;
    return hasOwnText(spec) ? text->empty() : *text == kAutomatic;
}

bool inRange(const ValueSpec& spec, double number)
{
    return std::isfinite(number) && number >= spec.minimum && number <= spec.maximum;
}

bool isChoice(const ValueSpec& spec, std::string_view name)
{
    return std::any_of(spec.choices.begin(), spec.choices.end(), [&](const Choice& choice) {
        return choice.name == name;
    });
}

bool isAllowed(const ValueSpec& spec, const FieldValue& value)
{
    if (isAutomatic(spec, value))
        return true;
    switch (spec.type) {
    case ValueType::Flag:
        return std::holds_alternative<bool>(value);
    case ValueType::Integer: {
        const auto* number = std::get_if<std::int64_t>(&value);
        return number != nullptr && inRange(spec, static_cast<double>(*number));
    }
    case ValueType::Real: {
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            return inRange(spec, static_cast<double>(*whole));
        const auto* number = std::get_if<double>(&value);
        return number != nullptr && inRange(spec, *number);
    }
    case ValueType::Choice: {
        const auto* name = std::get_if<std::string>(&value);
        return name != nullptr && isChoice(spec, *name);
    }
    case ValueType::Folder: {
        const auto* path = std::get_if<std::string>(&value);
        return path != nullptr && !path->empty() && path->size() < kMaxPathBytes
            && path->find('\0') == std::string::npos;
    }
    case ValueType::Text: {
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr && !spec.textProblem(*text);
    }
    }
    return false;
}

std::string withUnit(const ValueSpec& spec, std::string text)
{
    return spec.unit.empty() ? text : fmt::format("{} {}", text, spec.unit);
}

std::string choiceNames(const ValueSpec& spec)
{
    std::string names;
    for (const Choice& choice : spec.choices)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", choice.name);
    return names;
}

} // namespace

std::string allowedText(const ValueSpec& spec)
{
    std::string text;
    switch (spec.type) {
    case ValueType::Flag:
        text = "true or false";
        break;
    case ValueType::Integer:
        text = withUnit(
            spec, fmt::format("a whole number from {:.0f} to {:.0f}", spec.minimum, spec.maximum));
        break;
    case ValueType::Real:
        text = withUnit(spec, fmt::format("{} to {}", spec.minimum, spec.maximum));
        break;
    case ValueType::Choice:
        text = spec.choices.size() == 1 ? choiceNames(spec) : "one of " + choiceNames(spec);
        break;
    case ValueType::Folder:
        text = spec.textForm.empty() ? "a folder" : spec.textForm;
        break;
    case ValueType::Text:
        text = spec.textForm;
        break;
    }
    if (!spec.automaticMeans.empty() && !hasOwnText(spec))
        text += fmt::format(", or {}", kAutomatic);
    return text;
}

std::optional<std::string> findProblem(const ValueSpec& spec, const FieldValue& value)
{
    return findProblem(spec, value, spec.name);
}

std::optional<std::string> findProblem(
    const ValueSpec& spec, const FieldValue& value, std::string_view field)
{
    if (isAllowed(spec, value))
        return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&value); text && spec.type == ValueType::Text)
        return fmt::format("field '{}': {}", field, *spec.textProblem(*text));
    const bool quoted = std::holds_alternative<std::string>(value);
    return fmt::format("field '{0}': {1}{2}{1} is not allowed; use {3}",
        field,
        quoted ? "'" : "",
        shown(toText(value)),
        allowedText(spec));
}

std::optional<FieldValue> valueFromJson(const Json& json)
{
    if (json.is_boolean())
        return FieldValue(json.get<bool>());
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)
        return FieldValue(json.get<double>());
    if (json.is_number_integer())
        return FieldValue(json.get<std::int64_t>());
    if (json.is_number())
        return FieldValue(json.get<double>());
    if (json.is_string())
        return FieldValue(json.get<std::string>());
    return std::nullopt;
}

Json toJson(const FieldValue& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

FieldValue convertedFor(const ValueSpec& spec, FieldValue value)
{
    constexpr double exactLimit = 0x1p53; // integers beyond have gaps as doubles
    const auto* real = std::get_if<double>(&value);
    const bool whole
        = real != nullptr && std::abs(*real) <= exactLimit && std::trunc(*real) == *real;
    return spec.type == ValueType::Integer && whole ? static_cast<std::int64_t>(*real)
                                                    : std::move(value);
}

FieldValue valueFromText(const ValueSpec& spec, std::string_view text)
{
    if (spec.type == ValueType::Flag && (text == "true" || text == "false"))
        return text == "true";
    if (spec.type == ValueType::Integer || spec.type == ValueType::Real) {
        if (const auto whole = readNumber<std::int64_t>(text))
            return *whole;
        if (const auto real = readNumber<double>(text))
            return convertedFor(spec, *real);
    }
    return std::string(text);
}

std::string toText(const FieldValue& value)
{
    return std::visit([](const auto& held) { return fmt::format("{}", held); }, value);
}

} // namespace interleave
