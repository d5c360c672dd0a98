// interleave: the command line, and the engine that the window spawns.

#include "app/interleave/list_command.h"
#include "app/interleave/run_command.h"
#include "app/interleave/validate_command.h"
#include "core/base/program_file.h"
#include "core/base/standard_streams.h"
#include "core/engine/engine_server.h"
#include "core/engine/exit_status.h"
#include "core/process/context.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace interleave {

namespace {

// The window is a program of its own, so that nothing here needs Qt.
int openWindow()
{
    const std::string window = (programFile().parent_path() / "interleave-gui").string();
    ::execl(window.c_str(), "interleave-gui", nullptr);
    std::fprintf(
        stderr, "interleave: cannot open the window %s; see interleave --help\n", window.c_str());
    return kExitEngineFailed;
}

int runCommandLine(int argc, char** argv)
{
    CLI::App app("Runs experiments in real processes and shows what they did.", "interleave");
    app.set_version_flag("--version", "interleave " INTERLEAVE_VERSION);
    app.require_subcommand(0, 1);
    app.footer("Without a command the window opens.\n"
               "Exit status: 0 all tasks succeeded, 1 some did not, 2 bad usage or experiment, 3 "
               "the engine failed, "
               "130 interrupted.");
    int status = kExitSuccess;
    RunCommand run(app, status);
    ListCommand list(app, status);
    ValidateCommand validate(app, status);
    int controlDescriptor = -1;
    CLI::App* engine = app.add_subcommand("engine", "Serves a window")->group("");
    engine->add_option("--control-fd", controlDescriptor)
        ->required()
        ->check(CLI::NonNegativeNumber);
    engine->callback([&] { status = serveEngine(UniqueFd(controlDescriptor)); });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kExitSuccess : kExitUsage;
    }
    return app.get_subcommands().empty() ? openWindow() : status;
}

} // namespace

} // namespace interleave

int main(int argc, char** argv)
{
    interleave::occupyClosedStandardStreams();
    interleave::childMain(argc, argv);
    // A file that may not grow any more (ulimit -f) is an error like a full disk, which is told and
    // cleaned up after; the signal would end the program with a temporary file left behind.
    std::signal(SIGXFSZ, SIG_IGN);
    // Ignored by whoever started us it would keep from the engine how its workers ended.
    std::signal(SIGCHLD, SIG_DFL);
    try {
        return interleave::runCommandLine(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "interleave: %s\n", error.what());
        return interleave::kExitEngineFailed;
    }
}
