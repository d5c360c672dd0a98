// interleave: the command line, and the engine that the window spawns.

#include "app/interleave/code_command.h"
#include "app/interleave/engine_command.h"
#include "app/interleave/history_command.h"
#include "app/interleave/lesson_command.h"
#include "app/interleave/list_command.h"
#include "app/interleave/output_file.h"
#include "app/interleave/run_command.h"
#include "app/interleave/sweep_command.h"
#include "app/interleave/validate_command.h"
#include "core/base/least_stack.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/base/program_file.h"
#include "core/base/standard_streams.h"
#include "core/base/system_error.h"
#include "core/engine/run/exit_status.h"
#include "core/process/context.h"
#include "core/workload/image/image_loader.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <new>
#include <sstream>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::size_t kLongestUsage = 4'000;

// What the kernel would end the program with is an error, which is told and cleaned up after: a
// file that may not grow any more (ulimit -f), a reader that has gone.
class WriteSignalsIgnored
{
public:
    /// For another program in this process's place.
    void restore() const
    {
        std::signal(SIGXFSZ, m_tooLarge);
        std::signal(SIGPIPE, m_readerGone);
    }

private:
    void (*m_tooLarge)(int) = std::signal(SIGXFSZ, SIG_IGN);
    void (*m_readerGone)(int) = std::signal(SIGPIPE, SIG_IGN);
};

// The window is a program of its own, so that nothing here needs Qt.
int openWindow(const WriteSignalsIgnored& signals, Messages& messages)
{
    const auto folder = programFolder();
    if (!folder)
        return messages.complain(folder.error().message, kExitEngineFailed);
    const std::string window = (*folder / "interleave-gui").string();
    signals.restore();
    ::execl(window.c_str(), "interleave", nullptr); // by which name it speaks
    return messages.complain(
        "cannot open the window " + window + "; see interleave --help", kExitEngineFailed);
}

// Help and version as well as what is wrong with the options.
int tellParsed(const CLI::App& app, const CLI::ParseError& error, Messages& messages)
{
    std::ostringstream out;
    std::ostringstream err;
    const int status = app.exit(error, out, err) == 0 ? kExitSuccess : kExitUsage;
    if (const std::string usage = shownBothEnds(err.str(), kLongestUsage); !usage.empty())
        messages.say(usage);
    return out.str().empty() ? status : print(out.str(), status, messages);
}

int runCommandLine(int argc, char** argv, Messages& messages)
{
    const WriteSignalsIgnored signals;
    CLI::App app("Runs experiments in real processes and shows what they did.", "interleave");
    app.set_version_flag("--version", "interleave " INTERLEAVE_VERSION);
    app.require_subcommand(0, 1);
    app.footer("Without a command the window opens.\n"
               "Exit status: 0 all tasks succeeded, 1 some did not, 2 bad usage or experiment, 3 "
               "the engine failed, or had fewer workers than it should, "
               "130 interrupted; of --fail-if-slower 4 it is slower, 5 that cannot be told.");
    int status = kExitSuccess;
    RunCommand run(app, RunCommand::Kind::Run, messages, status);
    RunCommand compare(app, RunCommand::Kind::Compare, messages, status);
    SweepCommand sweep(app, messages, status);
    ListCommand list(app, messages, status);
    ValidateCommand validate(app, messages, status);
    CodeCommand code(app, messages, status);
    HistoryCommand history(app, messages, status);
    LessonCommand lesson(app, messages, status);
    EngineCommand engine(app, messages, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return tellParsed(app, error, messages);
    }
    return app.get_subcommands().empty() ? openWindow(signals, messages) : status;
}

} // namespace

} // namespace interleave

int main(int argc, char** argv)
{
    interleave::occupyClosedStandardStreams();
    interleave::setOpenCvEnvironment(); // while there is one thread
    interleave::childMain(argc, argv);
    // Ignored by whoever started us it would keep from the engine how its workers ended.
    std::signal(SIGCHLD, SIG_DFL);
    interleave::Messages messages("interleave");
    if (const auto can = interleave::checkStack(); !can)
        return messages.complain(can.error().message, interleave::kExitEngineFailed);
    try {
        return interleave::runCommandLine(argc, argv, messages);
    } catch (const std::bad_alloc&) {
        return messages.complain(
            interleave::describeNoMemory("this command"), interleave::kExitEngineFailed);
    } catch (const std::exception& error) {
        return messages.complain(error.what(), interleave::kExitEngineFailed);
    }
}
