#include "ui/history/history_access.h"

namespace interleave::ui {

HistoryAccess::HistoryAccess(std::filesystem::path folder)
    : m_connection(std::make_shared<Connection>(Connection{.folder = std::move(folder)}))
    , m_turns(nullptr)
{
}

} // namespace interleave::ui
