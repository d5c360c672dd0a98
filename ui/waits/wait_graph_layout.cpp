#include "ui/waits/wait_graph_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace interleave::ui {

namespace {

constexpr double kLargestNode = 26;
constexpr double kSmallestNode = 5;
constexpr double kInnerShare = 0.55; // of the workers, where the locks go round them
constexpr double kNodeShare = 0.36; // of the distance between neighbours
constexpr double kBeside = 4; // of a node
constexpr double kLeastArrow = 14; // between neighbours, which begins and ends beside them

constexpr double kWidest = 1.8; // times as wide as high

struct Oval
{
    QPointF centre;
    double across; // half of it
    double down;
    // `turn` in whole turns, clockwise from the top.
    [[nodiscard]] QPointF at(double turn, double share = 1) const
    {
        const double angle = 2 * std::numbers::pi * turn;
        return centre + share * QPointF(across * std::sin(angle), -down * std::cos(angle));
    }
};

// That leaves room for an arrow between neighbours on the ring, which a larger node makes smaller.
double largestRadius(double half, double crowd)
{
    const double chord = 2 * std::sin(std::numbers::pi / std::max(crowd, 2.0)); // of a ring of 1
    const double room = (half - kBeside) * chord - kLeastArrow - kBeside - kBeside;
    return room / (2 + chord);
}

} // namespace

WaitGraphLayout layOutWaitGraph(const QRectF& room, std::size_t workers, std::size_t locks)
{
    WaitGraphLayout layout;
    const std::size_t own = locks > 0 ? locks - 1 : 0;
    const bool together = own <= workers;
    const auto places = static_cast<double>(std::max<std::size_t>(workers, 1));
    const double half = std::min(room.width(), room.height()) / 2;
    const double crowd
        = together ? 2 * places : std::max(places / kInnerShare, static_cast<double>(own));
    const double neighbours = 2 * std::numbers::pi * half / crowd;
    const double wanted = together ? std::min(kNodeShare * neighbours, largestRadius(half, crowd))
                                   : kNodeShare * neighbours;
    layout.radius = std::clamp(wanted, kSmallestNode, kLargestNode);
    const double beside = layout.radius + kBeside;
    const double down = std::max(0.0, half - beside);
    const Oval oval{room.center(),
        std::clamp(room.width() / 2 - beside, 0.0, kWidest * down),
        std::min(down, std::max(0.0, room.height() / 2 - beside))};
    const double share = together ? 1 : kInnerShare;
    for (std::size_t i = 0; i < workers; ++i)
        layout.workers.push_back(oval.at(static_cast<double>(i) / places, share));
    if (locks > 0)
        layout.locks.push_back(room.center());
    for (std::size_t i = 0; i < own; ++i) {
        const auto place = static_cast<double>(i);
        layout.locks.push_back(
            oval.at(together ? (place - 0.5) / places : place / static_cast<double>(own)));
    }
    return layout;
}

NamePlace placeOfName(const QPointF& node, const QPointF& centre, double radius, const QSizeF& room)
{
    const double across = node.x() - centre.x();
    if (std::abs(across) <= radius) {
        const double top
            = node.y() < centre.y() - 1 ? node.y() - radius - room.height() : node.y() + radius;
        return {{QPointF(node.x() - room.width() / 2, top), room}, Qt::AlignHCenter};
    }
    const double left = across > 0 ? node.x() + radius + 2 : node.x() - radius - 2 - room.width();
    return {{QPointF(left, node.y() - room.height() / 2), room},
        across > 0 ? Qt::AlignLeft : Qt::AlignRight};
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
