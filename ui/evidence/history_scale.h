// Where what of the counter's history lies in its widget: values from left to right, losses below
// the trunk.
#pragma once

#include "ui/evidence/depth_range.h"

#include <QRectF>
#include <QWidget>

#include <cstdint>

namespace interleave::ui {

class HistoryScale
{
public:
    static constexpr double kSlice = 5; // pixels of a bar from afar
    static constexpr double kTrunk = 4; // its width
    static constexpr double kNode = 9; // a survivor's radius

    /// Both stay the caller's.
    HistoryScale(const QWidget& on, const DepthRange& range)
        : m_on(on)
        , m_range(range)
    {
    }

    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QRectF belowTrunk() const;
    [[nodiscard]] double rowHeight() const;
    [[nodiscard]] std::uint32_t barsFromAfar() const;
    /// Whether single survivors can be told apart.
    [[nodiscard]] bool isCloseUp() const;
    [[nodiscard]] double xOf(double depth) const;
    [[nodiscard]] double depthAt(double x) const;

protected:
    [[nodiscard]] const QWidget& on() const { return m_on; }
    [[nodiscard]] const DepthRange& range() const { return m_range; }

private:
    const QWidget& m_on;
    const DepthRange& m_range;
};

} // namespace interleave::ui
