#include "ui/widgets/palette.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QProxyStyle>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace interleave::ui {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

// Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
constexpr Matrix kTypical{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kDeuteranopia{{{0.367322, 0.860646, -0.227968},
    {0.280085, 0.672501, 0.047413},
    {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kProtanopia{{{0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kToXyz{{{0.4124564, 0.3575761, 0.1804375},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}}};

Vector times(const Matrix& matrix, const Vector& vector)
{
    Vector result{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            result[row] += matrix[row][column] * vector[column];
    }
    return result;
}

Vector linearRgb(const QColor& color)
{
    const auto channels = {color.redF(), color.greenF(), color.blueF()};
    Vector result{};
    std::copy(channels.begin(), channels.end(), result.begin());
    for (double& channel : result)
        channel = channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    return result;
}

Vector seenAsLab(const QColor& color, const Matrix& eye)
{
    Vector rgb = times(eye, linearRgb(color));
    for (double& channel : rgb)
        channel = std::clamp(channel, 0.0, 1.0);
    Vector xyz = times(kToXyz, rgb);
    constexpr Vector kWhite{0.95047, 1, 1.08883};
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = xyz[i] / kWhite[i];
        xyz[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

// CIE 1976: about 2 is just noticeable side by side, 10 is plain at a glance.
double distance(const QColor& one, const QColor& other, const Matrix& eye)
{
    const Vector a = seenAsLab(one, eye);
    const Vector b = seenAsLab(other, eye);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

std::vector<QPalette> themes()
{
    return {lightTheme(), darkTheme(), QApplication::style()->standardPalette()};
}

std::string describe(Meaning meaning, const QPalette& palette)
{
    return "meaning " + std::to_string(static_cast<int>(meaning)) + " on "
        + palette.color(QPalette::Window).name().toStdString();
}

TEST(Palette, ContrastRunsFromOneToTwentyOne)
{
    EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21, 1e-6);
    EXPECT_NEAR(contrastRatio(Qt::white, Qt::black), 21, 1e-6);
    EXPECT_DOUBLE_EQ(contrastRatio(Qt::red, Qt::red), 1);
    EXPECT_NEAR(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);
}

TEST(Palette, GraphicsStandOutFromTheirBackground)
{
    for (const QPalette& theme : themes()) {
        for (const Meaning meaning : kAllMeanings) {
            for (const auto role : {QPalette::Window, QPalette::Base})
                EXPECT_GE(contrastRatio(colorOf(meaning, theme), theme.color(role)), 3)
                    << describe(meaning, theme);
        }
    }
}

TEST(Palette, AmountsStandOutFromTheirBackgroundAndGrowInContrast)
{
    for (const QPalette& theme : themes()) {
        double before = 3;
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            const double contrast
                = contrastRatio(amountColor(share, theme), theme.color(QPalette::Base));
            EXPECT_GE(contrast, before) << share;
            before = contrast;
        }
        EXPECT_GE(before, 9);
    }
}

TEST(Palette, ColouredAndMutedWordsCanBeRead)
{
    for (const QPalette& theme : themes()) {
        for (const auto role : {QPalette::Window, QPalette::Base}) {
            EXPECT_GE(contrastRatio(mutedTextColor(theme), theme.color(role)), 4.5);
            for (const Meaning meaning : kAllMeanings)
                EXPECT_GE(contrastRatio(textColorOf(meaning, theme), theme.color(role)), 4.5)
                    << describe(meaning, theme);
        }
    }
}

TEST(Palette, ThemesHaveReadableText)
{
    for (const QPalette& theme : {lightTheme(), darkTheme()}) {
        const auto contrast = [&](QPalette::ColorRole text, QPalette::ColorRole background) {
            return contrastRatio(theme.color(text), theme.color(background));
        };
        EXPECT_GE(contrast(QPalette::WindowText, QPalette::Window), 4.5);
        EXPECT_GE(contrast(QPalette::Text, QPalette::Base), 4.5);
        EXPECT_GE(contrast(QPalette::ButtonText, QPalette::Button), 4.5);
        EXPECT_GE(contrast(QPalette::ToolTipText, QPalette::ToolTipBase), 4.5);
        EXPECT_GE(contrast(QPalette::HighlightedText, QPalette::Highlight), 4.5);
        EXPECT_GE(contrast(QPalette::PlaceholderText, QPalette::Base), 4.5);
        EXPECT_GE(contrast(QPalette::Link, QPalette::Window), 4.5);
    }
}

TEST(Palette, StatesDifferForEveryEye)
{
    constexpr std::array kStates{
        Meaning::Working, Meaning::Waiting, Meaning::Holding, Meaning::Blocked, Meaning::Lost};
    for (const QPalette& theme : {lightTheme(), darkTheme()}) {
        for (const Matrix& eye : {kTypical, kDeuteranopia, kProtanopia}) {
            for (std::size_t i = 0; i < kStates.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_GE(
                        distance(colorOf(kStates[i], theme), colorOf(kStates[j], theme), eye), 12)
                        << describe(kStates[i], theme) << ", " << describe(kStates[j], theme);
            }
        }
    }
}

TEST(Palette, RunsAAndBDifferForEveryEye)
{
    for (const QPalette& theme : {lightTheme(), darkTheme()}) {
        for (const Matrix& eye : {kTypical, kDeuteranopia, kProtanopia})
            EXPECT_GE(
                distance(colorOf(Meaning::Working, theme), colorOf(Meaning::RunB, theme), eye), 12);
    }
}

TEST(Palette, WaitingBlockedAndLostHaveAPatternAsSecondSign)
{
    for (const Meaning meaning : {Meaning::Waiting, Meaning::Blocked, Meaning::Lost})
        EXPECT_EQ(brushOf(meaning, lightTheme()).style(), Qt::TexturePattern);
    for (const Meaning meaning :
        {Meaning::Working, Meaning::Holding, Meaning::NoCore, Meaning::RunB})
        EXPECT_EQ(brushOf(meaning, lightTheme()).style(), Qt::SolidPattern);
}

TEST(Palette, RunBIsADashedLine)
{
    EXPECT_EQ(penOf(Meaning::RunB, lightTheme()).style(), Qt::DashLine);
    EXPECT_EQ(penOf(Meaning::Working, lightTheme()).style(), Qt::SolidLine);
}

TEST(Palette, TheVariantFollowsTheWindow)
{
    EXPECT_FALSE(isDark(lightTheme()));
    EXPECT_TRUE(isDark(darkTheme()));
    EXPECT_NE(colorOf(Meaning::Working, lightTheme()), colorOf(Meaning::Working, darkTheme()));
}

TEST(Theme, ApplyingOneChangesTheApplication)
{
    applyTheme(Theme::Dark);
    EXPECT_TRUE(isDark(QApplication::palette()));
    applyTheme(Theme::Light);
    EXPECT_FALSE(isDark(QApplication::palette()));
    EXPECT_EQ(qobject_cast<QProxyStyle*>(QApplication::style())->baseStyle()->name(),
        QStringLiteral("fusion"));
}

} // namespace
} // namespace interleave::ui
