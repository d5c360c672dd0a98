#include "ui/waits/wait_graph_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace interleave::ui {

namespace {

constexpr double kLargestNode = 26;
constexpr double kSmallestNode = 5;
constexpr double kInnerCircle = 0.55;
constexpr double kNodeShare = 0.36; // of the distance between neighbours

// `turn` in whole turns, clockwise from the top.
QPointF onCircle(const QPointF& centre, double radius, double turn)
{
    const double angle = 2 * std::numbers::pi * turn;
    return centre + radius * QPointF(std::sin(angle), -std::cos(angle));
}

} // namespace

WaitGraphLayout layOutWaitGraph(const QRectF& room, std::size_t workers, std::size_t locks)
{
    WaitGraphLayout layout;
    const std::size_t own = locks > 0 ? locks - 1 : 0;
    const bool oneCircle = own <= workers;
    const auto places = static_cast<double>(std::max<std::size_t>(workers, 1));
    const double half = std::min(room.width(), room.height()) / 2;
    const double crowd
        = oneCircle ? 2 * places : std::max(places, static_cast<double>(own) / kInnerCircle);
    const double neighbours = 2 * std::numbers::pi * half / crowd;
    layout.radius = std::clamp(kNodeShare * neighbours, kSmallestNode, kLargestNode);
    const double radius = std::max(0.0, half - layout.radius - 4);
    for (std::size_t i = 0; i < workers; ++i)
        layout.workers.push_back(onCircle(room.center(), radius, static_cast<double>(i) / places));
    if (locks > 0)
        layout.locks.push_back(room.center());
    for (std::size_t i = 0; i < own; ++i) {
        const auto place = static_cast<double>(i);
        layout.locks.push_back(oneCircle
                ? onCircle(room.center(), radius, (place - 0.5) / places)
                : onCircle(room.center(), kInnerCircle * radius, place / static_cast<double>(own)));
    }
    return layout;
}

QLineF arrowBetween(const QPointF& from, const QPointF& to, double gapAtFrom, double gapAtTo)
{
    const QLineF whole(from, to);
    const double length = whole.length();
    if (length <= gapAtFrom + gapAtTo)
        return {};
    return {whole.pointAt(gapAtFrom / length), whole.pointAt(1 - gapAtTo / length)};
}

} // namespace interleave::ui
