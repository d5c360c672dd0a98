// interleave list: what can be run, for people and as JSON.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace interleave {

class Messages;

class ListCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    ListCommand(CLI::App& app, Messages& messages, int& status);

private:
    [[nodiscard]] int execute() const;

    Messages& m_messages;
    std::string m_what;
    bool m_json = false;
};

} // namespace interleave
