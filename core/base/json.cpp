#include "core/base/json.h"

#include "core/base/printable.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace interleave {

namespace {

constexpr std::size_t kNoPlace = std::string_view::npos;

// The library's own message begins with its name for the error, and the place in its own terms.
std::string reasonOf(const nlohmann::json::exception& error)
{
    const std::string text = error.what();
    const auto syntax = text.find("syntax error");
    const auto named = text.find("] ");
    const std::string reason = syntax != std::string::npos ? text.substr(syntax)
        : named != std::string::npos                       ? text.substr(named + 2)
                                                           : text;
    return shownBothEnds(reason); // it quotes the token, which may be as long as the text
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

// Looks for what the library's values would not tell any more: a field that is there twice, and the
// field of a number that is too large.
class FieldCheck final : public nlohmann::json_sax<Json>
{
public:
    struct Problem
    {
        std::size_t at;
        std::string message;
    };

    // What is no JSON at all is told by the parser.
    static std::optional<Problem> problemOf(std::string_view text)
    {
        FieldCheck check;
        static_cast<void>(Json::sax_parse(text, &check));
        return std::move(check.m_problem);
    }

    bool start_object(std::size_t) override
    {
        m_open.emplace_back();
        return true;
    }
    bool end_object() override
    {
        m_open.pop_back();
        return true;
    }
    bool key(std::string& name) override
    {
        Fields& fields = m_open.back();
        fields.current = name;
        if (fields.all.insert(name).second)
            return true;
        m_problem = {kNoPlace, fmt::format("field '{}' is there twice; leave one out", path())};
        return false;
    }
    bool parse_error(std::size_t position,
        const std::string& token,
        const nlohmann::json::exception& error) override
    {
        const bool overflow = dynamic_cast<const nlohmann::json::out_of_range*>(&error) != nullptr;
        if (overflow && !m_open.empty())
            m_problem = {position - std::min(position, token.size()),
                fmt::format(
                    "field '{}': {} is not allowed; no number is so large", path(), shown(token))};
        return false;
    }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(std::int64_t) override { return true; }
    bool number_unsigned(std::uint64_t) override { return true; }
    bool number_float(double, const std::string&) override { return true; }
    bool string(std::string&) override { return true; }
    bool binary(Json::binary_t&) override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }

private:
    struct Fields
    {
        std::string current{};
        std::set<std::string> all{};
    };

    // "params.seats"
    [[nodiscard]] std::string path() const
    {
        std::string path;
        for (const Fields& fields : m_open)
            path += (path.empty() ? "" : ".") + shown(fields.current);
        return path;
    }

    std::vector<Fields> m_open; // objects
    std::optional<Problem> m_problem;
};

} // namespace

bool nestsTooDeeply(std::string_view text)
{
    return findTooDeep(text) != std::string_view::npos;
}

Result<Json, JsonError> parseJson(std::string_view text, std::string_view source)
{
    if (text.size() > kMaxJsonBytes)
        return fail(JsonError::TooLarge,
            fmt::format("{}: {} bytes of JSON; at most {} are allowed",
                source,
                text.size(),
                kMaxJsonBytes));
    // The parser takes it for the end, and what follows would be ignored.
    if (const std::size_t at = text.find('\0'); at != std::string_view::npos)
        return failAt(JsonError::Syntax, source, text, at, "a NUL byte, which JSON has not");
    if (const std::size_t at = findTooDeep(text); at != std::string_view::npos)
        return failAt(JsonError::TooDeep,
            source,
            text,
            at,
            fmt::format("nested too deeply; at most {} levels are allowed", kMaxJsonDepth));
    if (const auto problem = FieldCheck::problemOf(text)) {
        if (problem->at == kNoPlace)
            return fail(JsonError::Syntax, fmt::format("{}: {}", source, problem->message));
        return failAt(JsonError::Syntax, source, text, problem->at, problem->message);
    }
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
