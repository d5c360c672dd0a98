// print() as the tutorials know it: values with a blank between them, texts inside a list in
// quotes.
#pragma once

#include <iostream>
#include <optional>
#include <ranges>
#include <sstream>
#include <string>
#include <tuple>

namespace tutorial {

template <class T>
concept Text = std::convertible_to<T, std::string_view>;

template <class T>
void write(std::ostream& out, const T& value);
template <class... T>
void write(std::ostream& out, const std::tuple<T...>& values);
template <class T>
void write(std::ostream& out, const std::optional<T>& value);

template <class T>
void writeElement(std::ostream& out, const T& value)
{
    if constexpr (Text<T>)
        out << '\'' << value << '\'';
    else
        write(out, value);
}

template <class... T>
void write(std::ostream& out, const std::tuple<T...>& values)
{
    const char* before = "(";
    const auto each = [&](const auto& value) {
        out << std::exchange(before, ", ");
        writeElement(out, value);
    };
    std::apply([&](const auto&... value) { (each(value), ...); }, values);
    out << ')';
}

template <class T>
void write(std::ostream& out, const std::optional<T>& value)
{
    if (value)
        writeElement(out, *value);
    else
        out << "None";
}

template <class T>
void write(std::ostream& out, const T& value)
{
    if constexpr (std::ranges::range<T> && !Text<T>) {
        const char* before = "";
        out << '[';
        for (const auto& element : value) {
            out << std::exchange(before, ", ");
            writeElement(out, element);
        }
        out << ']';
    } else {
        out << value;
    }
}

/// One line; written at once, so that lines of several processes do not mix.
template <class... T>
void print(const T&... values)
{
    std::ostringstream line;
    line.copyfmt(std::cout);
    line << std::boolalpha;
    const char* before = "";
    const auto each = [&](const auto& value) {
        line << std::exchange(before, " ");
        write(line, value);
    };
    (each(values), ...);
    line << '\n';
    std::cout << line.str() << std::flush;
}

} // namespace tutorial

using tutorial::print;
