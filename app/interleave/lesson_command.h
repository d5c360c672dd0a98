// interleave lesson: what lessons there are, whether one is written as it should be, and what its
// runs give here.
#pragma once

#include "core/lesson/lesson_folder.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace interleave {

class Messages;

class LessonCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    LessonCommand(CLI::App& app, Messages& messages, int& status);

private:
    void addList(CLI::App& command, int& status);
    void addCheck(CLI::App& command, int& status);
    void addTry(CLI::App& command, int& status);
    [[nodiscard]] int list() const;
    [[nodiscard]] int check() const;
    [[nodiscard]] int tryOut() const;
    [[nodiscard]] int refuse(const LessonFile& file, const std::string& programs) const;
    [[nodiscard]] int complain(const LessonFile& file) const;

    Messages& m_messages;
    std::vector<std::string> m_files;
    std::string m_which;
    bool m_json = false;
    bool m_allowsPrograms = false;
};

} // namespace interleave
