// What is said beside a result: sentences whose figures stand apart, so that the window, which
// knows other languages, can say them too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct RemarkSentence
{
    std::string_view pattern; // a literal, with {0} in the place of the first figure
    std::vector<std::string> figures{};
};

struct Remark
{
    std::vector<RemarkSentence> sentences{};

    [[nodiscard]] bool empty() const { return sentences.empty(); }
    /// In English.
    [[nodiscard]] std::string text() const;
};

} // namespace interleave
