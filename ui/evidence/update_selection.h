// Which lost update is looked at: the one thing that the list, the collision and the history share.
#pragma once

#include <QObject>

#include <cstdint>
#include <optional>

namespace interleave::ui {

class UpdateSelection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// A row of the history's lost updates; nothing: none.
    void select(std::optional<std::uint32_t> row);
    [[nodiscard]] std::optional<std::uint32_t> row() const { return m_row; }

Q_SIGNALS:
    void changed();

private:
    std::optional<std::uint32_t> m_row;
};

} // namespace interleave::ui
