// Where workers and locks stand in the picture of the waiting: on a circle, each always at the same
// place. Pure arithmetic.
#pragma once

#include <QLineF>
#include <QRectF>

#include <vector>

namespace interleave::ui {

struct WaitGraphLayout
{
    std::vector<QPointF> workers;
    std::vector<QPointF> locks; // by LockId
    double radius = 0; // of a node
};

/// With no more own locks than workers all stand on one circle, the lock n to the left of worker n
/// (as a fork beside a plate); with more the locks have a circle inside. The experiment's
/// primitive, lock 0, has the middle.
[[nodiscard]] WaitGraphLayout layOutWaitGraph(
    const QRectF& room, std::size_t workers, std::size_t locks);

/// The part of the way from one node to another that lies outside both.
[[nodiscard]] QLineF arrowBetween(
    const QPointF& from, const QPointF& to, double gapAtFrom, double gapAtTo);

} // namespace interleave::ui
