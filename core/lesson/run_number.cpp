#include "core/lesson/run_number.h"

#include "core/analysis/statistics.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

std::string nameOfArm(const Experiment& experiment, const Arm& arm)
{
    if (!experiment.varyWorkers.empty())
        return std::to_string(arm.workers);
    if (arm.value && *arm.value < experiment.varyParam.values.size())
        return experiment.varyParam.values[*arm.value];
    return experiment.compare.empty() ? std::string() : std::string(nameOf(arm.sync));
}

Result<std::uint32_t, LessonError> findArm(const RunResult& result, const std::string& name)
{
    for (std::uint32_t arm = 0; arm < result.arms.size(); ++arm) {
        if (nameOfArm(result.experiment, result.arms[arm].arm) == name)
            return arm;
    }
    if (name.empty() && result.arms.size() <= 1)
        return 0U;
    return fail(LessonError::NoSuchArm, fmt::format("the run has no '{}' to compare", name));
}

std::optional<double> figureOf(const TrialResult& trial, const std::string& name)
{
    const auto& figures = trial.outcome.figures;
    const auto found = std::ranges::find(figures, name, &OutcomeFigure::name);
    return found == figures.end() ? std::nullopt : std::optional(found->value);
}

std::optional<double> valueOf(const Term& term, const TrialResult& trial)
{
    return term.quantity != nullptr ? term.quantity->of(trial) : figureOf(trial, term.figure);
}

std::string_view nameOf(const Term& term)
{
    return term.quantity != nullptr ? term.quantity->name : std::string_view(term.figure);
}

// Of the trials of its arm that were measured, in their order.
Result<std::vector<double>, LessonError> valuesOf(const Term& term, const RunResult& result)
{
    const auto arm = findArm(result, term.arm);
    if (!arm)
        return tl::unexpected(arm.error());
    std::vector<double> values;
    for (const TrialResult& trial : result.trials) {
        if (trial.arm != *arm || !trial.measured || trial.end == TrialEnd::Cancelled)
            continue;
        if (const auto value = valueOf(term, trial))
            values.push_back(*value);
    }
    if (values.empty())
        return fail(LessonError::NotMeasured,
            fmt::format("the run has no '{}': no trial of it was complete", nameOf(term)));
    return values;
}

double over(OverTrials which, std::vector<double> values)
{
    std::ranges::sort(values);
    switch (which) {
    case OverTrials::Least:
        return values.front();
    case OverTrials::Most:
        return values.back();
    case OverTrials::Median:
        break;
    }
    return quantile(values, 0.5);
}

Result<Measured, LessonError> measuredOf(const Term& term, const RunResult& result)
{
    return valuesOf(term, result).map([&](const std::vector<double>& values) {
        const auto [least, most] = std::ranges::minmax(values);
        return Measured{.value = over(term.over, values),
            .lowest = least,
            .highest = most,
            .each = values,
            .unit = std::string(term.quantity != nullptr ? term.quantity->unit : "")};
    });
}

// Those of a round met the same machine. What divides by 0 is left out: it has no ratio.
Result<Measured, LessonError> divided(const Measured& part, const Measured& by)
{
    Measured ratio{.unit = "times"};
    for (std::size_t i = 0; i < std::min(part.each.size(), by.each.size()); ++i) {
        if (by.each[i] != 0)
            ratio.each.push_back(part.each[i] / by.each[i]);
    }
    if (ratio.each.empty() || by.value == 0)
        return fail(LessonError::NotMeasured, "what it is to be divided by is 0 in this run");
    ratio.value = part.value / by.value;
    const auto [least, most] = std::ranges::minmax(ratio.each);
    ratio.lowest = std::min(least, ratio.value);
    ratio.highest = std::max(most, ratio.value);
    return ratio;
}

bool holds(double value, Relation relation, double number)
{
    switch (relation) {
    case Relation::Equal:
        return value == number;
    case Relation::Unequal:
        return value != number;
    case Relation::Less:
        return value < number;
    case Relation::AtMost:
        return value <= number;
    case Relation::Greater:
        return value > number;
    case Relation::AtLeast:
        return value >= number;
    }
    return false;
}

Result<void, LessonError> checkArm(const Term& term, const std::vector<std::string>& names)
{
    if (std::ranges::find(names, term.arm) != names.end())
        return {};
    if (term.arm.empty())
        return fail(LessonError::NoSuchArm,
            fmt::format("'{}' needs one of what is compared: {} of {}",
                nameOf(term),
                nameOf(term),
                names.front()));
    if (names.front().empty())
        return fail(LessonError::NoSuchArm,
            fmt::format("'of {}': the step's experiment compares nothing; leave it out", term.arm));
    return fail(LessonError::NoSuchArm,
        fmt::format("the experiment does not compare '{}'; use one of {}",
            term.arm,
            fmt::join(names, ", ")));
}

} // namespace

std::vector<std::string> armNames(const Experiment& experiment)
{
    std::vector<std::string> names;
    for (const std::int64_t workers : experiment.varyWorkers)
        names.push_back(std::to_string(workers));
    if (names.empty())
        names = experiment.varyParam.values;
    if (names.empty()) {
        for (const Primitive sync : experiment.compare)
            names.emplace_back(nameOf(sync));
    }
    return names.empty() ? std::vector<std::string>(1) : names;
}

Result<void, LessonError> checkArms(const RunNumber& number, const Experiment& experiment)
{
    const std::vector<std::string> names = armNames(experiment);
    const auto first = checkArm(number.term, names);
    return first && number.per ? checkArm(*number.per, names) : first;
}

Result<Measured, LessonError> measuredIn(const RunResult& result, const RunNumber& number)
{
    const auto part = measuredOf(number.term, result);
    if (!part || !number.per)
        return part;
    const auto by = measuredOf(*number.per, result);
    return by ? divided(*part, *by) : by;
}

Result<bool, LessonError> holdsIn(const RunResult& result, const RunCondition& condition)
{
    return measuredIn(result, condition.number).map([&](const Measured& measured) {
        return holds(measured.value, condition.relation, condition.than);
    });
}

} // namespace interleave
