#include "ui/evidence/update_selection.h"

namespace interleave::ui {

void UpdateSelection::select(std::optional<std::uint32_t> row)
{
    if (row == m_row)
        return;
    m_row = row;
    Q_EMIT changed();
}

} // namespace interleave::ui
