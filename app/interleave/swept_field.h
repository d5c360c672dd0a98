// What a sweep goes through: a setting or a parameter of an experiment, and its values.
#pragma once

#include "core/model/experiment.h"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct SweptField
{
    const ValueSpec* spec = nullptr;
    bool isParameter = false; // of the workload
    std::vector<FieldValue> values{};
};

/// From "workers=1..8", "chunk=1..4096 in powers", "sync=none,lock", "increments=10,100": ranges of
/// whole numbers, by one or doubled, and single values. Otherwise what is wrong, in a sentence.
[[nodiscard]] tl::expected<SweptField, std::string> sweptFieldFromText(
    std::string_view text, const Experiment& experiment);

/// A value for each of the fields.
using Combination = std::vector<FieldValue>;

/// All of them, the last field's values next to each other.
[[nodiscard]] std::vector<Combination> combinationsOf(std::span<const SweptField> fields);

[[nodiscard]] Experiment withCombination(
    Experiment experiment, std::span<const SweptField> fields, const Combination& combination);

/// "workers 2, chunk 64".
[[nodiscard]] std::string nameOfCombination(
    std::span<const SweptField> fields, const Combination& combination);

} // namespace interleave
