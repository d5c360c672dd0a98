#include "core/model/varied_parameter.h"

#include "core/model/compared_list.h"

namespace interleave {

namespace {

ComparedValues<std::string> sameText(std::string_view part)
{
    return std::vector{std::string(part)};
}

std::string inAMessage(const std::string& value)
{
    return shown(value);
}

} // namespace

tl::expected<VariedParameter, std::string> variedParameterFromText(std::string_view text)
{
    if (text.find_first_not_of(" \t") == std::string_view::npos)
        return VariedParameter{};
    const std::size_t equals = text.find('=');
    const auto names = partsOf(text.substr(0, equals));
    if (equals == std::string_view::npos || names.size() != 1)
        return tl::unexpected(
            fmt::format("'{}' names no parameter; write it as layout=packed,padded", shown(text)));
    const std::string_view list = text.substr(equals + 1);
    if (const std::size_t count = partsOf(list).size(); count > kMostVariedValues)
        return tl::unexpected(fmt::format(
            "{} values are too many to compare; name {} at most", count, kMostVariedValues));
    auto values = comparedFromText<std::string>(list, sameText, inAMessage);
    if (!values)
        return tl::unexpected(values.error());
    if (values->empty())
        return tl::unexpected(
            fmt::format("'{}' names no values; write it as layout=packed,padded", shown(text)));
    return VariedParameter{std::string(names.front()), *std::move(values)};
}

std::string toText(const VariedParameter& varied)
{
    const auto unchanged = [](const std::string& value) { return value; };
    return varied.empty()
        ? std::string()
        : fmt::format("{}={}", varied.name, comparedText(varied.values, unchanged));
}

std::optional<std::string> findVariedParameterProblem(std::string_view text)
{
    const auto varied = variedParameterFromText(text);
    return varied ? std::nullopt : std::optional(varied.error());
}

} // namespace interleave
