// The filters that a picture can go through: their parameters, and how each can be divided among
// workers. What each of them computes is in core/workload/image/filters.h.
#pragma once

#include "core/model/choices.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace interleave {

enum class FilterKind : std::uint8_t {
    Grayscale,
    Blur,
    Median,
    Bilateral,
    Sharpen,
    Sobel,
    Canny,
    Emboss,
    Sepia,
    Equalise,
    Resize,
    Rotate
};

template <>
std::span<const Choice> choicesOf<FilterKind>();

inline constexpr std::size_t kMostFilterParameters = 3;

/// A filter with its values, in the order of its parameters; nothing where one is left out.
struct FilterStep
{
    FilterKind kind = FilterKind::Blur;
    std::array<std::optional<double>, kMostFilterParameters> values{};

    bool operator==(const FilterStep&) const = default;
};

enum class DivisionKind : std::uint8_t {
    Local, // full-width strips can be filtered apart: a pixel depends on those near it
    TwoPhases, // the strips can, and again when all of them have told what they found
    Whole // a pixel of the result may come from anywhere
};

struct Division
{
    DivisionKind kind = DivisionKind::Whole;
    int halo = 0; // Local: how many rows above and below a strip its result depends on

    bool operator==(const Division&) const = default;
};

struct FilterInfo
{
    FilterKind kind;
    std::span<const ValueSpec> parameters{};
    /// The parameters are ways to say the same: their defaults count where none is given.
    bool alternatives = false;
    Division (*division)(const FilterStep&, int bits);
    /// What is wrong with values that are allowed one by one; null: nothing can be.
    std::optional<std::string> (*problem)(const FilterStep&) = nullptr;
};

[[nodiscard]] std::span<const FilterInfo> filterInfos();
[[nodiscard]] const FilterInfo& filterInfo(FilterKind kind);

/// The value of a parameter of the filter, by its name; nothing when it is left out.
[[nodiscard]] std::optional<double> valueOf(const FilterStep& step, std::string_view parameter);

/// How a picture of so many bits, 8 or 16, can be divided for the step, whose values are allowed.
[[nodiscard]] Division divisionOf(const FilterStep& step, int bits = 8);

} // namespace interleave
