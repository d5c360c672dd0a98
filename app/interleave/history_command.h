// interleave history: the runs that were kept.
#pragma once

#include "core/history/history.h"

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace interleave {

class Messages;

class HistoryCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    HistoryCommand(CLI::App& app, Messages& messages, int& status);

private:
    void addList(CLI::App& command, int& status);
    void addShow(CLI::App& command, int& status);
    void addDelete(CLI::App& command, int& status);
    void addExport(CLI::App& command, int& status);
    [[nodiscard]] int list() const;
    [[nodiscard]] int show() const;
    [[nodiscard]] int remove() const;
    [[nodiscard]] int writeOut() const;

    [[nodiscard]] Result<History, HistoryError> open() const;
    [[nodiscard]] int complain(const Failure<HistoryError>& failure) const;

    Messages& m_messages;
    std::string m_filter;
    std::string m_format = "json";
    std::int64_t m_limit = 0; // 0: none
    std::int64_t m_id = 0;
    std::vector<std::int64_t> m_ids;
    bool m_json = false;
    bool m_undo = false;
};

} // namespace interleave
