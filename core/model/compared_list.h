// What is compared with each other, as a user writes it: "none, lock, atomic" or "1, 2, 4..6".
#pragma once

#include "core/base/comma_list.h"
#include "core/base/printable.h"

#include <fmt/format.h>
#include <tl/expected.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace interleave {

template <class T>
using ComparedValues = tl::expected<std::vector<T>, std::string>;

/// `valuesOf(part)` gives the values that a part stands for, or what is wrong with it. Each value
/// may be there once, and one alone has nothing to be compared with. A blank text means none.
template <class T, class ValuesOf, class NameOf>
[[nodiscard]] ComparedValues<T> comparedFromText(
    std::string_view text, ValuesOf valuesOf, NameOf nameOfValue)
{
    std::vector<T> all;
    for (const std::string_view part : partsOf(text)) {
        const ComparedValues<T> values = valuesOf(part);
        if (!values)
            return values;
        for (const T& value : *values) {
            if (std::ranges::count(all, value) > 0)
                return tl::unexpected(fmt::format("{} is there twice", nameOfValue(value)));
            all.push_back(value);
        }
    }
    if (all.size() == 1)
        return tl::unexpected(
            fmt::format("{} alone has nothing to be compared with; name another one too",
                nameOfValue(all.front())));
    return all;
}

/// A text that comparedFromText() reads.
template <class T, class NameOf>
[[nodiscard]] std::string comparedText(const std::vector<T>& values, NameOf nameOfValue)
{
    std::string text;
    for (const T& value : values)
        text += fmt::format("{}{}", text.empty() ? "" : ", ", nameOfValue(value));
    return text;
}

} // namespace interleave
