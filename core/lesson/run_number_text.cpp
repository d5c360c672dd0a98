#include "core/base/read_number.h"
#include "core/base/trimmed.h"
#include "core/lesson/run_number.h"
#include "core/model/nearest_name.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

// Takes the word from the front, where it stands there.
bool take(std::string_view& text, std::string_view word)
{
    if (!text.starts_with(word) || text.size() == word.size() || text[word.size()] != ' ')
        return false;
    text = trimmed(text.substr(word.size()));
    return true;
}

std::string unknownQuantity(std::string_view written)
{
    std::vector<std::string_view> names;
    for (const Quantity& quantity : quantities())
        names.push_back(quantity.name);
    return fmt::format("no run has '{}'{}; use one of {}, or figure NAME",
        written,
        didYouMean(written, names),
        fmt::join(names, ", "));
}

Result<Term, LessonError> termIn(std::string_view text)
{
    text = trimmed(text);
    Term term;
    if (take(text, "most"))
        term.over = OverTrials::Most;
    else if (take(text, "least"))
        term.over = OverTrials::Least;
    if (const std::size_t of = text.find(" of "); of != std::string_view::npos) {
        term.arm = trimmed(text.substr(of + 4));
        text = trimmed(text.substr(0, of));
    }
    if (take(text, "figure")) {
        term.figure = text;
        return term;
    }
    term.quantity = findQuantity(text);
    if (term.quantity == nullptr)
        return fail(LessonError::BadText, unknownQuantity(text));
    return term;
}

struct Sign
{
    std::string_view text;
    Relation relation;
};

// Those of two letters first.
constexpr auto kSigns = std::to_array<Sign>({
    {"!=", Relation::Unequal},
    {"<=", Relation::AtMost},
    {">=", Relation::AtLeast},
    {"=", Relation::Equal},
    {"<", Relation::Less},
    {">", Relation::Greater},
});

} // namespace

Result<RunNumber, LessonError> runNumberIn(std::string_view text)
{
    const std::size_t stroke = text.find(" / ");
    auto term = termIn(text.substr(0, stroke));
    if (!term)
        return tl::unexpected(std::move(term.error()));
    RunNumber number{*std::move(term)};
    if (stroke == std::string_view::npos)
        return number;
    auto per = termIn(text.substr(stroke + 3));
    if (!per)
        return tl::unexpected(std::move(per.error()));
    number.per = *std::move(per);
    return number;
}

Result<RunCondition, LessonError> runConditionIn(std::string_view text)
{
    for (const Sign& sign : kSigns) {
        const std::size_t place = text.find(sign.text);
        if (place == std::string_view::npos)
            continue;
        auto number = runNumberIn(text.substr(0, place));
        if (!number)
            return tl::unexpected(std::move(number.error()));
        const auto than = readNumber<double>(trimmed(text.substr(place + sign.text.size())));
        if (!than || !std::isfinite(*than))
            break;
        return RunCondition{*std::move(number), sign.relation, *than};
    }
    return fail(LessonError::BadText,
        fmt::format("'{}' is no condition; write it as in: most lost > 0", text));
}

} // namespace interleave
