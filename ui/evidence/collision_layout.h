// Where the parts of a collision's picture lie. Pure arithmetic.
//
//   worker 1   [ before ]          [ first: lost ]   [ after ]   [ chosen: lost ]
//                           ( value )
//   worker 2   [ before ]          [ survivor    ]   [ after ]
#pragma once

#include "core/evidence/update_history.h"

#include <QRectF>

#include <vector>

namespace interleave::ui {

struct CollisionBox
{
    LaneUpdate update;
    QRectF rect;
    bool inCollision = false; // one of the two that read the same value, or the chosen one
};

struct CollisionLayout
{
    std::vector<CollisionBox> upper; // the process whose update was lost
    std::vector<CollisionBox> lower; // the one whose update survived
    QRectF value; // that both read
    std::size_t first = 0; // of upper
    std::size_t collider = 0; // of lower

    [[nodiscard]] const QRectF& firstRect() const { return upper[first].rect; }
    [[nodiscard]] const QRectF& colliderRect() const { return lower[collider].rect; }
};

/// `collision` with one update before and after on each lane. `line` is the height of a line of
/// text; the lanes' titles stand above them.
[[nodiscard]] CollisionLayout layOutCollision(
    const Collision& collision, const QRectF& room, double line);

} // namespace interleave::ui
