// The window as a user meets it: the real program on a real X server, driven by the keyboard.

#include "tests/integration/started_program.h"
#include "tests/integration/virtual_screen.h"
#include "tests/support/children.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sys/stat.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::uint64_t kPatienceNs = 20'000'000'000;

class WindowProgram : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const char* tool : {"/usr/bin/Xvfb", "/usr/bin/xdotool"}) {
            if (!std::filesystem::exists(tool))
                GTEST_SKIP() << tool << " is not installed";
        }
        ASSERT_TRUE(m_screen != nullptr) << "Xvfb did not start";
        ::setenv("DISPLAY", m_screen->display().c_str(), 1); // for xdotool, too
        std::filesystem::create_directory(home());
        std::filesystem::create_directory(m_folder.path() / "runtime");
        std::filesystem::permissions(
            m_folder.path() / "runtime", std::filesystem::perms::owner_all);
    }

    std::filesystem::path home() const { return m_folder.path() / "home"; }

    void open(const std::string& file = {})
    {
        m_window.emplace(ChildProcess::fork({}, [&] { return becomeTheProgram(file); }).value());
        ASSERT_TRUE(eventually([this] {
            m_id = xdotool("search --onlyvisible --name Interleave");
            return !m_id.empty();
        })) << "no window appeared";
        xdotool("windowfocus --sync " + m_id);
    }

    int becomeTheProgram(const std::string& file)
    {
        for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            ::unsetenv(name);
        ::setenv("HOME", home().c_str(), 1);
        ::setenv("XDG_RUNTIME_DIR", (m_folder.path() / "runtime").c_str(), 1);
        ::setenv("QT_QPA_PLATFORM", "xcb", 1);
        ::setenv("PATH",
            "/usr/bin",
            1); // where python3 is no script of the user's, whose home it is not
        ::signal(SIGCHLD, m_onChild);
        ::execl(WINDOW_PROGRAM,
            "interleave-gui",
            file.empty() ? nullptr : file.c_str(),
            static_cast<char*>(nullptr));
        return 127;
    }

    static std::string xdotool(const std::string& arguments)
    {
        std::string out = runProgram("/usr/bin/xdotool", arguments).out;
        while (!out.empty() && out.back() == '\n')
            out.pop_back();
        return out;
    }
    static void press(const std::string& key) { xdotool("key " + key); }
    bool waitForTitle(const std::string& part)
    {
        return eventually(
            [&] { return xdotool("getwindowname " + m_id).find(part) != std::string::npos; });
    }
    std::optional<ExitStatus> waitForEnd() { return m_window->reapWithin(kPatienceNs); }

    /// The processes that the window has started, and their children: they have its home.
    std::vector<std::string> descendants() const
    {
        const std::string mark = "HOME=" + home().string();
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            const std::string pid = entry.path().filename();
            if (std::ranges::all_of(pid, ::isdigit) && pid != std::to_string(m_window->pid())
                && contentOf(entry.path() / "environ").find(mark) != std::string::npos)
                found.push_back(pid);
        }
        return found;
    }
    bool allEnd() const
    {
        return eventually([this] { return descendants().empty(); });
    }

    std::vector<std::string> filesInHome() const
    {
        std::vector<std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(home())) {
            if (!entry.is_directory())
                files.push_back(std::filesystem::relative(entry.path(), home()));
        }
        return files;
    }

    std::string longExperiment()
    {
        const std::string file = m_folder.path() / "long.json";
        std::ofstream(file) << R"({"workload": "sleep", "tasks": 100000, "workers": 2})";
        return file;
    }

    std::string shortExperiment()
    {
        const std::string file = m_folder.path() / "short.json";
        std::ofstream(file) << R"({"workload": "counter", "tasks": 20, "workers": 2, "trials": 1})";
        return file;
    }

    TemporaryFolder m_folder;
    std::unique_ptr<VirtualScreen> m_screen = VirtualScreen::start();
    std::optional<ChildProcess> m_window;
    std::string m_id;
    sighandler_t m_onChild = SIG_DFL; // what the program inherits

    void expectRunAndEndByKeys()
    {
        press("ctrl+r");
        EXPECT_TRUE(waitForTitle("done")) << xdotool("getwindowname " + m_id);
        press("ctrl+q");
        const auto status = waitForEnd();
        ASSERT_TRUE(status.has_value()) << "the program did not end";
        EXPECT_TRUE(status->clean()) << status->text();
        EXPECT_TRUE(allEnd()) << testing::PrintToString(descendants());
    }
};

Printed windowProgram(const std::string& arguments)
{
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    return runProgram(WINDOW_PROGRAM, arguments);
}

} // namespace

TEST(WindowCommandLine, RefusesWhatItDoesNotKnow)
{
    const Printed unknown = windowProgram("--frobnicate");
    EXPECT_EQ(unknown.status, 2);
    EXPECT_THAT(unknown.err, HasSubstr("frobnicate"));
    const Printed two = windowProgram("one.json two.json");
    EXPECT_EQ(two.status, 2);
    EXPECT_THAT(two.err, HasSubstr("one file at a time"));
}

TEST(WindowCommandLine, SaysWhatItIs)
{
    const Printed help = windowProgram("--help");
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.out, HasSubstr("[file]"));
    EXPECT_EQ(windowProgram("--version").status, 0);
}

TEST(WindowCommandLine, F156_SettingsThatAreAPipeAreNamed)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "interleave");
    const std::string pipe = folder.path() / "interleave/interleave.conf";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const Printed printed = runProgram("/usr/bin/timeout",
        "-s KILL 30 env QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME=" + folder.path().string()
            + " " WINDOW_PROGRAM);
    EXPECT_EQ(printed.status, 2);
    EXPECT_THAT(printed.err, HasSubstr(pipe + ": it is a pipe"));
}

TEST_F(WindowProgram, RunsByAKeyAndEndsByAKey)
{
    open();
    expectRunAndEndByKeys();
}

TEST_F(WindowProgram, F46_RunsWhereItInheritsThatSigchldIsIgnored)
{
    m_onChild = SIG_IGN;
    open();
    expectRunAndEndByKeys();
}

TEST_F(WindowProgram, LeavesNothingInTheHomeButItsSettings)
{
    open();
    press("ctrl+r");
    EXPECT_TRUE(waitForTitle("done"));
    press("ctrl+q");
    ASSERT_TRUE(waitForEnd().has_value());
    EXPECT_THAT(filesInHome(),
        UnorderedElementsAre(".config/interleave/interleave.conf",
            ".config/interleave/interleave/last_experiment.json"));
}

TEST_F(WindowProgram, F156_ANamedPipeKeepsNeitherTheWindowNorItsProcess)
{
    const std::string pipe = m_folder.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    open(pipe);
    press("ctrl+q");
    const auto status = waitForEnd();
    if (!status)
        ::kill(m_window->pid(), SIGKILL);
    ASSERT_TRUE(status.has_value()) << "the program did not end";
    EXPECT_EQ(status->code, 2) << "it could not open it";
}

TEST_F(WindowProgram, OpensTheFileOfItsCommandLine)
{
    open(longExperiment());
    EXPECT_TRUE(waitForTitle("long.json"));
    press("ctrl+q");
    ASSERT_TRUE(waitForEnd().has_value());
    EXPECT_THAT(contentOf(home() / ".config/interleave/interleave/last_experiment.json"),
        HasSubstr("sleep"));
}

TEST_F(WindowProgram, AFileThatItCannotOpenIsStatus2WhenItIsClosed)
{
    const std::string broken = m_folder.path() / "broken.trace";
    std::ofstream(broken) << "ILVREC\r\n and then nothing";
    for (const std::string& file : {broken, std::string("/no/such/file.json")}) {
        open(file);
        press("ctrl+q");
        const auto status = waitForEnd();
        ASSERT_TRUE(status.has_value()) << "the program did not end";
        EXPECT_EQ(status->text(), "exited with status 2") << file;
    }
}

TEST_F(WindowProgram, ClosedDuringARunItEndsTheRun)
{
    open(longExperiment());
    press("ctrl+r");
    ASSERT_TRUE(waitForTitle("running"));
    EXPECT_EQ(descendants().size(), 3U); // the engine and two workers
    press("ctrl+q");
    const auto status = waitForEnd();
    ASSERT_TRUE(status.has_value()) << "the program did not end";
    EXPECT_TRUE(status->clean()) << status->text();
    // Not at once: the leak sanitizer's own process may outlive the worker that it looked at.
    EXPECT_TRUE(allEnd());
}

TEST_F(WindowProgram, ComparesByAKey)
{
    open(shortExperiment());
    ASSERT_TRUE(waitForTitle("short.json"));
    press("ctrl+l");
    EXPECT_TRUE(waitForTitle("none | lock")) << xdotool("getwindowname " + m_id);
    EXPECT_TRUE(waitForTitle("done")) << xdotool("getwindowname " + m_id);
}

// What is selected, then the presentation, and only then the run.
TEST_F(WindowProgram, EscapeTakesBackOneThingAfterTheOther)
{
    open(longExperiment());
    press("ctrl+r");
    ASSERT_TRUE(waitForTitle("running"));
    press("ctrl+2"); // the timeline
    press("F11");
    press("shift+Right shift+Right shift+Right");
    press("Escape Escape");
    press("F1"); // seen when all that was before it is done
    ASSERT_TRUE(eventually([] { return !xdotool("search --onlyvisible --name ^Keys").empty(); }));
    EXPECT_THAT(xdotool("getwindowname " + m_id), HasSubstr("running"));
    xdotool("windowfocus --sync " + m_id);
    press("Escape");
    EXPECT_TRUE(waitForTitle("cancelled")) << xdotool("getwindowname " + m_id);
}

TEST_F(WindowProgram, KilledDuringARunItLeavesNoProcess)
{
    open(longExperiment());
    press("ctrl+r");
    ASSERT_TRUE(waitForTitle("running"));
    m_window->signal(SIGKILL);
    ASSERT_TRUE(waitForEnd().has_value());
    EXPECT_TRUE(allEnd());
}

TEST_F(WindowProgram, KilledDuringARunByPythonItLeavesNoProcess)
{
    if (!std::filesystem::exists("/usr/bin/python3"))
        GTEST_SKIP() << "there is no python3";
    const std::string file = m_folder.path() / "python.json";
    std::ofstream(file) << R"({"workload": "sleep", "params": {"duration": 60}, "tasks": 10,
        "workers": 2, "executor": "python-pool"})";
    open(file);
    press("ctrl+r");
    ASSERT_TRUE(waitForTitle("running"));
    // The engine, Python's program and its two workers.
    ASSERT_TRUE(eventually([this] { return descendants().size() >= 4; }));
    m_window->signal(SIGKILL);
    ASSERT_TRUE(waitForEnd().has_value());
    EXPECT_TRUE(allEnd());
}

} // namespace interleave::test
