#include "app/interleave/swept_field.h"

#include "core/base/comma_list.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace interleave {

namespace {

constexpr std::size_t kMostSweptValues = 10'000;
constexpr std::string_view kInPowers = " in powers";

using SweptValues = tl::expected<std::vector<FieldValue>, std::string>;

// What a sweep compares by itself, or cannot.
constexpr std::array<std::string_view, 7> kNotSwept{
    "workload", "compare", "vary_workers", "vary_param", "evidence", "probe", "trials"};

SweptValues rangeFrom(std::string_view text, std::size_t dots, bool inPowers)
{
    const auto first = readNumber<std::int64_t>(text.substr(0, dots));
    const auto last = readNumber<std::int64_t>(text.substr(dots + 2));
    if (!first || !last || *first > *last || (inPowers && *first < 1))
        return tl::unexpected(fmt::format(
            "'{}' is no range; write it as 1..8{}", shown(text), inPowers ? kInPowers : ""));
    std::vector<FieldValue> values{*first};
    std::int64_t value = *first;
    // What is beyond the last is never computed: it can be beyond all numbers.
    while (values.size() <= kMostSweptValues && (inPowers ? value <= *last / 2 : value < *last)) {
        value = inPowers ? 2 * value : value + 1;
        values.emplace_back(value);
    }
    return values;
}

SweptValues valuesFrom(std::string_view text, const ValueSpec& spec)
{
    const bool isNumber = spec.type == ValueType::Integer || spec.type == ValueType::Real;
    const bool inPowers = isNumber && text.ends_with(kInPowers);
    if (inPowers)
        text.remove_suffix(kInPowers.size());
    std::vector<FieldValue> values;
    for (const std::string_view part : partsOf(text)) {
        const std::size_t dots = isNumber ? part.find("..") : part.npos;
        if (dots != part.npos && dots > 0) {
            auto range = rangeFrom(part, dots, inPowers);
            if (!range)
                return range;
            values.insert(values.end(), range->begin(), range->end());
        } else {
            values.push_back(valueFromText(spec, part));
        }
    }
    return values;
}

struct SpecOfName
{
    const ValueSpec* spec = nullptr;
    bool isParameter = false;
};

SpecOfName specCalled(std::string name, const Experiment& experiment)
{
    std::ranges::replace(name, '-', '_');
    if (const ExperimentField* field = findField(name))
        return {&field->spec, false};
    constexpr std::string_view kParameters = "params.";
    const std::string_view own
        = name.starts_with(kParameters) ? std::string_view(name).substr(kParameters.size()) : name;
    return {findParameter(experiment.workload, own), true};
}

std::string unknownField(std::string_view name, const Experiment& experiment)
{
    std::string all;
    for (const ExperimentField& field : experimentFields()) {
        if (std::ranges::find(kNotSwept, field.spec.name) == kNotSwept.end())
            all += fmt::format("{}, ", field.spec.name);
    }
    for (const ValueSpec& spec : workloadInfo(experiment.workload).parameters)
        all += fmt::format("{}, ", spec.name);
    return fmt::format("option --vary: '{}' cannot be varied; use one of {}",
        shown(name),
        all.substr(0, all.size() - 2));
}

std::optional<std::string> problemOf(const std::vector<FieldValue>& values, const ValueSpec& spec)
{
    if (values.size() < 2)
        return "one value has nothing to be compared with; give two or more";
    if (values.size() > kMostSweptValues)
        return fmt::format("these are more than {} values; give fewer, or powers, as in 1..4096{}",
            kMostSweptValues,
            kInPowers);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (const auto problem = findProblem(spec, values[i]))
            return problem;
        if (std::find(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values[i])
            != values.begin() + static_cast<std::ptrdiff_t>(i))
            return fmt::format("{} is there twice", toText(values[i]));
    }
    return std::nullopt;
}

} // namespace

tl::expected<SweptField, std::string> sweptFieldFromText(
    std::string_view text, const Experiment& experiment)
{
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string_view name = text.substr(0, equals);
    const auto [spec, isParameter] = specCalled(std::string(name), experiment);
    if (spec == nullptr || std::ranges::find(kNotSwept, spec->name) != kNotSwept.end())
        return tl::unexpected(unknownField(name, experiment));
    const auto refused = [&](const std::string& why) {
        return tl::unexpected(fmt::format("option --vary '{}': {}", shown(text), why));
    };
    const auto values = valuesFrom(text.substr(std::min(equals + 1, text.size())), *spec);
    if (!values)
        return refused(values.error());
    if (const auto problem = problemOf(*values, *spec))
        return refused(*problem);
    return SweptField{.spec = spec, .isParameter = isParameter, .values = *values};
}

std::vector<Combination> combinationsOf(std::span<const SweptField> fields)
{
    std::vector<Combination> all{{}};
    for (const SweptField& field : fields) {
        std::vector<Combination> longer;
        for (const Combination& begin : all) {
            for (const FieldValue& value : field.values) {
                longer.push_back(begin);
                longer.back().push_back(value);
            }
        }
        all = std::move(longer);
    }
    return all;
}

Experiment withCombination(
    Experiment experiment, std::span<const SweptField> fields, const Combination& combination)
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& [spec, isParameter, values] = fields[i];
        if (isParameter)
            experiment.params.insert_or_assign(std::string(spec->name), combination[i]);
        else
            findField(spec->name)->write(experiment, combination[i]);
    }
    return experiment;
}

std::string nameOfCombination(std::span<const SweptField> fields, const Combination& combination)
{
    std::string name;
    for (std::size_t i = 0; i < fields.size(); ++i)
        name += fmt::format(
            "{}{} {}", name.empty() ? "" : ", ", fields[i].spec->name, toText(combination[i]));
    return name;
}

} // namespace interleave
