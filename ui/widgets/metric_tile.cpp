#include "ui/widgets/metric_tile.h"

#include "ui/widgets/heading.h"
#include "ui/widgets/still_box.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kTileMargin = 8;

} // namespace

MetricTile::MetricTile(
    const QString& caption, const QString& widest, const QString& help, QWidget* parent)
    : QFrame(parent)
    , m_caption(caption)
    , m_widest(widest)
    , m_name(new QLabel(caption, this))
    , m_value(new Heading(TextSize::Title, QStringLiteral("–"), this))
{
    m_value->setWordWrap(false);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setHelp(help);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kTileMargin, kTileMargin / 2, kTileMargin, kTileMargin / 2);
    layout->setSpacing(0);
    layout->addWidget(m_name);
    layout->addWidget(new StillBox(m_value, this));
    reserveWidth();
    setValue(QStringLiteral("–"));
}

void MetricTile::setCaption(const QString& caption)
{
    m_caption = caption;
    m_name->setText(caption);
    nameValue();
}

void MetricTile::setHelp(const QString& help)
{
    setToolTip(help);
    setAccessibleDescription(help);
}

void MetricTile::setTight(bool tight)
{
    const int beside = tight ? kTileMargin / 2 : kTileMargin;
    layout()->setContentsMargins(beside, kTileMargin / 2, beside, kTileMargin / 2);
}

void MetricTile::setValue(const QString& value)
{
    if (m_value->text() == value && !accessibleName().isEmpty())
        return;
    m_value->setText(value);
    nameValue();
}

void MetricTile::nameValue()
{
    const QString name = m_caption % QLatin1Char(' ') % m_value->text();
    m_value->setAccessibleName(name);
    setAccessibleName(name);
}

QString MetricTile::value() const
{
    return m_value->text();
}

void MetricTile::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        reserveWidth();
}

void MetricTile::reserveWidth()
{
    const QFontMetrics metrics(scaledFont(QApplication::font(), TextSize::Title));
    constexpr int kRounding = 2; // what a label asks for beyond its letters
    m_value->setMinimumWidth(metrics.horizontalAdvance(m_widest) + kRounding);
}

} // namespace interleave::ui
