// The interleave program called as in a shell.
#pragma once

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>
#include <string>

namespace interleave::test {

inline Printed interleave(const std::string& arguments)
{
    return runProgram(INTERLEAVE_PROGRAM, arguments);
}

inline Json jsonOf(const std::string& arguments)
{
    const Printed printed = interleave("run --json - " + arguments);
    EXPECT_EQ(printed.status, 0) << printed.err;
    return Json::parse(printed.out, nullptr, false);
}

class CommandLine : public testing::Test
{
protected:
    std::string write(const std::string& name, const std::string& text)
    {
        const auto path = m_folder.path() / name;
        std::ofstream(path) << text;
        return path;
    }

    // Nothing may run, and the message names field, value and what is allowed.
    void expectRefused(const std::string& arguments, std::initializer_list<const char*> words)
    {
        const Printed printed = interleave(arguments);
        EXPECT_EQ(printed.status, 2) << arguments << "\n" << printed.out << printed.err;
        EXPECT_EQ(printed.out, "");
        for (const char* word : words)
            EXPECT_THAT(printed.err, testing::HasSubstr(word)) << arguments;
    }

    TemporaryFolder m_folder;
};

} // namespace interleave::test
