// interleave engine, and interleave pictures: each serves a window, which starts it and speaks to
// it by a socket. Nobody calls them by hand, so no help shows them.
#pragma once

#include "core/base/unique_fd.h"

#include <string>

namespace CLI {
class App;
}

namespace interleave {

class Messages;

class EngineCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    EngineCommand(CLI::App& app, Messages& messages, int& status);

private:
    [[nodiscard]] int execute(int (*serve)(UniqueFd)) const;

    Messages& m_messages;
    std::string m_controlDescriptor; // as it was given
};

} // namespace interleave
