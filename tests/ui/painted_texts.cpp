#include "tests/ui/painted_texts.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

namespace interleave::ui {

namespace {

// Takes down where text is painted, and paints nothing.
class TextRecorder : public QPaintEngine
{
public:
    TextRecorder()
        : QPaintEngine(AllFeatures)
    {
    }
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override { }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override { }
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override
    {
    }
    void drawPath(const QPainterPath&) override { }
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override { }
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override { }
    [[nodiscard]] Type type() const override { return User; }

    void drawTextItem(const QPointF& place, const QTextItem& item) override
    {
        const QRectF area(
            place.x(), place.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        const QTransform toWidget = painter()->deviceTransform();
        const QRectF everywhere(-1e6, -1e6, 2e6, 2e6);
        m_texts.push_back({item.text(),
            toWidget.mapRect(area),
            painter()->hasClipping() ? toWidget.mapRect(painter()->clipBoundingRect())
                                     : everywhere});
    }
    [[nodiscard]] const std::vector<PaintedText>& texts() const { return m_texts; }

private:
    std::vector<PaintedText> m_texts;
};

class TextDevice : public QPaintDevice
{
public:
    explicit TextDevice(const QWidget& like)
        : m_size(like.size())
        , m_dpiX(like.logicalDpiX())
        , m_dpiY(like.logicalDpiY())
    {
    }
    [[nodiscard]] QPaintEngine* paintEngine() const override { return &m_recorder; }
    [[nodiscard]] const std::vector<PaintedText>& texts() const { return m_recorder.texts(); }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return m_dpiX;
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return m_dpiY;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        case PdmDepth:
            return 32;
        default:
            return 1;
        }
    }

private:
    QSize m_size;
    int m_dpiX;
    int m_dpiY;
    mutable TextRecorder m_recorder;
};

} // namespace

std::vector<PaintedText> paintedTexts(QWidget& widget)
{
    TextDevice device(widget);
    {
        QPainter painter(&device);
        widget.render(&painter, {}, {}, {}); // without its children
    }
    return device.texts();
}

} // namespace interleave::ui
