#include "core/code/code_template.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace interleave {

namespace {

constexpr std::string_view kIndentation = "    ";

// Without its first line.
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view indentationOf(std::string_view line)
{
    return line.substr(0, std::min(line.find_first_not_of(' '), line.size()));
}

std::optional<std::string_view> orderIn(std::string_view line, std::string_view order)
{
    if (!line.starts_with('%') || !line.substr(1).starts_with(order))
        return std::nullopt;
    line.remove_prefix(1 + order.size());
    return line.substr(std::min(line.find_first_not_of(' '), line.size()));
}

struct Gap
{
    std::size_t begin;
    std::size_t end;
    std::string_view name;
};

std::optional<Gap> firstGap(std::string_view line, std::size_t from)
{
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_";
    for (std::size_t at = line.find('@', from); at != line.npos; at = line.find('@', at + 1)) {
        const std::size_t end = std::min(line.find_first_not_of(kLetters, at + 1), line.size());
        if (end > at + 1 && end < line.size() && line[end] == '@')
            return Gap{at, end + 1, line.substr(at + 1, end - at - 1)};
    }
    return std::nullopt;
}

class Filling
{
public:
    explicit Filling(CodeWords& words)
        : m_words(words)
    {
    }
    void take(std::string_view line);
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    struct Block
    {
        bool taken; // what is in it
        bool elseTaken;
        bool guarded;
    };

    [[nodiscard]] bool isTaken() const;
    [[nodiscard]] bool holds(std::string_view condition) const;
    void open(bool taken, bool elseTaken, bool guarded = false);
    void turnToElse();
    void close();
    [[nodiscard]] std::string_view valueOf(std::string_view gap) const;
    void fill(std::string_view line);
    void put(const std::string& line);

    CodeWords& m_words;
    std::vector<Block> m_blocks;
    bool m_opensGuard = false; // before the next line
    std::string m_text;
};

bool Filling::isTaken() const
{
    return std::ranges::all_of(m_blocks, &Block::taken);
}

bool Filling::holds(std::string_view condition) const
{
    constexpr std::string_view kNot = "not ";
    if (condition.starts_with(kNot))
        return !holds(condition.substr(kNot.size()));
    return m_words.flags.contains(condition);
}

void Filling::open(bool taken, bool elseTaken, bool guarded)
{
    m_blocks.push_back({taken, elseTaken, guarded});
}

void Filling::turnToElse()
{
    m_blocks.back().taken = m_blocks.back().elseTaken;
}

void Filling::close()
{
    m_blocks.pop_back();
}

void Filling::take(std::string_view line)
{
    if (const auto condition = orderIn(line, "if "))
        return open(holds(*condition), !holds(*condition));
    if (orderIn(line, "else"))
        return turnToElse();
    if (orderIn(line, "end"))
        return close();
    if (orderIn(line, "guard")) {
        const bool guarded = isTaken() && !m_words.guard.empty();
        m_opensGuard = m_opensGuard || guarded;
        return open(true, false, guarded);
    }
    if (!isTaken())
        return;
    if (const auto needed = orderIn(line, "needs "))
        m_words.needs.emplace(*needed);
    else
        fill(line);
}

std::string_view Filling::valueOf(std::string_view gap) const
{
    const auto value = m_words.gaps.find(gap);
    return value == m_words.gaps.end() ? std::string_view() : std::string_view(value->second);
}

void Filling::fill(std::string_view line)
{
    std::string filled;
    std::size_t from = 0;
    while (const auto gap = firstGap(line, from)) {
        filled += line.substr(from, gap->begin - from);
        std::string_view value = valueOf(gap->name);
        from = gap->end;
        if (value.empty() && from == line.size() && filled == indentationOf(line))
            return;
        const std::string before = filled;
        while (from == line.size() && value.find('\n') != value.npos) {
            put(before + std::string(takeLine(value)));
            filled = before;
        }
        filled += value;
    }
    put(filled + std::string(line.substr(from)));
}

void Filling::put(const std::string& line)
{
    std::string deeper;
    for (const Block& block : m_blocks)
        deeper += block.guarded && m_words.indents ? kIndentation : "";
    if (std::exchange(m_opensGuard, false)) {
        std::string opening = deeper + std::string(indentationOf(line));
        if (m_words.indents)
            opening.erase(0, kIndentation.size());
        m_text += opening + m_words.guard + "\n";
    }
    const std::string whole = line.empty() ? line : deeper + line;
    m_text += whole.substr(0, whole.find_last_not_of(' ') + 1) + "\n";
}

} // namespace

std::string CodeWords::filled(std::string_view text)
{
    Filling filling(*this);
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (!orderIn(line, "section "))
            filling.take(line);
    }
    std::string result = std::move(filling).text();
    result.erase(result.find_last_not_of('\n') + 1);
    return result;
}

std::string_view sectionOf(std::string_view text, std::string_view name)
{
    while (!text.empty()) {
        if (orderIn(takeLine(text), "section ") != name)
            continue;
        const std::size_t end = text.starts_with("%section ") ? 0 : text.find("\n%section ");
        return text.substr(0, end == 0 ? 0 : std::min(end, text.size()));
    }
    return {};
}

} // namespace interleave
