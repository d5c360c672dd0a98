// The interleave program with a history of a test's own.
#pragma once

#include "tests/integration/command_line.h"

#include <filesystem>
#include <string>

namespace interleave::test {

inline constexpr const char* kBriefRun
    = "run --workload counter --param increments=10 --tasks 4 --workers 1";

class WithHistory : public CommandLine
{
protected:
    [[nodiscard]] Printed call(const std::string& arguments) const
    {
        return runProgram("/usr/bin/env",
            "INTERLEAVE_HISTORY=on XDG_DATA_HOME='" + m_folder.path().string()
                + "' '" INTERLEAVE_PROGRAM "' " + arguments);
    }
    [[nodiscard]] std::filesystem::path historyFolder() const
    {
        return m_folder.path() / "interleave" / "history";
    }
    [[nodiscard]] Json list(const std::string& arguments = "") const
    {
        return Json::parse(call("history list --json " + arguments).out, nullptr, false);
    }
};

} // namespace interleave::test
