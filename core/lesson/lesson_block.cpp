#include "core/lesson/lesson_block.h"

#include "core/base/printable.h"
#include "core/base/read_number.h"
#include "core/base/trimmed.h"
#include "core/model/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace interleave {

namespace {

void refuseUnknown(
    std::span<const BlockLine> lines, std::span<const std::string_view> keys, LessonProblems& out)
{
    for (const BlockLine& line : lines) {
        if (std::ranges::find(keys, line.key) == keys.end())
            out.push_back({line.line,
                fmt::format("there is no field {}{}; use {}",
                    shown(line.key),
                    didYouMean(line.key, keys),
                    fmt::join(keys, ", "))});
    }
}

// Choices and items may be many; whatever else is there twice is a slip.
void refuseTwice(std::span<const BlockLine> lines, LessonProblems& out)
{
    std::set<std::string> seen;
    for (const BlockLine& line : lines) {
        if (line.key != "choice" && line.key != "order" && !seen.insert(line.key).second)
            out.push_back({line.line,
                fmt::format("the field '{}' is there twice; keep one of them", line.key)});
    }
}

const BlockLine* find(std::span<const BlockLine> lines, std::string_view key)
{
    const auto found = std::ranges::find(lines, key, &BlockLine::key);
    return found == lines.end() ? nullptr : &*found;
}

std::string textOf(
    std::span<const BlockLine> lines, std::string_view key, std::size_t begins, LessonProblems& out)
{
    const BlockLine* line = find(lines, key);
    if (line != nullptr && !line->value.empty())
        return line->value;
    out.push_back({line != nullptr ? line->line : begins,
        fmt::format("'{}' is missing; write {}: and the text behind it", key, key)});
    return {};
}

// "10 %" of the value, or so much.
Tolerance toleranceOf(const BlockLine& line, LessonProblems& out)
{
    constexpr double kPercent = 100;
    std::string_view text = line.value;
    const bool isShare = text.ends_with('%');
    if (isShare)
        text = trimmed(text.substr(0, text.size() - 1));
    const auto number = readNumber<double>(text);
    if (!number || !std::isfinite(*number) || *number < 0) {
        out.push_back({line.line,
            fmt::format("'{}' is no tolerance; write it as in: tolerance: 10 %, or: tolerance: 5",
                line.value)});
        return {};
    }
    return isShare ? Tolerance{.share = *number / kPercent} : Tolerance{.absolute = *number};
}

RunNumber runNumberOf(const BlockLine& line, std::string_view text, LessonProblems& out)
{
    auto number = runNumberIn(text);
    if (number)
        return *std::move(number);
    out.push_back({line.line, std::move(number.error().message)});
    return {};
}

struct Halves
{
    std::string_view text;
    std::string_view rule;
};

// The text may have strokes of its own: the last one counts.
std::optional<Halves> halvesOf(const BlockLine& line, std::string_view example, LessonProblems& out)
{
    const std::string_view value = line.value;
    const std::size_t stroke = value.rfind('|');
    if (stroke != std::string_view::npos) {
        const Halves halves{trimmed(value.substr(0, stroke)), trimmed(value.substr(stroke + 1))};
        if (!halves.text.empty() && !halves.rule.empty())
            return halves;
    }
    out.push_back({line.line,
        fmt::format("say behind a '|' what the run must show for it, as in: {}", example)});
    return std::nullopt;
}

std::vector<RunCondition> runConditionsIn(
    const BlockLine& line, std::string_view rule, LessonProblems& out)
{
    constexpr std::string_view kAnd = " and ";
    std::vector<RunCondition> conditions;
    for (std::size_t from = 0; from <= rule.size();) {
        const std::size_t end = std::min(rule.find(kAnd, from), rule.size());
        auto condition = runConditionIn(trimmed(rule.substr(from, end - from)));
        if (condition)
            conditions.push_back(*std::move(condition));
        else
            out.push_back({line.line, std::move(condition.error().message)});
        from = end + kAnd.size();
    }
    return conditions;
}

void addOption(Question& question, const BlockLine& line, LessonProblems& out)
{
    if (const auto halves = halvesOf(line, "choice: Some are lost | most lost > 0", out))
        question.options.push_back(
            {std::string(halves->text), runConditionsIn(line, halves->rule, out)});
}

void addItem(Question& question, const BlockLine& line, LessonProblems& out)
{
    if (const auto halves = halvesOf(line, "order: with a lock | wall of lock", out))
        question.items.push_back({std::string(halves->text), runNumberOf(line, halves->rule, out)});
}

void takeAnswer(Question& question, const BlockLine& line, LessonProblems& out)
{
    if (line.key == "number" || line.key == "range") {
        question.kind = line.key == "number" ? AnswerKind::Number : AnswerKind::Range;
        question.number = runNumberOf(line, line.value, out);
    } else if (line.key == "choice") {
        question.kind = AnswerKind::Choice;
        addOption(question, line, out);
    } else if (line.key == "order") {
        question.kind = AnswerKind::Order;
        addItem(question, line, out);
    } else if (line.key == "tolerance") {
        question.tolerance = toleranceOf(line, out);
    }
}

// One of number, range, choices or items.
void checkKinds(std::span<const BlockLine> lines, std::size_t begins, LessonProblems& out)
{
    std::set<std::string> kinds;
    for (const BlockLine& line : lines) {
        if (line.key == "number" || line.key == "range" || line.key == "choice"
            || line.key == "order")
            kinds.insert(line.key);
    }
    if (kinds.size() != 1)
        out.push_back({begins,
            kinds.empty() ? "what is asked for is missing; write number:, range:, or a choice: or "
                            "order: for each answer"
                          : fmt::format("one question has one kind of answer, not {}; keep one",
                              fmt::join(kinds, " and "))});
    const auto many = [&](std::string_view key) {
        return std::ranges::count(lines, key, &BlockLine::key) == 1;
    };
    for (const std::string_view key : {"choice", "order"}) {
        if (many(key))
            out.push_back({begins, fmt::format("one {} leaves nothing to say; give two", key)});
    }
}

void checkNumber(
    const RunNumber& number, const Experiment& experiment, std::size_t begins, LessonProblems& out)
{
    if (number.term.quantity == nullptr && number.term.figure.empty())
        return; // it could not be read
    if (const auto checked = checkArms(number, experiment); !checked)
        out.push_back({begins, checked.error().message});
}

} // namespace

std::vector<BlockLine> blockLinesIn(std::string_view text, std::size_t line, LessonProblems& out)
{
    std::vector<BlockLine> lines;
    for (std::size_t from = 0; from < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        const std::string_view whole = trimmed(text.substr(from, end - from));
        from = end + 1;
        if (whole.empty() || whole.starts_with('#'))
            continue;
        const std::size_t colon = whole.find(':');
        if (colon == std::string_view::npos)
            out.push_back({line,
                fmt::format("{} is no field; write a name, a colon and a value, as in: ask: How "
                            "many are lost?",
                    shown(whole))});
        else
            lines.push_back({line,
                std::string(trimmed(whole.substr(0, colon))),
                std::string(trimmed(whole.substr(colon + 1)))});
    }
    return lines;
}

FrontMatter frontMatterIn(std::span<const BlockLine> lines, std::size_t begins, LessonProblems& out)
{
    constexpr std::array<std::string_view, 3> kKeys{"title", "about", "minutes"};
    refuseUnknown(lines, kKeys, out);
    refuseTwice(lines, out);
    FrontMatter front{
        .title = textOf(lines, "title", begins, out), .about = textOf(lines, "about", begins, out)};
    if (const BlockLine* line = find(lines, "minutes")) {
        front.minutes = readNumber<std::int64_t>(line->value).value_or(0);
        if (front.minutes <= 0)
            out.push_back({line->line,
                fmt::format("'{}' is no number of minutes; write one such as 10", line->value)});
    }
    return front;
}

Question questionIn(
    std::span<const BlockLine> lines, std::size_t begins, std::string* view, LessonProblems& out)
{
    std::vector<std::string_view> keys{"ask", "number", "range", "choice", "order", "tolerance"};
    if (view != nullptr)
        keys.emplace_back("view");
    refuseUnknown(lines, keys, out);
    refuseTwice(lines, out);
    checkKinds(lines, begins, out);
    Question question{.ask = textOf(lines, "ask", begins, out)};
    for (const BlockLine& line : lines)
        takeAnswer(question, line, out);
    if (const BlockLine* line = find(lines, "view"); line != nullptr && view != nullptr)
        *view = line->value;
    return question;
}

void checkQuestion(
    const Question& question, const Experiment& experiment, std::size_t begins, LessonProblems& out)
{
    checkNumber(question.number, experiment, begins, out);
    for (const Option& option : question.options) {
        for (const RunCondition& condition : option.when)
            checkNumber(condition.number, experiment, begins, out);
    }
    for (const OrderedItem& item : question.items)
        checkNumber(item.number, experiment, begins, out);
}

} // namespace interleave
