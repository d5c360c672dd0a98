#include "core/base/printable.h"

#include "core/base/shortened.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace interleave {

namespace {

constexpr std::string_view kCut = " ... ";

struct Character
{
    char32_t code = 0;
    std::size_t bytes = 0; // 0: the text does not begin with UTF-8
};

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The shortest form only, and nothing that Unicode leaves out.
bool isUnicode(char32_t code, std::size_t bytes)
{
    constexpr char32_t kFirstOfLength[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= kFirstOfLength[bytes] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

Character firstCharacter(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80)
        return {first, 1};
    const std::size_t bytes = first >= 0xF8 ? 0 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC0 || bytes == 0 || text.size() < bytes)
        return {};
    char32_t code = first & (0xFFU >> (bytes + 1));
    for (const char byte : text.substr(1, bytes - 1)) {
        if (!continues(byte))
            return {};
        code = code << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    return isUnicode(code, bytes) ? Character{code, bytes} : Character{};
}

bool isControl(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

bool turnsDirection(char32_t code)
{
    return code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E)
        || (code >= 0x2066 && code <= 0x2069);
}

std::string escaped(std::string_view text, std::string_view allowed)
{
    std::string safe;
    while (!text.empty()) {
        const Character next = firstCharacter(text);
        const std::size_t bytes = std::max<std::size_t>(next.bytes, 1);
        const bool asItIs = next.bytes > 0
            && (allowed.find(text.front()) != std::string_view::npos
                || (!isControl(next.code) && !turnsDirection(next.code)));
        if (asItIs)
            safe += text.substr(0, bytes);
        else if (next.bytes > 0 && turnsDirection(next.code))
            fmt::format_to(
                std::back_inserter(safe), "\\u{{{:x}}}", static_cast<unsigned>(next.code));
        else
            for (const char byte : text.substr(0, bytes))
                fmt::format_to(
                    std::back_inserter(safe), "\\x{:02x}", static_cast<unsigned char>(byte));
        text.remove_prefix(bytes);
    }
    return safe;
}

} // namespace

std::string printable(std::string_view text)
{
    return escaped(text, "\n\t");
}

std::string shown(std::string_view value)
{
    return escaped(shortened(std::string(value.substr(0, 200))), "");
}

std::string shownBothEnds(std::string_view text, std::size_t limit)
{
    std::string cut(std::min(text.size(), limit), '\0');
    cut.resize(copyBothEnds(text, cut));
    return printable(cut);
}

std::size_t copyBothEnds(std::string_view text, std::span<char> to)
{
    if (text.size() <= to.size()) {
        std::memcpy(to.data(), text.data(), text.size());
        return text.size();
    }
    const std::size_t kept = to.size() - std::min(to.size(), kCut.size());
    std::size_t head = kept / 2;
    std::size_t tail = text.size() - (kept - head);
    while (head > 0 && continues(text[head]))
        --head;
    while (tail < text.size() && continues(text[tail]))
        ++tail;
    char* end = std::copy_n(text.data(), head, to.data());
    end = std::copy_n(kCut.data(), std::min(to.size(), kCut.size()), end);
    end = std::copy(text.begin() + static_cast<std::ptrdiff_t>(tail), text.end(), end);
    return static_cast<std::size_t>(end - to.data());
}

} // namespace interleave
