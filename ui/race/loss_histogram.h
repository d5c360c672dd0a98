// How often how much was lost: trials counted by their losses, above the strip of the same trials
// and on the same axis.
#pragma once

#include "ui/widgets/plot.h"

#include <QBarSeries>
#include <QBarSet>

#include <cstdint>
#include <span>
#include <vector>

namespace interleave::ui {

/// Trials in each of `bins` equal parts of 0 to `maximum`; what lies on an edge counts above it,
/// the maximum itself in the last part.
[[nodiscard]] std::vector<std::size_t> countedByLoss(
    std::span<const std::uint64_t> lost, double maximum, std::size_t bins);

class LossHistogram : public Plot
{
    Q_OBJECT

public:
    explicit LossHistogram(QWidget* parent = nullptr);

    void setLost(std::span<const std::uint64_t> lost);
    [[nodiscard]] const std::vector<std::size_t>& counts() const { return m_counts; }

    [[nodiscard]] QSize sizeHint() const override { return {320, 140}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 48}; }

protected:
    [[nodiscard]] QRectF area() const override;
    void draw() override;
    void paintWords(QPainter& painter) const override;

private:
    std::vector<std::size_t> m_counts;
    double m_lossMaximum = 1;
    bool m_noneLost = true;
    QBarSeries* m_bars;
    QBarSet* m_heights;
};

} // namespace interleave::ui
