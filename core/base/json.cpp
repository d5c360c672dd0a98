#include "core/base/json.h"

#include <fmt/core.h>

#include <algorithm>

namespace interleave {

namespace {

// The library's own message repeats the place in its own terms; what follows "syntax error" is ours.
std::string reasonOf(const nlohmann::json::parse_error& error)
{
    const std::string text = error.what();
    const auto start = text.find("syntax error");
    return start == std::string::npos ? text : text.substr(start);
}

} // namespace

Result<Json, JsonError> parseJson(std::string_view text, std::string_view source)
{
    if (text.size() > kMaxJsonBytes)
        return fail(JsonError::TooLarge,
            fmt::format("{}: {} bytes of JSON; at most {} are allowed", source, text.size(), kMaxJsonBytes));
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t at = error.byte == 0 ? 0 : std::min(error.byte - 1, text.size());
        const std::string_view before = text.substr(0, at);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
        return fail(JsonError::Syntax,
            fmt::format("{}: line {}, column {}: {}", source, line, at - lineStart + 1, reasonOf(error)));
    } catch (const nlohmann::json::exception& error) {
        return fail(JsonError::Syntax, fmt::format("{}: {}", source, error.what()));
    }
}

} // namespace interleave
