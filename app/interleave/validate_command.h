// interleave validate: says whether an experiment could run, and if not, everything that is wrong
// with it. Or prints how experiments are written.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace interleave {

class Messages;

class ValidateCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    ValidateCommand(CLI::App& app, Messages& messages, int& status);

private:
    [[nodiscard]] int execute() const;
    [[nodiscard]] int check() const;

    Messages& m_messages;
    std::string m_file;
    bool m_schema = false;
};

} // namespace interleave
