// Where workers and locks stand in the picture of the waiting: on an oval, each always at the same
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

/// With no more own locks than workers all stand on one oval, the lock n to the left of worker n
/// (as a fork beside a plate); with more the locks go round the workers, so that their names have
/// room outside. The experiment's primitive, lock 0, has the middle.
[[nodiscard]] WaitGraphLayout layOutWaitGraph(
    const QRectF& room, std::size_t workers, std::size_t locks);

struct NamePlace
{
    QRectF box;
    Qt::Alignment alignment; // in it
};

/// Where the name of a node stands: outside of the oval, so that no arrow crosses it; that of the
/// node in the middle under it.
[[nodiscard]] NamePlace placeOfName(
    const QPointF& node, const QPointF& centre, double radius, const QSizeF& room);

/// The part of the way from one node to another that lies outside both.
[[nodiscard]] QLineF arrowBetween(
    const QPointF& from, const QPointF& to, double gapAtFrom, double gapAtTo);

} // namespace interleave::ui
