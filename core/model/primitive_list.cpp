#include "core/model/primitive_list.h"

#include "core/base/comma_list.h"
#include "core/base/shortened.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

std::string allPrimitives()
{
    std::string names;
    for (const Choice& choice : choicesOf<Primitive>())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", choice.name);
    return names;
}

} // namespace

tl::expected<std::vector<Primitive>, std::string> primitivesFromText(std::string_view text)
{
    std::vector<Primitive> primitives;
    for (const std::string_view part : partsOf(text)) {
        const auto primitive = fromName<Primitive>(part);
        if (!primitive)
            return tl::unexpected(fmt::format("'{}' is no primitive; use two or more of {}",
                shortened(std::string(part)),
                allPrimitives()));
        if (std::ranges::count(primitives, *primitive) > 0)
            return tl::unexpected(fmt::format("{} is there twice", part));
        primitives.push_back(*primitive);
    }
    if (primitives.size() == 1)
        return tl::unexpected(
            fmt::format("{} alone has nothing to be compared with; name another one too", text));
    return primitives;
}

std::string toText(const std::vector<Primitive>& primitives)
{
    std::string text;
    for (const Primitive primitive : primitives)
        text += fmt::format("{}{}", text.empty() ? "" : ", ", nameOf(primitive));
    return text;
}

std::optional<std::string> findPrimitivesProblem(std::string_view text)
{
    const auto primitives = primitivesFromText(text);
    return primitives ? std::nullopt : std::optional(primitives.error());
}

} // namespace interleave
