#include "core/base/json.h"

#include "core/base/shortened.h"

#include <fmt/core.h>

#include <algorithm>

namespace interleave {

namespace {

// The library's own message begins with its name for the error, and the place in its own terms.
std::string reasonOf(const nlohmann::json::exception& error)
{
    const std::string text = error.what();
    const auto syntax = text.find("syntax error");
    const auto named = text.find("] ");
    const std::string reason = syntax != std::string::npos ? text.substr(syntax)
        : named != std::string::npos                       ? text.substr(named + 2)
                                                           : text;
    return shortened(reason, 300); // it quotes the token, which may be as long as the text
}

tl::unexpected<Failure<JsonError>> failAt(JsonError kind,
    std::string_view source,
    std::string_view text,
    std::size_t at,
    std::string_view reason)
{
    const std::string_view before = text.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    return fail(
        kind, fmt::format("{}: line {}, column {}: {}", source, line, at - lineStart + 1, reason));
}

// Where `text` opens one array or object too many, or npos. Looked for before parsing, because
// values that are nested too deeply cannot even be copied safely.
std::size_t findTooDeep(std::string_view text)
{
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && c == '\\')
            ++i;
        else if (c == '"')
            inString = !inString;
        else if (!inString && (c == '[' || c == '{') && ++depth > kMaxJsonDepth)
            return i;
        else if (!inString && (c == ']' || c == '}') && depth > 0)
            --depth;
    }
    return std::string_view::npos;
}

} // namespace

Result<Json, JsonError> parseJson(std::string_view text, std::string_view source)
{
    if (text.size() > kMaxJsonBytes)
        return fail(JsonError::TooLarge,
            fmt::format("{}: {} bytes of JSON; at most {} are allowed",
                source,
                text.size(),
                kMaxJsonBytes));
    if (const std::size_t at = findTooDeep(text); at != std::string_view::npos)
        return failAt(JsonError::TooDeep,
            source,
            text,
            at,
            fmt::format("nested too deeply; at most {} levels are allowed", kMaxJsonDepth));
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t at = error.byte == 0 ? 0 : std::min(error.byte - 1, text.size());
        return failAt(JsonError::Syntax, source, text, at, reasonOf(error));
    } catch (const nlohmann::json::exception& error) {
        return fail(JsonError::Syntax, fmt::format("{}: {}", source, reasonOf(error)));
    }
}

} // namespace interleave
