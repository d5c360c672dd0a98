// A worker that was killed and that the kernel does not end (holding_debugger.h): the run ends.

#include "core/base/json.h"
#include "tests/integration/started_program.h"
#include "tests/support/holding_debugger.h"
#include "tests/support/process_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <optional>

namespace interleave::test {

namespace {

using testing::HasSubstr;

// In the process that is to become the program: a child of it does, and it is the debugger.
void traceTheProgram()
{
    PipeEnds traced = makePipe();
    const pid_t program = ::fork();
    if (program == 0) {
        traced.writer.reset();
        char none = 0;
        while (::read(traced.reader.get(), &none, 1) > 0) { }
        return;
    }
    const bool attached = debug(program);
    if (!attached)
        ::kill(program, SIGKILL);
    traced.writer.reset();
    ::_exit(attached ? holdWhoIsKilled(program) : kNotTraced);
}

// In its endless loop: nothing else that a worker does here takes half a second of a core.
bool hasHungForLong(pid_t worker)
{
    clockid_t clock{};
    timespec used{};
    return ::clock_getcpuclockid(worker, &clock) == 0 && ::clock_gettime(clock, &used) == 0
        && (used.tv_sec > 0 || used.tv_nsec > 500'000'000);
}

struct Said
{
    int status;
    std::string out;
    std::string err;
};

class Unkillable : public testing::TestWithParam<const char*>
{
protected:
    void start(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.end(),
            {"--workers", "2", "--schedule", "dynamic", "--chunk", "1", "--tasks", "100"});
        arguments.insert(arguments.end(), {"--inject", "hang@3"});
        startRun(std::move(arguments));
    }
    void startRun(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), {"run", "--json", "-"});
        m_debugger.emplace(startInterleave(
            arguments, {.out = m_out.writer.get(), .err = m_err.writer.get()}, traceTheProgram));
        m_out.writer.reset();
        m_err.writer.reset();
    }
    Said end()
    {
        Said said{.status = 0, .out = readToEnd(m_out.reader), .err = readToEnd(m_err.reader)};
        said.status = waitFor(*m_debugger).code;
        return said;
    }
    [[nodiscard]] pid_t debugger() const { return m_debugger->pid(); }

private:
    PipeEnds m_out = makePipe();
    PipeEnds m_err = makePipe();
    std::optional<ChildProcess> m_debugger;
};

INSTANTIATE_TEST_SUITE_P(
    Methods, Unkillable, testing::Values("fork", "spawn", "forkserver"), [](const auto& method) {
        return std::string(method.param);
    });

} // namespace

TEST_P(Unkillable, F146_TheRunEndsWithoutAWorkerThatTookTooLong)
{
    start({"--quiet", "--start-method", GetParam(), "--timeout", "0.2"});
    const Said said = end();
    if (said.status == kNotTraced)
        GTEST_SKIP() << "processes may not be traced here";
    EXPECT_EQ(said.status, 3);
    EXPECT_THAT(said.err, HasSubstr("(pid "));
    EXPECT_THAT(said.err, HasSubstr("the kernel has not ended it"));
    const Json result = Json::parse(said.out, nullptr, false);
    ASSERT_FALSE(result.is_discarded()) << said.out;
    const Json& tasks = result["trials"][0]["tasks"];
    EXPECT_EQ(tasks["timed_out"], 1);
    EXPECT_EQ(tasks["succeeded"], 99);
}

TEST_F(Unkillable, F146_EachOfSeveralIsNamedInTheLogAndInTheResult)
{
    start({"--timeout", "0.2", "--inject", "hang@4"});
    const Said said = end();
    if (said.status == kNotTraced)
        GTEST_SKIP() << "processes may not be traced here";
    EXPECT_EQ(said.status, 3);
    const Json result = Json::parse(said.out, nullptr, false);
    ASSERT_FALSE(result.is_discarded()) << said.out;
    std::string errors;
    for (const Json& error : result["trials"][0]["errors"])
        errors += error["kind"] == "engine" ? error.value("message", "") + "\n" : "";
    for (const char* worker : {"worker 1 (pid ", "worker 2 (pid "}) {
        EXPECT_THAT(said.err, HasSubstr(worker));
        EXPECT_THAT(errors, HasSubstr(worker));
    }
}

TEST_F(Unkillable, F146_WhatTheKernelHasNotFreedIsNotSaidToBeFreed)
{
    startRun({"--workload",
        "counter",
        "--sync",
        "lock",
        "--workers",
        "1",
        "--tasks",
        "1",
        "--timeout",
        "0.2",
        "--param",
        "increments=1",
        "--param",
        "delay_ns=1000000000"});
    const Said said = end();
    if (said.status == kNotTraced)
        GTEST_SKIP() << "processes may not be traced here";
    EXPECT_THAT(said.err, HasSubstr("worker 1 was killed holding"));
    EXPECT_THAT(said.err, HasSubstr("it stays taken"));
}

TEST_F(Unkillable, F146_ACancelledRunEndsWithoutItToo)
{
    start({"--quiet", "--timeout", "1000", "--param", "increments=1"});
    std::vector<pid_t> programs;
    ASSERT_TRUE(eventually([&] {
        programs = childrenOf(debugger());
        return programs.size() == 1
            && std::ranges::any_of(childrenOf(programs.front()), hasHungForLong);
    }));
    ASSERT_EQ(::kill(programs.front(), SIGINT), 0);
    const Said said = end();
    if (said.status == kNotTraced)
        GTEST_SKIP() << "processes may not be traced here";
    EXPECT_EQ(said.status, 130);
    EXPECT_THAT(said.err, HasSubstr("the kernel has not ended it"));
}

} // namespace interleave::test
