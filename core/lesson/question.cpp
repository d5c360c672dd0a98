#include "core/lesson/question.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace interleave {

namespace {

Agreement agreementIf(bool agrees)
{
    return agrees ? Agreement::Agrees : Agreement::Differs;
}

Judged measuredFor(const Question& question, const RunResult& result)
{
    const auto measured = measuredIn(result, question.number);
    if (!measured)
        return {.doubt = measured.error().message};
    return {.agreement = Agreement::Differs, .measured = *measured};
}

double slack(const Tolerance& tolerance, double value)
{
    return std::max(tolerance.absolute, tolerance.share * std::abs(value));
}

bool isNear(double number, const Measured& measured, const Tolerance& tolerance)
{
    return number >= measured.lowest - slack(tolerance, measured.lowest)
        && number <= measured.highest + slack(tolerance, measured.highest);
}

Result<bool, LessonError> isRight(const Option& option, const RunResult& result)
{
    for (const RunCondition& condition : option.when) {
        const auto holds = holdsIn(result, condition);
        if (!holds || !*holds)
            return holds;
    }
    return true;
}

Judged choiceOf(const Question& question, const RunResult& result)
{
    Judged judged{.agreement = Agreement::Differs};
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        const auto right = isRight(question.options[i], result);
        if (!right)
            return {.doubt = right.error().message};
        if (!*right)
            continue;
        if (judged.option)
            return {.doubt = "more than one of the answers is true of this run"};
        judged.option = i;
    }
    if (!judged.option)
        return {.doubt = "none of the answers is true of this run"};
    return judged;
}

Result<std::vector<Measured>, LessonError> measuredItems(
    const Question& question, const RunResult& result)
{
    std::vector<Measured> all;
    for (const OrderedItem& item : question.items) {
        auto measured = measuredIn(result, item.number);
        if (!measured)
            return tl::unexpected(std::move(measured.error()));
        all.push_back(*std::move(measured));
    }
    return all;
}

std::vector<std::size_t> sorted(const std::vector<Measured>& items)
{
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t item) { return items[item].value; });
    return order;
}

bool fits(const std::vector<std::size_t>& order, const std::vector<Measured>& items)
{
    for (auto first = order.begin(); first != order.end(); ++first) {
        for (auto later = first; later != order.end(); ++later) {
            if (items.at(*later).highest < items.at(*first).lowest)
                return false;
        }
    }
    return order.size() == items.size();
}

Judged judgeOrder(
    const Question& question, const std::vector<std::size_t>* given, const RunResult& result)
{
    const auto items = measuredItems(question, result);
    if (!items)
        return {.doubt = items.error().message};
    return {.agreement = agreementIf(given != nullptr && fits(*given, *items)),
        .order = sorted(*items)};
}

} // namespace

Judged answerOf(const Question& question, const RunResult& result)
{
    switch (question.kind) {
    case AnswerKind::Number:
    case AnswerKind::Range:
        return measuredFor(question, result);
    case AnswerKind::Choice:
        return choiceOf(question, result);
    case AnswerKind::Order:
        return judgeOrder(question, nullptr, result);
    }
    return {};
}

Judged judge(const Question& question, const Given& given, const RunResult& result)
{
    if (const auto* order = std::get_if<std::vector<std::size_t>>(&given))
        return judgeOrder(question, order, result);
    Judged judged = answerOf(question, result);
    if (judged.agreement == Agreement::Undecided)
        return judged;
    if (const auto* option = std::get_if<std::size_t>(&given))
        judged.agreement = agreementIf(judged.option == *option);
    else if (const auto* number = std::get_if<double>(&given))
        judged.agreement = agreementIf(isNear(*number, *judged.measured, question.tolerance));
    else if (const auto* range = std::get_if<NumberRange>(&given))
        judged.agreement = agreementIf(
            range->from <= judged.measured->lowest && judged.measured->highest <= range->to);
    return judged;
}

} // namespace interleave
