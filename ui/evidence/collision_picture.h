// Who read which value, and who wrote over whom? The two processes of a collision as lanes.
#pragma once

#include "ui/evidence/collision_layout.h"

#include <QWidget>

#include <optional>

namespace interleave::ui {

class CollisionPicture : public QWidget
{
    Q_OBJECT

public:
    explicit CollisionPicture(QWidget* parent = nullptr);

    /// Nothing: none is chosen. `words` say the same as the picture.
    void setCollision(std::optional<Collision> collision, const QString& words);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintLane(QPainter& painter, const std::vector<CollisionBox>& lane, bool upper) const;
    void paintBox(QPainter& painter, const CollisionBox& box) const;
    void paintValue(QPainter& painter, const CollisionLayout& layout) const;
    void paintOverwriting(QPainter& painter, const CollisionLayout& layout) const;

    std::optional<Collision> m_collision;
};

} // namespace interleave::ui
