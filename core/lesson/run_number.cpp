#include "core/lesson/run_number.h"

#include "core/analysis/statistics.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr const char* kTimes = "times";

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

struct InRound
{
    std::size_t round; // of its arm's trials, whether they were measured or not
    double value;
};

// Of the trials of its arm that were measured, in their order.
Result<std::vector<InRound>, LessonError> valuesOf(const Term& term, const RunResult& result)
{
    const auto arm = findArm(result, term.arm);
    if (!arm)
        return tl::unexpected(arm.error());
    std::vector<InRound> values;
    std::size_t round = 0;
    for (const TrialResult& trial : result.trials) {
        if (trial.arm != *arm)
            continue;
        const bool counts = trial.measured && trial.end != TrialEnd::Cancelled;
        if (const auto value = counts ? valueOf(term, trial) : std::nullopt)
            values.push_back({round, *value});
        ++round;
    }
    if (values.empty())
        return fail(LessonError::NotMeasured,
            fmt::format("the run has no '{}': no trial of it was measured", nameOf(term)));
    return values;
}

std::vector<double> withoutRounds(const std::vector<InRound>& values)
{
    std::vector<double> all;
    for (const InRound& each : values)
        all.push_back(each.value);
    return all;
}

// One of a few trials is that trial's, and no other's.
Measured summaryOf(OverTrials over, const std::vector<double>& each, std::string unit)
{
    std::vector<double> sorted = each;
    std::ranges::sort(sorted);
    Measured measured{.lowest = sorted.front(),
        .highest = sorted.back(),
        .each = each,
        .unit = std::move(unit),
        .over = over};
    measured.value = over == OverTrials::Least ? sorted.front()
        : over == OverTrials::Most             ? sorted.back()
                                               : quantile(sorted, 0.5);
    if (over != OverTrials::Median)
        measured.lowest = measured.highest = measured.value;
    return measured;
}

Result<Measured, LessonError> measuredOf(const Term& term, const RunResult& result)
{
    return valuesOf(term, result).map([&](const std::vector<InRound>& values) {
        return summaryOf(term.over,
            withoutRounds(values),
            std::string(term.quantity != nullptr ? term.quantity->unit : ""));
    });
}

tl::unexpected<Failure<LessonError>> dividedByNothing()
{
    return fail(LessonError::NotMeasured, "what it is to be divided by is 0 in this run");
}

// Those of a round met the same machine. What divides by 0 is left out: it has no ratio.
Result<Measured, LessonError> dividedByRound(
    const std::vector<InRound>& part, const std::vector<InRound>& by)
{
    std::vector<double> ratios;
    for (const InRound& each : part) {
        const auto other = std::ranges::find(by, each.round, &InRound::round);
        if (other != by.end() && other->value != 0)
            ratios.push_back(each.value / other->value);
    }
    if (ratios.empty())
        return dividedByNothing();
    return summaryOf(OverTrials::Median, ratios, kTimes);
}

Result<Measured, LessonError> divided(const Term& term, const Term& per, const RunResult& result)
{
    if (term.over == OverTrials::Median && per.over == OverTrials::Median) {
        return valuesOf(term, result).and_then([&](const std::vector<InRound>& part) {
            return valuesOf(per, result).and_then([&](const std::vector<InRound>& by) {
                return dividedByRound(part, by);
            });
        });
    }
    const auto part = measuredOf(term, result);
    const auto by = measuredOf(per, result);
    if (!part || !by)
        return part ? by : part;
    if (by->value == 0)
        return dividedByNothing();
    return summaryOf(term.over, {part->value / by->value}, kTimes);
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
    return number.per ? divided(number.term, *number.per, result) : measuredOf(number.term, result);
}

Result<bool, LessonError> holdsIn(const RunResult& result, const RunCondition& condition)
{
    return measuredIn(result, condition.number).map([&](const Measured& measured) {
        return holds(measured.value, condition.relation, condition.than);
    });
}

} // namespace interleave
