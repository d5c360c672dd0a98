// Runs a program as a user would and keeps what it printed.
#pragma once

#include <string>

namespace interleave::test {

struct Printed
{
    int status = -1; // exit status; 128 + signal when it was killed
    std::string out;
    std::string err;
};

/// No program that a test starts keeps its runs in its user's history, unless it is told to by the
/// variable INTERLEAVE_HISTORY.
void keepNoHistory();

/// `arguments` as in a shell; standard input is empty.
Printed runProgram(const std::string& program, const std::string& arguments);

} // namespace interleave::test
