#include "core/model/run_result_text.h"

#include "core/base/json.h"
#include "core/model/run_nonsense.h"
#include "core/model/run_result_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace interleave {

namespace {

constexpr std::string_view kList = "trials";

struct ListPlace
{
    std::size_t begin = 0; // of its bracket
    std::size_t end = 0; // of the closing one
    std::vector<std::string_view> objects{};
};

// Finds the list of that name in the outermost object. A text that is no JSON gives anything: it is
// parsed afterwards.
class ListSearch
{
public:
    explicit ListSearch(std::string_view text)
        : m_text(text)
    {
    }

    std::optional<ListPlace> find()
    {
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            if (m_text[at] == '"')
                at = pastString(at);
            else if (step(at))
                return std::move(m_place);
        }
        return std::nullopt;
    }

private:
    // At its closing quote; a name where the outermost object is all that is open.
    std::size_t pastString(std::size_t begin)
    {
        std::size_t end = begin + 1;
        while (end < m_text.size() && m_text[end] != '"')
            end += m_text[end] == '\\' ? 2U : 1U;
        if (m_depth == 1)
            m_name = m_text.substr(begin + 1, end - begin - 1);
        return end;
    }

    // True at the end of the list.
    bool step(std::size_t at)
    {
        const char c = m_text[at];
        if (c == '[' && m_depth == 1 && m_name == kList) {
            m_inList = true;
            m_place.begin = at;
        }
        if (c == '{' && m_depth == 2)
            m_object = at;
        if (c == '[' || c == '{')
            ++m_depth;
        if (c == ']' || c == '}')
            --m_depth;
        if (c == '}' && m_depth == 2 && m_inList)
            m_place.objects.push_back(m_text.substr(m_object, at - m_object + 1));
        m_place.end = at;
        return c == ']' && m_depth == 1 && m_inList;
    }

    std::string_view m_text;
    std::string_view m_name;
    ListPlace m_place;
    std::size_t m_object = 0;
    int m_depth = 0;
    bool m_inList = false;
};

// `json` as text, as deep inside another as the list's elements are.
std::string indented(const Json& json, int indent)
{
    std::string text = dumpJson(json, indent);
    if (indent < 0)
        return text;
    const std::string margin = "\n" + std::string(2 * static_cast<std::size_t>(indent), ' ');
    std::string lines = margin;
    for (const char c : text) { // no line break is in a string of JSON
        if (c == '\n')
            lines += margin;
        else
            lines += c;
    }
    return lines;
}

Json withoutTrials(const RunResult& result)
{
    RunResult rest{.experiment = result.experiment,
        .machine = result.machine,
        .trials = {},
        .summary = result.summary,
        .arms = result.arms,
        .probe = result.probe,
        .errors = result.errors,
        .asked = result.asked,
        .startedMs = result.startedMs,
        .name = result.name,
        .log = result.log,
        .containment = result.containment,
        .pictures = result.pictures,
        .madeOf = result.madeOf};
    Json json = toJson(rest);
    json["remarks"] = remarksOn(result);
    return json;
}

Result<Json, JsonError> parsed(std::string_view text)
{
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return fail(JsonError::Syntax, "the result is damaged: it is no JSON");
    return json;
}

// The list's objects are read one by one, the rest without them.
Result<RunResult, JsonError> readParts(std::string_view text)
{
    if (nestsTooDeeply(text))
        return fail(JsonError::TooDeep, "the result is damaged: it is nested too deeply");
    const auto place = ListSearch(text).find();
    if (!place)
        return fail(JsonError::Syntax, "the result is damaged: it has no trials");
    std::string rest(text.substr(0, place->begin + 1));
    rest += text.substr(place->end);
    auto result = parsed(rest).and_then(runResultFromJson);
    if (!result)
        return result;
    for (const std::string_view object : place->objects) {
        auto trial = parsed(object).and_then(trialResultFromJson);
        if (!trial)
            return tl::unexpected(trial.error());
        result->trials.push_back(*std::move(trial));
    }
    return result;
}

// What can be read can still be no run's.
Result<RunResult, JsonError> checked(RunResult result)
{
    if (const auto nonsense = findNonsense(result))
        return fail(JsonError::Syntax, fmt::format("the result is damaged: {}", *nonsense));
    return result;
}

} // namespace

std::string runResultText(const RunResult& result, int indent)
{
    std::string text = dumpJson(withoutTrials(result), indent);
    const auto place = ListSearch(text).find();
    if (!place || result.trials.empty())
        return text;
    const std::string after = text.substr(place->end);
    text.resize(place->begin + 1);
    for (const TrialResult& trial : result.trials) {
        text += text.back() == '[' ? "" : ",";
        text += indented(toJson(trial), indent);
    }
    if (indent >= 0)
        text += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
    return text + after;
}

Result<RunResult, JsonError> runResultFromText(std::string_view text, std::string_view source)
{
    auto result = readParts(text).and_then(checked);
    if (!result)
        result.error().message = fmt::format("{}: {}", source, result.error().message);
    return result;
}

} // namespace interleave
