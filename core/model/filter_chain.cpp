#include "core/model/filter_chain.h"

#include "core/base/comma_list.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"
#include "core/model/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

using StepResult = tl::expected<FilterStep, std::string>;

constexpr std::string_view kBlanks = " \t";

struct Assignment
{
    std::string_view name;
    std::string_view value;
};

void skipBlanks(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

std::string_view takeUntil(std::string_view& text, std::string_view ends)
{
    const std::string_view taken = text.substr(0, text.find_first_of(ends));
    text.remove_prefix(taken.size());
    skipBlanks(text);
    return taken;
}

// "low=50 high = 150", of which one is taken; nothing where no = follows.
std::optional<Assignment> takeAssignment(std::string_view& text)
{
    Assignment taken{.name = takeUntil(text, " \t="), .value = {}};
    if (!text.starts_with('='))
        return std::nullopt;
    text.remove_prefix(1);
    skipBlanks(text);
    taken.value = takeUntil(text, kBlanks);
    return taken;
}

std::vector<std::string_view> namesOfFilters()
{
    std::vector<std::string_view> names;
    for (const Choice& choice : choicesOf<FilterKind>())
        names.push_back(choice.name);
    return names;
}

std::vector<std::string_view> namesOfParameters(const FilterInfo& info)
{
    std::vector<std::string_view> names;
    for (const ValueSpec& spec : info.parameters)
        names.push_back(spec.name);
    return names;
}

// What follows "step 2". A decimal comma ends a step.
std::string unknownFilter(std::string_view name)
{
    if (name.empty())
        return " is empty; name a filter between the commas";
    const bool number = name.find_first_not_of("0123456789") == std::string_view::npos;
    return fmt::format(": there is no filter '{}'{}{}; use one of {}",
        shown(name),
        didYouMean(name, namesOfFilters()),
        number ? " (decimals have a point, as in sigma=2.5)" : "",
        fmt::join(namesOfFilters(), ", "));
}

std::string unknownParameter(const FilterInfo& info, std::string_view name)
{
    const auto names = namesOfParameters(info);
    return fmt::format("there is no parameter '{}'{}; it has {}",
        shown(name),
        didYouMean(name, names),
        names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")));
}

std::string noAssignment(const FilterInfo& info, std::string_view word)
{
    if (info.parameters.empty())
        return fmt::format("'{}' is too much: it has no parameters", shown(word));
    const ValueSpec& last = info.parameters.back();
    return fmt::format("'{}' has no value; write name=value, as in {}={}",
        shown(word),
        last.name,
        toText(last.defaultValue));
}

// What allowed values are as numbers; nothing for "auto".
std::optional<double> numberOf(const FieldValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return readNumber<double>(toText(value));
}

// Gives back what is wrong with it.
std::optional<std::string> assign(
    FilterStep& step, const Assignment& assignment, std::vector<std::string_view>& given)
{
    const FilterInfo& info = filterInfo(step.kind);
    const auto spec = std::ranges::find(info.parameters, assignment.name, &ValueSpec::name);
    if (spec == info.parameters.end())
        return unknownParameter(info, assignment.name);
    if (std::ranges::count(given, spec->name) > 0)
        return fmt::format("{} is there twice; give it once", spec->name);
    given.push_back(spec->name);
    const FieldValue value = valueFromText(*spec, assignment.value);
    if (findProblem(*spec, value))
        return fmt::format("{} {} is not allowed; use {}",
            spec->name,
            assignment.value.empty() ? "''" : shown(assignment.value),
            allowedText(*spec));
    step.values.at(static_cast<std::size_t>(spec - info.parameters.begin())) = numberOf(value);
    return std::nullopt;
}

void fillIn(FilterStep& step)
{
    const FilterInfo& info = filterInfo(step.kind);
    const auto isGiven = [](const auto& value) { return value.has_value(); };
    if (info.alternatives && std::ranges::any_of(step.values, isGiven))
        return;
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
        if (!step.values.at(i))
            step.values.at(i) = numberOf(info.parameters[i].defaultValue);
    }
}

StepResult stepFromText(std::string_view text)
{
    const std::string_view name = takeUntil(text, kBlanks);
    const auto kind = fromName<FilterKind>(name);
    if (!kind)
        return tl::unexpected(unknownFilter(name));
    FilterStep step{.kind = *kind};
    const auto wrong = [&](const std::string& what) {
        return tl::unexpected(fmt::format(", '{}': {}", name, what));
    };
    std::vector<std::string_view> given;
    while (!text.empty()) {
        const std::string_view word = text;
        const auto assignment = takeAssignment(text);
        if (!assignment)
            return wrong(
                noAssignment(filterInfo(*kind), word.substr(0, word.find_first_of(kBlanks))));
        if (const auto problem = assign(step, *assignment, given))
            return wrong(*problem);
    }
    fillIn(step);
    const auto findTogether = filterInfo(*kind).problem;
    if (const auto problem = findTogether ? findTogether(step) : std::nullopt)
        return wrong(*problem);
    return step;
}

std::string titledValue(const ValueSpec& spec, double value)
{
    return fmt::format("{} {}{}{}", spec.title, value, spec.unit.empty() ? "" : " ", spec.unit);
}

// "Gaussian blur (sigma 3 px)"
std::string describeFilter(const FilterStep& step)
{
    std::string values;
    const FilterInfo& info = filterInfo(step.kind);
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
        if (step.values.at(i))
            values += fmt::format("{}{}",
                values.empty() ? "" : ", ",
                titledValue(info.parameters[i], *step.values.at(i)));
    }
    const std::string_view title = choiceOf(step.kind).title;
    return values.empty() ? std::string(title) : fmt::format("{} ({})", title, values);
}

} // namespace

tl::expected<FilterChain, std::string> filterChainFromText(std::string_view text)
{
    const auto parts = partsOf(text);
    if (parts.empty())
        return tl::unexpected(
            fmt::format("no filter is named; use one of {}, or several with commas between them",
                fmt::join(namesOfFilters(), ", ")));
    if (parts.size() > kMaxFilters)
        return tl::unexpected(
            fmt::format("{} filters are too many; use at most {}", parts.size(), kMaxFilters));
    FilterChain chain;
    for (const std::string_view part : parts) {
        auto step = stepFromText(part);
        if (!step)
            return tl::unexpected(fmt::format("step {}{}", chain.size() + 1, step.error()));
        chain.push_back(*step);
    }
    return chain;
}

std::string toText(const FilterChain& chain)
{
    std::string text;
    for (const FilterStep& step : chain) {
        text += fmt::format("{}{}", text.empty() ? "" : ", ", nameOf(step.kind));
        const auto parameters = filterInfo(step.kind).parameters;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (step.values.at(i))
                text += fmt::format(" {}={}", parameters[i].name, *step.values.at(i));
        }
    }
    return text;
}

std::optional<std::string> findFilterChainProblem(std::string_view text)
{
    const auto chain = filterChainFromText(text);
    return chain ? std::nullopt : std::optional(chain.error());
}

std::string describeFilters(const FilterChain& chain)
{
    std::string text;
    for (const FilterStep& step : chain)
        text += fmt::format("{}{}", text.empty() ? "" : ", then ", describeFilter(step));
    return text;
}

} // namespace interleave
