#include "core/base/read_number.h"
#include "core/base/trimmed.h"
#include "core/lesson/measure.h"
#include "core/model/nearest_name.h"

#include <fmt/format.h>

#include <array>
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
    Comparison comparison;
};

// Those of two letters first.
constexpr auto kSigns = std::to_array<Sign>({
    {"!=", Comparison::Unequal},
    {"<=", Comparison::AtMost},
    {">=", Comparison::AtLeast},
    {"=", Comparison::Equal},
    {"<", Comparison::Less},
    {">", Comparison::Greater},
});

} // namespace

Result<Measure, LessonError> measureIn(std::string_view text)
{
    const std::size_t stroke = text.find(" / ");
    auto term = termIn(text.substr(0, stroke));
    if (!term)
        return tl::unexpected(std::move(term.error()));
    Measure measure{*std::move(term)};
    if (stroke == std::string_view::npos)
        return measure;
    auto per = termIn(text.substr(stroke + 3));
    if (!per)
        return tl::unexpected(std::move(per.error()));
    measure.per = *std::move(per);
    return measure;
}

Result<Condition, LessonError> conditionIn(std::string_view text)
{
    for (const Sign& sign : kSigns) {
        const std::size_t place = text.find(sign.text);
        if (place == std::string_view::npos)
            continue;
        auto measure = measureIn(text.substr(0, place));
        if (!measure)
            return tl::unexpected(std::move(measure.error()));
        const auto number = readNumber<double>(trimmed(text.substr(place + sign.text.size())));
        if (!number)
            break;
        return Condition{*std::move(measure), sign.comparison, *number};
    }
    return fail(LessonError::BadText,
        fmt::format("'{}' is no condition; write it as in: most lost > 0", text));
}

} // namespace interleave
