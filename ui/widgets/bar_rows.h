// Horizontal bars to one common scale, each with its name at the left and its number at its end.
#pragma once

#include "ui/widgets/palette.h"

#include <QWidget>

#include <optional>
#include <span>
#include <vector>

namespace interleave::ui {

enum class BarStyle {
    Filled, // the colour and hatch of its meaning
    Plain, // the colour without the hatch: waiting awake, on a core
    Outlined, // the second of two runs
    Bracket, // a measure of the difference between two bars
};

struct BarSegment
{
    double length = 0;
    std::optional<Meaning> meaning{}; // nothing: neutral, what should be
    BarStyle style = BarStyle::Filled;
};

struct BarRow
{
    QString label{};
    std::vector<BarSegment> segments{}; // one after the other
    QString value{};
    double start = 0; // where the first segment begins
    std::optional<Meaning> valueMeaning{}; // the colour of the number
    std::vector<double> each{}; // what the bar is the median of: rings over it
};

/// One part of a bar; nothing is painted outside of `rect`.
void paintBarSegment(
    QPainter& painter, const QRectF& rect, const BarSegment& segment, const QPalette& palette);

class BarRows : public QWidget
{
    Q_OBJECT

public:
    explicit BarRows(const QString& accessibleName, QWidget* parent = nullptr);

    void setRows(std::vector<BarRow> rows);
    [[nodiscard]] const std::vector<BarRow>& rows() const { return m_rows; }

    /// The scale reaches at least this value: 1 for shares of a whole.
    void setScaleAtLeast(double value);

    /// Is never higher than its rows at their highest.
    void growWithRoom();

    /// Asks for no more height than its texts need, and has what there is.
    void askForLittle();

    /// Room for these texts at least, so that charts below each other begin and end at the same
    /// place.
    void setSpaceAtLeast(const QString& label, const QString& value);

    /// From now on all `charts` draw equal values equally long, as long as they are equally wide.
    /// Call it again after setRows().
    static void shareScale(std::span<BarRows* const> charts);

    /// Where a segment is painted; empty for one that has no length.
    [[nodiscard]] QRectF segmentRect(std::size_t row, std::size_t segment) const;

    /// Where each of the values that a row's bar is the median of has its ring.
    [[nodiscard]] std::vector<QPointF> ringsOf(std::size_t row) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Scale
    {
        double maximum = 0;
        int labelWidth = 0;
        int valueWidth = 0;
    };
    [[nodiscard]] Scale ownScale() const;
    void setScale(const Scale& scale);
    void fitHeight();
    [[nodiscard]] QRectF bandOf(std::size_t row) const;
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double endOf(std::size_t row) const;
    void paintRow(QPainter& painter, std::size_t row) const;
    void paintRings(QPainter& painter, std::size_t row) const;

    std::vector<BarRow> m_rows;
    Scale m_scale;
    double m_leastMaximum = 0;
    bool m_grows = false;
    bool m_asksForLittle = false;
    QString m_leastLabel;
    QString m_leastValue;
};

} // namespace interleave::ui
