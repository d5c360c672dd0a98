#include "core/model/own_function.h"

#include "core/base/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace interleave {

namespace {

constexpr std::string_view kSuggested = "def task(n):\n    return n * n\n";

const std::array kParameters{
    ValueSpec{
        .name = "code",
        .title = "function",
        .help
        = "Python code that defines task(n), which gets the number of the task (0, 1, 2, ...) and "
          "returns its result. What stands beside it runs before the first task, as in a module.",
        .type = ValueType::Text,
        .textForm = "Python code that defines task(n)",
        .textProblem = findFunctionProblem,
        .defaultValue = std::string(kSuggested),
    },
};

// An editor makes others of them.
bool hasOddBlanks(std::string_view code)
{
    constexpr std::array<std::string_view, 4> kOdd{
        "\xc2\xa0", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    return std::ranges::any_of(
        kOdd, [&](std::string_view blank) { return code.find(blank) != code.npos; });
}

} // namespace

std::span<const ValueSpec> ownFunctionParameters()
{
    return kParameters;
}

std::optional<std::string> findFunctionProblem(std::string_view code)
{
    if (code.find("task") == code.npos)
        return "it defines no function task; write def task(n): and what it returns";
    if (code.size() > kMostFunctionBytes)
        return fmt::format("it has {} bytes; use {} at most, and import what is longer",
            code.size(),
            kMostFunctionBytes);
    if (printable(code) != code || hasOddBlanks(code)) // it would be read otherwise than it runs
        return "it has control characters, odd blanks (U+00A0, U+2028), marks that turn the "
               "direction of "
               "writing, or bytes that are no UTF-8; write them as escapes";
    return std::nullopt;
}

std::string withPlainLines(std::string_view text)
{
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            plain += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            plain += '\n';
    }
    return plain;
}

std::string_view suggestedFunction()
{
    return kSuggested;
}

} // namespace interleave
