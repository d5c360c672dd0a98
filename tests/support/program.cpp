#include "tests/support/program.h"

#include "core/base/file.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <sys/wait.h>

namespace interleave::test {

void keepNoHistory()
{
    constexpr int kAsItIs = 0;
    ::setenv("INTERLEAVE_HISTORY", "off", kAsItIs);
}

Printed runProgram(const std::string& program, const std::string& arguments)
{
    keepNoHistory();
    const TemporaryFolder folder;
    const std::string out = folder.path() / "out";
    const std::string err = folder.path() / "err";
    const std::string command
        = "'" + program + "' " + arguments + " <'/dev/null' >'" + out + "' 2>'" + err + "'";
    const int status = std::system(command.c_str());
    constexpr std::size_t kLimit = 1U << 28U;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        readFile(out, kLimit).value_or(""),
        readFile(err, kLimit).value_or("")};
}

} // namespace interleave::test
