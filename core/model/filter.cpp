#include "core/model/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr std::array kFilterNames{
    Choice{"grayscale", "Grayscale", "Leaves the brightness and takes the colours away."},
    Choice{"blur",
        "Gaussian blur",
        "Softens: each pixel becomes the weighted mean of those around it. Sigma 10 takes about 3 "
        "times as long as 3, sigma 50 about 25 times."},
    Choice{"median",
        "Median",
        "Removes specks and keeps edges: each pixel becomes the middle one of those around it."},
    Choice{"bilateral",
        "Bilateral",
        "Smooths areas and keeps edges: a mean of the near pixels with similar colours. Slow."},
    Choice{"sharpen",
        "Sharpen",
        "Strengthens what a blur would take away: the difference is added to the picture."},
    Choice{"sobel", "Sobel", "Shows how fast each colour changes, from left to right and down."},
    Choice{"canny",
        "Canny edges",
        "Draws edges as white lines on black: those steeper than the high slope, and what goes on "
        "from them above the low one."},
    Choice{"emboss", "Emboss", "Makes a relief, lit from the upper left."},
    Choice{"sepia", "Sepia", "Gives the brown of old photographs."},
    Choice{"equalise",
        "Equalise",
        "Spreads the brightness over its whole range, so that details in dark pictures show."},
    Choice{"resize",
        "Resize",
        "Makes the picture larger or smaller: by a scale, or to a width or a height (one of them "
        "keeps its shape)."},
    Choice{"rotate", "Rotate", "Turns the picture clockwise."},
};

constexpr std::array kAngles{
    Choice{"90", "90°", "A quarter turn clockwise."},
    Choice{"180", "180°", "Upside down."},
    Choice{"270", "270°", "A quarter turn anticlockwise."},
};

struct RealRange
{
    double minimum;
    double maximum;
    double usual;
};

ValueSpec realValue(std::string_view name,
    std::string_view title,
    std::string_view unit,
    std::string_view help,
    RealRange range)
{
    return {.name = name,
        .title = title,
        .unit = unit,
        .help = help,
        .type = ValueType::Real,
        .minimum = range.minimum,
        .maximum = range.maximum,
        .defaultValue = range.usual};
}

ValueSpec pixelCount(std::string_view name,
    std::string_view title,
    std::string_view help,
    double minimum,
    double maximum,
    FieldValue usual)
{
    return {.name = name,
        .title = title,
        .unit = "px",
        .help = help,
        .minimum = minimum,
        .maximum = maximum,
        .automaticMeans = std::holds_alternative<std::string>(usual) ? "as the others say" : "",
        .defaultValue = std::move(usual)};
}

const std::array kBlurParameters{
    realValue("sigma", "sigma", "px", "How far it reaches.", {0.1, 200, 3})};

const std::array kMedianParameters{pixelCount("size",
    "size",
    "Side of the square around each pixel; an odd number.",
    3,
    255, // OpenCV counts its pixels in 16 bits
    std::int64_t{5})};

const std::array kBilateralParameters{
    pixelCount(
        "diameter", "diameter", "Side of the square around each pixel.", 3, 51, std::int64_t{9}),
    realValue("sigma_colour",
        "sigma of the colours",
        "levels",
        "How different colours may be that are mixed.",
        {1, 255, 50}),
    realValue("sigma_space",
        "sigma of the distance",
        "px",
        "How much less the far ones of these pixels count.",
        {0.5, 100, 3}),
};

const std::array kSharpenParameters{
    realValue("amount", "amount", "", "How much of the difference is added.", {0.1, 10, 1}),
    realValue("sigma", "sigma", "px", "Of the blur: how fine the details are.", {0.1, 200, 2}),
};

const std::array kCannyParameters{
    realValue("low", "low", "", "From this slope on a line goes on.", {0, 255, 50}),
    realValue("high", "high", "", "From this slope on a line begins.", {0, 255, 150}),
};

const std::array kResizeParameters{
    pixelCount("width", "width", "Of the result.", 1, 20'000, std::string(kAutomatic)),
    pixelCount("height", "height", "Of the result.", 1, 20'000, std::string(kAutomatic)),
    realValue("scale", "scale", "", "Of both sides: 0.5 is half as wide and high.", {0.01, 8, 0.5}),
};

const std::array kRotateParameters{
    ValueSpec{.name = "angle",
        .title = "angle",
        .unit = "degrees",
        .help = "How far it is turned clockwise.",
        .type = ValueType::Choice,
        .choices = kAngles,
        .defaultValue = std::string("90")},
};

// The rest of the size of OpenCV's kernel, which its GaussianBlur derives: it reaches further in a
// picture whose pixels are finer.
int haloOfBlur(const FilterStep& step, int bits)
{
    const double sigmas = bits == 8 ? 3 : 4;
    return static_cast<int>(std::lrint(*valueOf(step, "sigma") * sigmas * 2 + 1) | 1) / 2;
}

template <int Halo>
Division local(const FilterStep&, int)
{
    return {DivisionKind::Local, Halo};
}

Division localBlur(const FilterStep& step, int bits)
{
    return {DivisionKind::Local, haloOfBlur(step, bits)};
}

// Of both squares the side is the first value.
Division localSquare(const FilterStep& step, int)
{
    return {DivisionKind::Local, static_cast<int>(*step.values[0]) / 2};
}

template <DivisionKind Kind>
Division divided(const FilterStep&, int)
{
    return {Kind};
}

std::optional<std::string> findEvenSize(const FilterStep& step)
{
    const double size = *valueOf(step, "size");
    if (std::fmod(size, 2) != 0)
        return std::nullopt;
    return fmt::format("size {} is not allowed; use an odd number, such as {}", size, size + 1);
}

std::optional<std::string> findCrossedSlopes(const FilterStep& step)
{
    const double low = *valueOf(step, "low");
    const double high = *valueOf(step, "high");
    if (low <= high)
        return std::nullopt;
    return fmt::format(
        "low {0} is not allowed above high {1}; use low={1} high={0}, for instance", low, high);
}

std::optional<std::string> findTwoSizes(const FilterStep& step)
{
    if (!valueOf(step, "scale") || !(valueOf(step, "width") || valueOf(step, "height")))
        return std::nullopt;
    return "scale is not allowed beside width or height; use the one or the other";
}

const std::array kFilterInfos{
    FilterInfo{.kind = FilterKind::Grayscale, .division = local<0>},
    FilterInfo{.kind = FilterKind::Blur, .parameters = kBlurParameters, .division = localBlur},
    FilterInfo{.kind = FilterKind::Median,
        .parameters = kMedianParameters,
        .division = localSquare,
        .problem = findEvenSize},
    FilterInfo{
        .kind = FilterKind::Bilateral, .parameters = kBilateralParameters, .division = localSquare},
    FilterInfo{
        .kind = FilterKind::Sharpen, .parameters = kSharpenParameters, .division = localBlur},
    FilterInfo{.kind = FilterKind::Sobel, .division = local<1>},
    FilterInfo{.kind = FilterKind::Canny,
        .parameters = kCannyParameters,
        .division = divided<DivisionKind::TwoPhases>,
        .problem = findCrossedSlopes},
    FilterInfo{.kind = FilterKind::Emboss, .division = local<1>},
    FilterInfo{.kind = FilterKind::Sepia, .division = local<0>},
    FilterInfo{.kind = FilterKind::Equalise, .division = divided<DivisionKind::TwoPhases>},
    FilterInfo{.kind = FilterKind::Resize,
        .parameters = kResizeParameters,
        .alternatives = true,
        .division = divided<DivisionKind::Whole>,
        .problem = findTwoSizes},
    FilterInfo{.kind = FilterKind::Rotate,
        .parameters = kRotateParameters,
        .division = divided<DivisionKind::Whole>},
};

} // namespace

template <>
std::span<const Choice> choicesOf<FilterKind>()
{
    return kFilterNames;
}

std::span<const FilterInfo> filterInfos()
{
    return kFilterInfos;
}

const FilterInfo& filterInfo(FilterKind kind)
{
    return kFilterInfos[static_cast<std::size_t>(kind)];
}

std::optional<double> valueOf(const FilterStep& step, std::string_view parameter)
{
    const auto parameters = filterInfo(step.kind).parameters;
    const auto found = std::ranges::find(parameters, parameter, &ValueSpec::name);
    return found == parameters.end()
        ? std::nullopt
        : step.values.at(static_cast<std::size_t>(found - parameters.begin()));
}

Division divisionOf(const FilterStep& step, int bits)
{
    return filterInfo(step.kind).division(step, bits);
}

} // namespace interleave
