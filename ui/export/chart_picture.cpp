#include "ui/export/chart_picture.h"

#include "ui/widgets/number_table.h"
#include "ui/widgets/theme.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave::ui {

namespace {

constexpr int kSharpness = 2; // of what is as large as on the screen
constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerInch = 72;

/// While it lives the chart is light, of that size, without its buttons. The screen does not show
/// it: that is painted when the window gets to its events again.
class AsPicture
{
public:
    AsPicture(QWidget& chart, const QSize& size)
        : m_chart(chart)
        , m_geometry(chart.geometry())
    {
        for (TableButton* button : chart.findChildren<TableButton*>()) {
            if (button->isVisible())
                m_hidden.push_back(button);
        }
        std::ranges::for_each(m_hidden, &QWidget::hide);
        m_chart.setPalette(lightTheme());
        m_chart.resize(size);
    }
    AsPicture(const AsPicture&) = delete;
    AsPicture& operator=(const AsPicture&) = delete;
    AsPicture(AsPicture&&) = delete;
    AsPicture& operator=(AsPicture&&) = delete;
    ~AsPicture()
    {
        std::ranges::for_each(m_hidden, &QWidget::show);
        m_chart.setPalette({});
        m_chart.setGeometry(m_geometry);
    }

private:
    QWidget& m_chart;
    QRect m_geometry;
    std::vector<QWidget*> m_hidden;
};

void paint(QWidget& chart, const PictureSize& size, QPaintDevice& device)
{
    const QSizeF unmagnified = QSizeF(size.pixels) / size.magnified;
    const QSize inside(static_cast<int>(std::ceil(unmagnified.width())),
        static_cast<int>(std::ceil(unmagnified.height())));
    const AsPicture asPicture(chart, inside);
    QPainter painter(&device);
    painter.scale(size.magnified, size.magnified);
    painter.fillRect(QRect({}, inside), lightTheme().window());
    chart.render(&painter, {}, {}, QWidget::DrawChildren);
}

} // namespace

PictureSize shownSize(const QWidget& chart)
{
    const QSize least(kLeastPixels, kLeastPixels);
    const QSize most(kMostPixels, kMostPixels);
    return {.pixels = (chart.size() * kSharpness).expandedTo(least).boundedTo(most),
        .magnified = kSharpness};
}

QImage pictureOf(QWidget& chart, const PictureSize& size)
{
    QImage picture(size.pixels, QImage::Format_RGB32);
    if (!picture.isNull()) // there was room for it
        paint(chart, size, picture);
    return picture;
}

QByteArray svgOf(
    QWidget& chart, const PictureSize& size, const QString& title, const QStringList& about)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size.pixels);
    generator.setViewBox(QRect({}, size.pixels));
    generator.setResolution(static_cast<int>(kPixelsPerInch));
    generator.setTitle(title);
    generator.setDescription(about.join(u'\n'));
    paint(chart, size, generator);
    return buffer.data();
}

QByteArray pdfOf(
    QWidget& chart, const PictureSize& size, const QString& title, const QStringList& about)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(static_cast<int>(kPixelsPerInch));
        const QSizeF points = QSizeF(size.pixels) * kPointsPerInch / kPixelsPerInch;
        writer.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins({});
        writer.setTitle((QStringList(title) + about).join(QStringLiteral(" · ")));
        writer.setCreator(QStringLiteral("Interleave"));
        paint(chart, size, writer);
    }
    return buffer.data();
}

QByteArray pngOf(QImage picture, const QString& title, const QStringList& about)
{
    picture.setText(QStringLiteral("Title"), title);
    picture.setText(QStringLiteral("Description"), about.join(u'\n'));
    picture.setText(QStringLiteral("Software"), QStringLiteral("Interleave"));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return picture.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

} // namespace interleave::ui
