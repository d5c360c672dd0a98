#include "core/model/path_text.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <charconv>

namespace interleave {

namespace {

constexpr std::string_view kScheme = "file:";
constexpr std::string_view kPlain
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

bool isUtf8(std::string_view text)
{
    try {
        return !Json(text).dump().empty();
    } catch (const Json::type_error&) {
        return false;
    }
}

} // namespace

std::string textOfPath(std::string_view path)
{
    if (!path.starts_with(kScheme) && isUtf8(path))
        return std::string(path);
    std::string text(kScheme);
    for (const char byte : path) {
        if (kPlain.find(byte) != std::string_view::npos)
            text += byte;
        else
            text += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    return text;
}

std::optional<std::string> pathFromText(std::string_view text)
{
    if (!text.starts_with(kScheme))
        return std::string(text);
    text.remove_prefix(kScheme.size());
    std::string path;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            path += text[at];
            continue;
        }
        const std::string_view digits = text.substr(at + 1, 2);
        unsigned byte = 0;
        const auto [end, error]
            = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2)
            return std::nullopt;
        path += static_cast<char>(byte);
        at += 2;
    }
    return path;
}

} // namespace interleave
