// Where the links of a lesson's text lead.
#pragma once

#include "core/lesson/lesson.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

enum class LinkKind : std::uint8_t { View, Field, Worker, Web };

struct LessonLink
{
    LinkKind kind;
    std::string name; // of the view or field; the address in the web
    std::string value{}; // of the field
    std::int64_t worker = 0; // from 1
};

/// Or a sentence: what is wrong with it.
[[nodiscard]] tl::expected<LessonLink, std::string> linkTo(std::string_view target);

/// The links and pictures of a text that begins in `line`: pictures lie in the lesson's folder.
void checkLinks(std::string_view text, std::size_t line, std::vector<LessonProblem>& problems);

} // namespace interleave
