#include "tests/ui/cut_texts.h"

#include "tests/ui/window_words.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QGraphicsView>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QScrollBar>
#include <QTabBar>

#include <vector>

namespace interleave::ui {

namespace {

// A text of a hair's breadth too much is whole to the eye.
constexpr double kSideways = 1.5;
constexpr double kUpright = 2.5;

struct PaintedText
{
    QString text;
    QRectF place; // in the widget
    QRectF clip;
};

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

std::vector<PaintedText> textsOf(QWidget& widget)
{
    TextDevice device(widget);
    {
        QPainter painter(&device);
        widget.render(&painter, {}, {}, {}); // without its children
    }
    return device.texts();
}

// The scroll area whose contents a widget shows; a graphics view shows a picture, all of it.
const QAbstractScrollArea* scrolledBy(const QWidget& widget)
{
    const auto* area = qobject_cast<const QAbstractScrollArea*>(widget.parentWidget());
    const bool contents = area != nullptr && area->viewport() == &widget
        && qobject_cast<const QGraphicsView*>(area) == nullptr;
    return contents ? area : nullptr;
}

bool fits(const QRectF& text, const QRectF& room, const QAbstractScrollArea* scrolled)
{
    const bool sideways = scrolled != nullptr
        && (scrolled->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff
            || qobject_cast<const QHeaderView*>(scrolled) != nullptr);
    const bool upright = scrolled != nullptr;
    return (sideways
               || (text.left() >= room.left() - kSideways
                   && text.right() <= room.right() + kSideways))
        && (upright
            || (text.top() >= room.top() - kUpright && text.bottom() <= room.bottom() + kUpright));
}

// Also within what the widget is in, up to what can be scrolled.
bool isWhole(const QWidget& widget, const PaintedText& painted)
{
    QRectF place = painted.place;
    if (!fits(place, painted.clip, scrolledBy(widget)))
        return false;
    for (const QWidget* each = &widget; each != nullptr; each = each->parentWidget()) {
        const QAbstractScrollArea* scrolled = scrolledBy(*each);
        if (!fits(place, each->rect(), scrolled))
            return false;
        if (scrolled != nullptr || each->isWindow())
            return true;
        place.translate(each->pos());
    }
    return true;
}

// One whose tabs have no room has buttons that move them.
bool isScrolledTab(const QWidget& widget)
{
    const auto* tabs = qobject_cast<const QTabBar*>(&widget);
    return tabs != nullptr && tabs->usesScrollButtons() && tabs->sizeHint().width() > tabs->width();
}

bool isShortened(const QWidget& widget, const QString& text)
{
    if (!text.contains(QChar(0x2026)) || qobject_cast<const ElidedLabel*>(&widget) != nullptr)
        return false;
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button == nullptr || !button->text().remove(QLatin1Char('&')).contains(text);
}

// Fields show what is typed, at the cursor; a field's own place is another test's.
bool isLookedAt(const QWidget& widget)
{
    return widget.isVisible() && qobject_cast<const QLineEdit*>(&widget) == nullptr
        && !isScrolledTab(widget) && qobject_cast<const QMenu*>(&widget) == nullptr;
}

} // namespace

QStringList cutTexts(QWidget& window)
{
    QStringList cut;
    QList<QWidget*> widgets = window.findChildren<QWidget*>();
    widgets.prepend(&window);
    for (QWidget* widget : widgets) {
        if (!isLookedAt(*widget) || widget->window() != window.window())
            continue;
        for (const PaintedText& painted : textsOf(*widget)) {
            if (painted.text.trimmed().isEmpty())
                continue;
            if (isWhole(*widget, painted) && !isShortened(*widget, painted.text)
                && !hasOpenPlural(painted.text))
                continue;
            const QRectF at = painted.place;
            cut << QStringLiteral("%1 \"%2\" (%3): \"%4\" at %5,%6 %7x%8 in %9")
                       .arg(QLatin1String(widget->metaObject()->className()),
                           widget->accessibleName(),
                           widget->parentWidget() != nullptr
                               ? QLatin1String(widget->parentWidget()->metaObject()->className())
                               : QLatin1String(),
                           painted.text)
                       .arg(at.x())
                       .arg(at.y())
                       .arg(at.width())
                       .arg(at.height())
                       .arg(QStringLiteral("%1x%2").arg(widget->width()).arg(widget->height()));
        }
    }
    return cut;
}

} // namespace interleave::ui
