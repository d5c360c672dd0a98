// How many took how long: bars over the axis of durations. A bar is chosen by a click, or by the
// arrow keys and Enter; Escape chooses none.
#pragma once

#include "ui/models/time_range.h"
#include "ui/timings/duration_plot.h"

#include <optional>

namespace interleave::ui {

class DurationHistogram : public QWidget
{
    Q_OBJECT

public:
    explicit DurationHistogram(QWidget* parent = nullptr);

    void setPicture(const DurationPicture& picture);
    /// Durations in ns that are marked.
    void setSelected(const std::optional<TimeRange>& duration);
    /// What a click on a bar does, in words.
    void setHelp(const QString& help) { m_help = help; }

    [[nodiscard]] const std::vector<DurationBin>& bins() const { return m_bins; }
    [[nodiscard]] QRectF barRect(std::size_t bin) const;
    /// "1.00 ms to 1.20 ms: 1,234 (12.3 %)"; nothing outside the plot.
    [[nodiscard]] QString describe(const QPointF& place) const;
    [[nodiscard]] double countMaximum() const { return m_maximum; }

    [[nodiscard]] QSize sizeHint() const override { return {480, 180}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 60}; }

Q_SIGNALS:
    /// Of a bar, in ns; nothing: choose none.
    void chosen(const std::optional<interleave::ui::TimeRange>& duration);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF area() const { return durationPlotArea(*this, width(), true); }
    void addGestures();
    void makeBins();
    [[nodiscard]] std::optional<std::size_t> binAt(const QPointF& place) const;
    [[nodiscard]] QString textOf(const DurationBin& bin) const;
    void moveTo(int bin);
    void choose(std::size_t bin);
    void paintCounts(QPainter& painter, const QRectF& area) const;

    DurationPicture m_picture;
    std::vector<DurationBin> m_bins;
    double m_maximum = 0; // of the count axis; shrinks only with another picture's axis
    std::optional<TimeRange> m_selected;
    std::optional<std::size_t> m_current; // where the keyboard is
    QString m_help;
};

} // namespace interleave::ui
