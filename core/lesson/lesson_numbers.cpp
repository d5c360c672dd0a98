#include "core/lesson/lesson.h"

#include <utility>

namespace interleave {

namespace {

struct Gap
{
    std::size_t begin; // of its brace
    std::size_t end; // behind the other one
    std::string number;
};

// A brace that has no end in its line is text.
std::optional<Gap> nextGap(const std::string& text, std::size_t from)
{
    for (std::size_t begin = text.find('{', from); begin != std::string::npos;
         begin = text.find('{', begin + 1)) {
        const std::size_t end = text.find_first_of("}\n", begin);
        if (end != std::string::npos && text[end] == '}')
            return Gap{begin, end + 1, text.substr(begin + 1, end - begin - 1)};
    }
    return std::nullopt;
}

} // namespace

std::string withNumbers(const std::string& text,
    const RunResult& result,
    const std::function<std::string(const Measured&)>& write)
{
    std::string told;
    std::size_t from = 0;
    while (const auto gap = nextGap(text, from)) {
        told.append(text, from, gap->begin - from);
        const auto measured = runNumberIn(gap->number).and_then([&](const RunNumber& number) {
            return measuredIn(result, number);
        });
        told += measured ? write(*measured) : "?";
        from = gap->end;
    }
    return told.append(text, from);
}

std::optional<PlaceProblem> findNumberProblem(const std::string& text, const Experiment& experiment)
{
    for (auto gap = nextGap(text, 0); gap; gap = nextGap(text, gap->end)) {
        const auto checked = runNumberIn(gap->number).and_then([&](const RunNumber& number) {
            return checkArms(number, experiment);
        });
        if (!checked)
            return PlaceProblem{gap->begin, checked.error().message};
    }
    return std::nullopt;
}

} // namespace interleave
