#include "ui/evidence/collision_layout.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kLinesInBox = 3;
constexpr double kPadding = 6;
constexpr double kGapShare = 0.06; // of a column
constexpr double kWidestColumn = 190;
constexpr int kValueColumn = 1; // between what was before and the collision

bool isIn(const std::vector<LaneUpdate>& lane, OperationName name)
{
    return std::ranges::any_of(lane, [&](const LaneUpdate& each) { return each.name == name; });
}

// Program order from left to right; the collision itself always has the same column.
int columnOf(OperationName name, OperationName centre)
{
    const std::int64_t offset = std::int64_t{name.sequence} - std::int64_t{centre.sequence};
    return offset < 0 ? 0 : static_cast<int>(kValueColumn + 1 + offset);
}

class Grid
{
public:
    Grid(const QRectF& room, int columns, double line)
        : m_room(room)
        , m_wide(std::min(kWidestColumn, room.width() / columns))
        , m_high(kLinesInBox * line + 2 * kPadding)
        , m_line(line)
    {
    }

    [[nodiscard]] QRectF box(int column, bool upper) const
    {
        const double gap = kGapShare * m_wide;
        const double top = upper ? m_room.top() + m_line : m_room.bottom() - m_line - m_high;
        return {m_room.left() + m_wide * column + gap / 2, top, m_wide - gap, m_high};
    }
    [[nodiscard]] QRectF value() const
    {
        const QRectF above = box(kValueColumn, true);
        const double high = 2 * m_line + kPadding;
        return {above.left(), m_room.center().y() - high / 2, above.width(), high};
    }

private:
    QRectF m_room;
    double m_wide;
    double m_high;
    double m_line;
};

std::size_t addLane(std::vector<CollisionBox>& boxes,
    const std::vector<LaneUpdate>& lane,
    const LaneUpdate& centre,
    const Grid& grid,
    bool upper)
{
    std::size_t place = 0;
    for (const LaneUpdate& update : lane) {
        const bool isCentre = update.name == centre.name;
        if (isCentre)
            place = boxes.size();
        boxes.push_back({update, grid.box(columnOf(update.name, centre.name), upper), isCentre});
    }
    if (boxes.empty()) // the update is known, its neighbours are not
        boxes.push_back({centre, grid.box(kValueColumn + 1, upper), true});
    return place;
}

} // namespace

CollisionLayout layOutCollision(const Collision& collision, const QRectF& room, double line)
{
    const bool sameLane = collision.chosen.name.worker == collision.first.name.worker;
    const bool apart = collision.chosen.name != collision.first.name
        && !isIn(collision.firstLane, collision.chosen.name);
    const Grid grid(room, apart ? 5 : 4, line);
    CollisionLayout layout;
    layout.value = grid.value();
    layout.first = addLane(layout.upper, collision.firstLane, collision.first, grid, true);
    layout.collider
        = addLane(layout.lower, collision.colliderLane, collision.collider, grid, false);
    if (apart) {
        auto& lane = sameLane || collision.chosen.name.worker != collision.collider.name.worker
            ? layout.upper
            : layout.lower;
        lane.push_back({collision.chosen, grid.box(4, &lane == &layout.upper), true});
    }
    return layout;
}

} // namespace interleave::ui
