// interleave list: what can be run, for people and as JSON.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace interleave {

class ListCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    ListCommand(CLI::App& app, int& status);

private:
    [[nodiscard]] int execute() const;

    std::string m_what;
    bool m_json = false;
};

} // namespace interleave
