// The one palette: what a colour means, the same in every chart, timeline and table, with a second
// sign (hatch, dots, dashes) for those who do not see the colour. Backgrounds, text and axes are
// QPalette's. The variants for light and dark windows are chosen by the QPalette that is passed in:
// pass the widget's.
#pragma once

#include <QBrush>
#include <QColor>
#include <QPalette>
#include <QPen>

namespace interleave::ui {

enum class Meaning {
    Working, // also run A: solid
    Waiting, // for a lock: diagonal hatch
    Holding, // a lock: solid, with a top edge where a bar has one
    Blocked, // or sleeping: dots
    Lost, // or failed, or dead: cross hatch
    NoCore, // in a task that wants a core and has none: a thin line
    RunB, // the second of two runs: dashed line
};

inline constexpr Meaning kAllMeanings[]{Meaning::Working,
    Meaning::Waiting,
    Meaning::Holding,
    Meaning::Blocked,
    Meaning::Lost,
    Meaning::NoCore,
    Meaning::RunB};

[[nodiscard]] bool isDark(const QPalette& palette);

/// At least 3:1 against the window and base colours of light and dark themes.
[[nodiscard]] QColor colorOf(Meaning meaning, const QPalette& palette);

/// For areas: the colour with its hatch, cross hatch or dots in a paler tone. `pixelRatio` is how
/// many of the device's pixels one is; 0: as on the finest of the screens.
[[nodiscard]] QBrush brushOf(Meaning meaning, const QPalette& palette, double pixelRatio = 0);

/// For lines: dashed for run B, solid else; cosmetic.
[[nodiscard]] QPen penOf(Meaning meaning, const QPalette& palette, double width = 1.5);

/// For amounts: from 0, which can just be told from the background, to 1, which is nearest to the
/// text's colour. Brightness alone orders them.
[[nodiscard]] QColor amountColor(double share, const QPalette& palette);

/// What an area's hatch or dots are drawn in.
[[nodiscard]] QColor signColor(Meaning meaning, const QPalette& palette);

/// For words in that colour ("✕ 37,912 lost"): moved towards the text colour until it has 4.5:1.
[[nodiscard]] QColor textColorOf(Meaning meaning, const QPalette& palette);

/// For units, hints and axis labels: paler than text, but still 4.5:1.
[[nodiscard]] QColor mutedTextColor(const QPalette& palette);

/// For axes' grid lines and thin separators: part of the background, not of the picture.
[[nodiscard]] QColor gridColor(const QPalette& palette);

/// WCAG 2.1: 1 (the same) to 21 (black on white).
[[nodiscard]] double contrastRatio(const QColor& one, const QColor& other);

} // namespace interleave::ui
