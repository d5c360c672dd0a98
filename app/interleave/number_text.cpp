#include "app/interleave/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

// 3 significant digits: 1.94, 18.2, 412.
std::string threeDigits(double value)
{
    const int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return fmt::format("{:.{}f}", value, digits);
}

template <std::size_t N>
std::string scaled(double value, const std::array<const char*, N>& units, double step = 1000)
{
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < N) {
        value /= step;
        ++unit;
    }
    return fmt::format("{} {}", threeDigits(value), units.at(unit));
}

} // namespace

std::string durationText(double ns)
{
    constexpr double kMinute = 60e9;
    if (ns >= 2 * kMinute) {
        const auto seconds = static_cast<std::uint64_t>(std::llround(ns / 1e9));
        return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
    }
    return scaled(ns, std::array{"ns", "us", "ms", "s"});
}

std::string countText(std::uint64_t count)
{
    std::string text = fmt::format("{}", count);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

std::string numberText(double value)
{
    constexpr double kLargestWhole = 9e15;
    if (value == std::floor(value) && value >= 0 && value < kLargestWhole)
        return countText(static_cast<std::uint64_t>(value));
    return fmt::format("{:.3g}", value);
}

std::string rateText(double perSecond)
{
    return scaled(perSecond, std::array{"/s", "k/s", "M/s", "G/s"});
}

std::string bytesText(double bytes)
{
    return scaled(bytes, std::array{"B", "KiB", "MiB", "GiB"}, 1024);
}

std::string percentText(double share)
{
    return fmt::format("{} %", threeDigits(100 * share));
}

} // namespace interleave
