#include "core/engine/python/python_program.h"

#include "core/base/program_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace interleave {

namespace {

// As resources/python/interleave_runner/engine.py has them.
constexpr int kMemory = 3;
constexpr int kWords = 4;
constexpr int kLifeLine = 5;
constexpr int kMatter = 6;

constexpr std::size_t kPrintedKept = 4096;
constexpr std::size_t kLongestWord = 1U << 16U;

struct PipeEnds
{
    UniqueFd read;
    UniqueFd write;
};

Result<PipeEnds, SystemError> createPipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno("create a pipe");
    return PipeEnds{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// Whose reader may have ended: no pipe, of which SIGPIPE would come.
Result<PipeEnds, SystemError> createGate()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failErrno("create a pair of sockets");
    return PipeEnds{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// The engine never waits at it; the other end is another's, and does.
bool stopWaiting(const UniqueFd& end)
{
    return ::fcntl(end.get(), F_SETFL, O_NONBLOCK) == 0;
}

Result<std::filesystem::path, SystemError> findRunner()
{
    const auto folder = programFolder();
    if (!folder)
        return tl::unexpected(folder.error());
    const std::filesystem::path runner = folder->parent_path() / "share/interleave/python/run.py";
    std::error_code ignored;
    if (std::filesystem::exists(runner, ignored))
        return runner;
    return fail(SystemError::NotFound,
        fmt::format("the program that runs Python's executors is missing: there is no {} (install "
                    "Interleave again)",
            runner.string()));
}

// What can be read now and no more than a round of the loop should take.
std::string readSome(int fd)
{
    std::array<char, std::size_t{1} << 16U> bytes{};
    const ssize_t count = retryOnInterrupt([&] { return ::read(fd, bytes.data(), bytes.size()); });
    return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : std::string();
}

} // namespace

Result<PythonProgram, SystemError> PythonProgram::create(std::string interpreter)
{
    auto lifeLine = LifeLine::create();
    auto gate = createGate();
    auto words = createPipe();
    auto printed = createPipe();
    for (const auto* error : {lifeLine ? nullptr : &lifeLine.error(),
             gate ? nullptr : &gate.error(),
             words ? nullptr : &words.error(),
             printed ? nullptr : &printed.error()}) {
        if (error != nullptr)
            return tl::unexpected(*error);
    }
    if (!stopWaiting(words->read) || !stopWaiting(printed->read))
        return failErrno("create a pipe");
    PythonProgram program(std::move(interpreter), *std::move(lifeLine));
    program.m_gate = std::move(gate->write);
    program.m_words = std::move(words->read);
    program.m_printed = std::move(printed->read);
    program.m_itsGate = std::move(gate->read);
    program.m_itsWords = std::move(words->write);
    program.m_itsOutput = std::move(printed->write);
    return program;
}

Result<ChildProcess, SystemError> PythonProgram::start(
    const std::string& order, int memory, int matter)
{
    const auto runner = findRunner();
    if (!runner)
        return tl::unexpected(runner.error());
    std::vector given{ChildProcess::Given{m_itsGate.get(), STDIN_FILENO},
        ChildProcess::Given{m_itsOutput.get(), STDOUT_FILENO},
        ChildProcess::Given{m_itsOutput.get(), STDERR_FILENO},
        ChildProcess::Given{memory, kMemory},
        ChildProcess::Given{m_itsWords.get(), kWords},
        ChildProcess::Given{m_lifeLine.childEnd(), kLifeLine}};
    if (matter >= 0)
        given.push_back({matter, kMatter});
    auto started = ChildProcess::spawn(
        m_interpreter, {m_interpreter, "-I", "-B", "-X", "utf8", runner->string(), order}, given);
    m_itsGate.reset();
    m_itsWords.reset();
    m_itsOutput.reset();
    return started;
}

void PythonProgram::openGate(bool waitsAgain)
{
    constexpr char kOpen = '1';
    if (!waitsAgain)
        m_gate.reset();
    else // one that has ended is seen by its pidfd
        static_cast<void>(::send(m_gate.get(), &kOpen, sizeof kOpen, MSG_NOSIGNAL));
}

void PythonProgram::killGroup(pid_t leader)
{
    if (leader > 0)
        ::kill(-leader, SIGKILL);
}

std::vector<std::string> PythonProgram::takeWords()
{
    m_halfWord += readSome(m_words.get());
    std::vector<std::string> words;
    std::size_t begin = 0;
    for (std::size_t end = m_halfWord.find('\n'); end != std::string::npos;
         end = m_halfWord.find('\n', begin)) {
        words.push_back(m_halfWord.substr(begin, end - begin));
        begin = end + 1;
    }
    m_halfWord.erase(0, begin);
    if (m_halfWord.size() > kLongestWord)
        m_halfWord.clear();
    return words;
}

void PythonProgram::takePrinted()
{
    m_printedLast += readSome(m_printed.get());
    if (m_printedLast.size() > kPrintedKept)
        m_printedLast.erase(0, m_printedLast.size() - kPrintedKept);
}

std::string PythonProgram::lastPrinted() const
{
    const std::size_t end = m_printedLast.find_last_not_of(" \r\n\t");
    if (end == std::string::npos)
        return {};
    const std::size_t before = m_printedLast.find_last_of('\n', end);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return m_printedLast.substr(begin, end + 1 - begin);
}

} // namespace interleave
