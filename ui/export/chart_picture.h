// A chart as a picture for paper and slides: always light, in the size that was asked for, whatever
// the window looks like. PNG in pixels; SVG and PDF in shapes and letters.
//
// Paints the widget itself, so only in the window's thread; it takes about as long as showing it.
// The widget is afterwards as it was.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QStringList>

class QWidget;

namespace interleave::ui {

struct PictureSize
{
    QSize pixels; // of the picture, each way kLeastPixels to kMostPixels
    double magnified = 1; // letters and lines: 2 is twice as large as on the screen

    bool operator==(const PictureSize&) const = default;
};

inline constexpr int kLeastPixels = 200;
inline constexpr int kMostPixels = 8'000;

/// As large as on the screen, twice as sharp.
[[nodiscard]] PictureSize shownSize(const QWidget& chart);

[[nodiscard]] QImage pictureOf(QWidget& chart, const PictureSize& size);

/// `about` is kept in the file as its description.
[[nodiscard]] QByteArray svgOf(
    QWidget& chart, const PictureSize& size, const QString& title, const QStringList& about);
[[nodiscard]] QByteArray pdfOf(
    QWidget& chart, const PictureSize& size, const QString& title, const QStringList& about);
/// Any thread; empty where it does not fit into memory.
[[nodiscard]] QByteArray pngOf(QImage picture, const QString& title, const QStringList& about);

} // namespace interleave::ui
