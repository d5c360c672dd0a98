#include "core/model/primitive_list.h"

namespace interleave {

namespace {

std::string allPrimitives()
{
    std::string names;
    for (const Choice& choice : choicesOf<Primitive>())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", choice.name);
    return names;
}

ComparedValues<Primitive> namedBy(std::string_view part)
{
    if (const auto primitive = fromName<Primitive>(part))
        return std::vector{*primitive};
    return tl::unexpected(
        fmt::format("'{}' is no primitive; use two or more of {}", shown(part), allPrimitives()));
}

const auto kName = [](Primitive primitive) { return nameOf(primitive); };

} // namespace

ComparedValues<Primitive> primitivesFromText(std::string_view text)
{
    return comparedFromText<Primitive>(text, namedBy, kName);
}

std::string toText(const std::vector<Primitive>& primitives)
{
    return comparedText(primitives, kName);
}

std::optional<std::string> findPrimitivesProblem(std::string_view text)
{
    const auto primitives = primitivesFromText(text);
    return primitives ? std::nullopt : std::optional(primitives.error());
}

} // namespace interleave
