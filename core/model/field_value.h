// One value that a user can set, and what is allowed for it. Fields of an experiment and parameters
// of a workload are described by the same ValueSpec; JSON, command line, form and documentation all
// read it.
#pragma once

#include "core/base/json_fwd.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace interleave {

/// Flag, integer, real, or text (a choice's name, a folder, "auto").
using FieldValue = std::variant<bool, std::int64_t, double, std::string>;

enum class ValueType { Flag, Integer, Real, Choice, Folder, Text };

/// The text that stands for "choose for me" where a ValueSpec has automaticMeans.
inline constexpr std::string_view kAutomatic = "auto";

struct Choice
{
    std::string_view name;
    std::string_view title;
    std::string_view help;
};

struct ValueSpec
{
    std::string_view name{}; // in JSON; on the command line with dashes for underscores
    std::string_view title{}; // in the form
    std::string_view unit{}; // empty where a bare number says it all
    std::string_view help{}; // what it means and what it costs: the form's tooltip
    ValueType type = ValueType::Integer;
    double minimum = 0; // Integer and Real
    double maximum = 0;
    std::span<const Choice> choices{};
    std::string_view textForm{}; // Text: what is allowed, in words
    std::optional<std::string> (*textProblem)(std::string_view)
        = nullptr; // Text: a sentence, or nothing
    std::string_view automaticMeans{}; // of "auto", of "" for a Folder or Text; empty: not allowed
    FieldValue defaultValue{};
};

/// The first problem of `value` under `spec` as "field 'workers': 0 is not allowed; use a whole
/// number from 1 to 1024 workers, or auto", or nothing.
[[nodiscard]] std::optional<std::string> findProblem(
    const ValueSpec& spec, const FieldValue& value);
/// The same of a value that stands under another name, "params.seats".
[[nodiscard]] std::optional<std::string> findProblem(
    const ValueSpec& spec, const FieldValue& value, std::string_view field);

/// What `spec` allows, as it stands in messages: "0 to 3600 s", "one of none, lock", "a folder".
[[nodiscard]] std::string allowedText(const ValueSpec& spec);

/// A JSON scalar as a FieldValue; nothing for null, arrays and objects. Integers that do not fit
/// become real.
[[nodiscard]] std::optional<FieldValue> valueFromJson(const Json& json);
[[nodiscard]] Json toJson(const FieldValue& value);

/// `value` as `spec` wants it: a whole real becomes an integer for an Integer, so that 1e6 tasks
/// are a million. Anything else stays as it is, for findProblem.
[[nodiscard]] FieldValue convertedFor(const ValueSpec& spec, FieldValue value);

/// A command-line word read as the type of `spec`; text that does not parse stays text, for
/// findProblem.
[[nodiscard]] FieldValue valueFromText(const ValueSpec& spec, std::string_view text);

/// As a user would write it: 0.5, 1000, lock, true.
[[nodiscard]] std::string toText(const FieldValue& value);

} // namespace interleave
