// Says what colours and signs mean: a swatch and its word, again and again, in as many lines as it
// takes.
#pragma once

#include "ui/widgets/palette.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace interleave::ui {

enum class Swatch {
    Area, // with its hatch
    Plain, // without
    Line,
    Outlined, // in the colour of its meaning
    Neutral, // a bar's part without a meaning of its own
    Amount, // in the colour of `amount`
    Heights, // three bars, each higher than the one before
};

struct LegendEntry
{
    QString text;
    std::optional<Meaning> meaning{}; // nothing: in the text's colour
    Swatch swatch = Swatch::Area;
    double amount = 0;
};

class Legend : public QWidget
{
    Q_OBJECT

public:
    explicit Legend(std::vector<LegendEntry> entries, QWidget* parent = nullptr);

    void setEntries(std::vector<LegendEntry> entries);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int lineHeight() const { return fontMetrics().height() + 2; }
    void measure();
    [[nodiscard]] std::vector<QRect> placesIn(int width) const;
    void paintSwatch(QPainter& painter, const QRectF& swatch, const LegendEntry& entry) const;

    std::vector<LegendEntry> m_entries;
    std::vector<int> m_widths; // of each: layouts ask for them again and again
};

} // namespace interleave::ui
