// One description of each struct's fields serves both directions: fields(archive, value) calls
// archive(name, member) for each member, and the archive writes or reads it.
#pragma once

#include "core/base/json.h"
#include "core/base/read_number.h"
#include "core/model/choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace interleave {

/// The words of an enum, in its order.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kWords{};

/// What fields() is for; const when it is written.
template <class Struct, class T>
concept Is = std::is_same_v<std::remove_const_t<Struct>, T>;

/// Whole numbers beyond 2^53 - 1 are written as strings of digits: many readers take every number
/// for a double, which holds no others exactly.
[[nodiscard]] constexpr bool isExactAsDouble(std::integral auto number)
{
    constexpr auto kMost = (std::int64_t{1} << 53U) - 1;
    return std::cmp_less_equal(number, kMost) && std::cmp_greater_equal(number, -kMost);
}

struct FieldWriter
{
    Json json = Json::object();

    template <class T>
    void operator()(const char* name, const T& value)
    {
        json[name] = write(value);
    }
    /// Not there at all where there is nothing.
    template <class T>
    void optional(const char* name, const std::optional<T>& value)
    {
        if (value)
            (*this)(name, *value);
    }

    /// Whether the fields from `name` on are written: zeros would say what nobody knows.
    static bool restIsThere(const char* /*name*/, bool known) { return known; }
    /// Only readers have something to set.
    template <class T>
    static void set(const T& /*value*/, const std::type_identity_t<T>& /*to*/)
    {
    }

    template <class T>
    static Json write(const T& value)
    {
        if constexpr (std::is_integral_v<T> && sizeof(T) == sizeof(std::int64_t)) {
            return isExactAsDouble(value) ? Json(value) : Json(std::to_string(value));
        } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            return value;
        } else if constexpr (requires { value.has_value(); }) {
            return value ? write(*value) : Json();
        } else if constexpr (
            requires { value.push_back(value.front()); } || requires { value.data(); }) {
            Json list = Json::array();
            for (const auto& element : value)
                list.push_back(write(element));
            return list;
        } else if constexpr (std::is_same_v<T, Primitive>) {
            return nameOf(value);
        } else if constexpr (std::is_enum_v<T>) {
            return kWords<T>.at(static_cast<std::size_t>(value));
        } else {
            FieldWriter nested;
            fields(nested, value);
            return std::move(nested.json);
        }
    }
};

/// The library's own exception does not say which field it is about.
struct Mistyped
{
    std::string message;
};

/// What a string should have been.
struct NoWholeNumber
{
    std::string message;
};

template <class Number>
[[nodiscard]] Number wholeNumber(const std::string& digits)
{
    if (const auto number = readNumber<Number>(digits))
        return *number;
    throw NoWholeNumber{fmt::format("'{}' is no whole number", digits)};
}

/// Throws Mistyped and nlohmann's exceptions for what is missing or mistyped.
struct FieldReader
{
    const Json& json;

    template <class T>
    void operator()(const char* name, T& value)
    {
        try {
            read(json.at(name), value);
        } catch (const nlohmann::json::type_error& error) {
            throw Mistyped{fmt::format("field '{}': {}", name, error.what())};
        } catch (const NoWholeNumber& error) {
            throw Mistyped{fmt::format("field '{}': {}", name, error.message)};
        }
    }
    template <class T>
    void optional(const char* name, std::optional<T>& value)
    {
        value.reset();
        if (json.contains(name))
            (*this)(name, value.emplace());
    }

    bool restIsThere(const char* name, bool /*known*/) const { return json.contains(name); }
    template <class T>
    static void set(T& value, const std::type_identity_t<T>& to)
    {
        value = to;
    }

    template <class T>
    static void read(const Json& from, std::optional<T>& value)
    {
        if (from.is_null())
            value = std::nullopt;
        else
            read(from, value.emplace());
    }

    template <class T>
    static void read(const Json& from, std::vector<T>& list)
    {
        list.clear();
        for (const Json& element : from.get_ref<const Json::array_t&>())
            read(element, list.emplace_back());
    }

    // What JSON has with a point or an exponent may be beyond what T holds.
    template <class T>
    static T numberOf(const Json& from)
    {
        if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            using Limits = std::numeric_limits<T>;
            const double real = from.is_number_float() ? from.get<double>() : 0;
            if (!(real >= static_cast<double>(Limits::min())
                    && real < std::ldexp(1.0, Limits::digits)))
                throw NoWholeNumber{fmt::format("{} is no whole number that fits here", real)};
        }
        return from.get<T>();
    }

    template <class T>
    static void read(const Json& from, T& value)
    {
        if constexpr (std::is_same_v<T, double>) { // JSON has no infinity and writes null for it
            value = from.is_null() ? std::numeric_limits<double>::infinity() : from.get<double>();
        } else if constexpr (std::is_integral_v<T> && sizeof(T) == sizeof(std::int64_t)) {
            value = from.is_string() ? wholeNumber<T>(from.get<std::string>()) : numberOf<T>(from);
        } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            value = numberOf<T>(from);
        } else if constexpr (std::is_same_v<T, Primitive>) {
            const auto primitive = fromName<Primitive>(from.get<std::string>());
            if (!primitive)
                throw Mistyped{fmt::format("'{}' is no primitive", from.get<std::string>())};
            value = *primitive;
        } else if constexpr (std::is_enum_v<T>) {
            const auto word = from.get<std::string>();
            const auto found = std::ranges::find(kWords<T>, word);
            if (found == kWords<T>.end())
                throw Mistyped{fmt::format("'{}' is not known here", word)};
            value = static_cast<T>(found - kWords<T>.begin());
        } else {
            static_cast<void>(from.get_ref<const Json::object_t&>()); // throws for anything else
            FieldReader nested{from};
            fields(nested, value);
        }
    }
};

} // namespace interleave
