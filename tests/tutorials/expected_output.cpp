#include "expected_output.h"

#include <algorithm>
#include <regex>
#include <sstream>

namespace interleave::test {

namespace {

constexpr std::string_view kComment = "// ";
const std::string kOrdered = "Output:";
const std::string kAnyOrder = "Output, in any order:";

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

struct Pattern
{
    std::string expression{};
    std::vector<std::string> names{}; // of its groups
};

Pattern patternOf(const std::string& line)
{
    static const std::regex kPlaceholder(R"(\.\.\.|<(count|seconds|pid( \w+)?)>)");
    static const std::regex kSpecial(R"([.^$|()\[\]{}*+?\\])");
    Pattern pattern;
    auto from = line.begin();
    const auto literally = [&](std::string::const_iterator to) {
        pattern.expression += std::regex_replace(std::string(from, to), kSpecial, R"(\$&)");
    };
    for (std::sregex_iterator at(line.begin(), line.end(), kPlaceholder), end; at != end; ++at) {
        literally((*at)[0].first);
        from = (*at)[0].second;
        if (at->str() == "...")
            pattern.expression += ".*";
        else if ((*at)[1] == "seconds")
            pattern.expression += R"([0-9.]+(e-[0-9]+)?)";
        else if ((*at)[2].length() == 0)
            pattern.expression += "[0-9]+";
        else {
            pattern.expression += "([0-9]+)";
            pattern.names.push_back(at->str(2));
        }
    }
    literally(line.end());
    return pattern;
}

} // namespace

ExpectedOutput ExpectedOutput::fromSource(std::string_view source)
{
    ExpectedOutput expected;
    bool inOutput = false;
    bool anyOrder = false;
    for (const std::string& line : linesOf(source)) {
        if (!line.starts_with(kComment.substr(0, 2)))
            break;
        const std::string text = line.substr(std::min(line.size(), kComment.size()));
        if (text == kOrdered || text == kAnyOrder) {
            inOutput = true;
            anyOrder = text == kAnyOrder;
        } else if (inOutput) {
            expected.m_lines.push_back({text, anyOrder});
        }
    }
    return expected;
}

bool ExpectedOutput::matches(const std::string& pattern, const std::string& line, Names& names)
{
    const Pattern parts = patternOf(pattern);
    std::smatch match;
    if (!std::regex_match(line, match, std::regex(parts.expression)))
        return false;
    Names known = names;
    for (std::size_t i = 0; i < parts.names.size(); ++i) {
        const std::string value = match.str(i + 1);
        const bool taken = std::ranges::any_of(known,
            [&](const auto& each) { return each.second == value && each.first != parts.names[i]; });
        if (taken || known.try_emplace(parts.names[i], value).first->second != value)
            return false;
    }
    names = std::move(known);
    return true;
}

bool ExpectedOutput::takeMatch(
    const std::string& pattern, Lines& lines, std::size_t among, Names& names)
{
    const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(among, lines.size()));
    const auto found = std::find_if(
        lines.begin(), end, [&](const auto& line) { return matches(pattern, line, names); });
    if (found == end)
        return false;
    lines.erase(found);
    return true;
}

std::size_t ExpectedOutput::sectionEnd(std::size_t begin) const
{
    std::size_t end = begin + 1;
    while (end < m_lines.size() && m_lines[begin].anyOrder && m_lines[end].anyOrder)
        ++end;
    return end;
}

std::string ExpectedOutput::complaint(std::string_view output) const
{
    Lines left = linesOf(output);
    Names names;
    for (std::size_t section = 0; section < m_lines.size();) {
        const std::size_t end = sectionEnd(section);
        for (; section < end; ++section) {
            if (!takeMatch(m_lines[section].pattern, left, end - section, names))
                return "there is no line '" + m_lines[section].pattern + "' in its place; "
                    + (left.empty() ? "nothing is left" : "the next is '" + left.front() + "'");
        }
    }
    return left.empty() ? "" : "there is more than expected: '" + left.front() + "'";
}

} // namespace interleave::test
