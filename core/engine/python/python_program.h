// The Python program that performs a trial (resources/python/run.py), and the engine's ends to it:
// a gate that it waits at, words that it says, a life line by which all of its processes end with
// the engine, and what it prints.
//
// It makes itself the leader of a process group, so that what it has started can be ended with it,
// however it ends. It is isolated (python3 -I): neither PYTHONHOME, PYTHONPATH and PYTHONSTARTUP
// nor a module in the working folder change what runs.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/base/unique_fd.h"
#include "core/process/child_process.h"
#include "core/process/life_line.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

class PythonProgram
{
public:
    /// `interpreter` as findPython() gives it.
    [[nodiscard]] static Result<PythonProgram, SystemError> create(std::string interpreter);

    /// `memory` is the descriptor of its workers' logs, `matter` that of what tasks are about; -1:
    /// none. Once.
    [[nodiscard]] Result<ChildProcess, SystemError> start(
        const std::string& order, int memory, int matter);
    /// Lets the measured time begin: it waits for a byte there, or the end of what it could read.
    /// Where it `waitsAgain` only goOn() ends that.
    void openGate(bool waitsAgain);
    void goOn() { m_gate.reset(); }
    /// Ends the whole group of a program that runs, or has ended and was not reaped.
    static void killGroup(pid_t leader);

    /// Whole lines that have come since the last call.
    [[nodiscard]] std::vector<std::string> takeWords();
    [[nodiscard]] int words() const { return m_words.get(); }
    /// Reads what it prints, so that it need not wait, and keeps the end.
    void takePrinted();
    [[nodiscard]] int printed() const { return m_printed.get(); }
    /// The last line that it has printed: of an exception that nobody catches, what it is.
    [[nodiscard]] std::string lastPrinted() const;

    [[nodiscard]] const std::string& interpreter() const { return m_interpreter; }

private:
    PythonProgram(std::string interpreter, LifeLine lifeLine)
        : m_interpreter(std::move(interpreter))
        , m_lifeLine(std::move(lifeLine))
    {
    }

    std::string m_interpreter;
    UniqueFd m_gate; // that nobody writes to
    UniqueFd m_words; // to read from
    UniqueFd m_printed;
    UniqueFd m_itsGate; // the program's ends, until it has started
    UniqueFd m_itsWords;
    UniqueFd m_itsOutput;
    std::string m_halfWord; // of which the rest is to come
    std::string m_printedLast;
    LifeLine m_lifeLine; // the first to go: whoever still waits at the gate goes no further
};

} // namespace interleave
