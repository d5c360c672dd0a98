#include "core/model/remark.h"

#include <fmt/args.h>
#include <fmt/format.h>

namespace interleave {

std::string Remark::text() const
{
    std::vector<std::string> said;
    for (const RemarkSentence& sentence : sentences) {
        fmt::dynamic_format_arg_store<fmt::format_context> figures;
        for (const std::string& figure : sentence.figures)
            figures.push_back(figure);
        said.push_back(fmt::vformat(sentence.pattern, figures));
    }
    return fmt::format("{}", fmt::join(said, ". "));
}

} // namespace interleave
