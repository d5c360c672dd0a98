// A pool of two: start, one task each, stop; the floor is two bare processes, started and waited
// for, that do nothing.

#include "core/pool/pool.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"

#include <csignal>
#include <spawn.h>

namespace interleave::bench {

namespace {

constexpr int kWorkers = 2;
constexpr int kRounds = 20;

double startAndStop(const std::shared_ptr<Context>& context)
{
    const double begin = nowNs();
    for (int round = 0; round < kRounds; ++round) {
        Pool pool = Pool::create({.workers = kWorkers, .context = context}).value();
        const auto first = pool.applyAsync([](int n) { return n; }, 1);
        const auto second = pool.applyAsync([](int n) { return n; }, 2);
        if (first.get() != 1 || second.get() != 2)
            giveUp("a task has a wrong result");
        pool.join();
    }
    return (nowNs() - begin) / kRounds;
}

double fork()
{
    const double begin = nowNs();
    for (int i = 0; i < kRounds * kWorkers; ++i) {
        const pid_t pid = ::fork();
        if (pid == 0)
            ::_exit(0);
        ::waitpid(pid, nullptr, 0);
    }
    return (nowNs() - begin) / kRounds;
}

double spawn()
{
    const double begin = nowNs();
    for (int i = 0; i < kRounds * kWorkers; ++i) {
        char name[] = "/bin/true";
        char* arguments[] = {name, nullptr};
        pid_t pid = 0;
        if (::posix_spawn(&pid, name, nullptr, nullptr, arguments, environ) != 0)
            giveUp("/bin/true cannot be started");
        ::waitpid(pid, nullptr, 0);
    }
    return (nowNs() - begin) / kRounds;
}

// From the kill of the only worker to the result of a task of its successor.
double replaceWorker()
{
    constexpr int kKills = 50;
    Pool pool = Pool::create({.workers = 1}).value();
    double ns = 0;
    for (int i = 0; i < kKills; ++i) {
        const pid_t victim = pool.pids().at(0);
        const double begin = nowNs();
        ::kill(victim, SIGKILL);
        while (pool.apply([] { return ::getpid(); }) == victim) // it may not be dead yet
            ;
        ns += nowNs() - begin;
    }
    return ns / kKills;
}

void workerReplaced(benchmark::State& state)
{
    compareWithFloor(state, replaceWorker, [] { return fork() / kWorkers; });
}
BENCHMARK(workerReplaced)->Name("worker_replaced");

void poolFork(benchmark::State& state)
{
    const auto context = Context::create(StartMethod::Fork).value();
    compareWithFloor(
        state, [&] { return startAndStop(context); }, fork);
}
BENCHMARK(poolFork)->Name("pool_fork");

void poolSpawn(benchmark::State& state)
{
    const auto context = Context::create(StartMethod::Spawn).value();
    compareWithFloor(
        state, [&] { return startAndStop(context); }, spawn);
}
BENCHMARK(poolSpawn)->Name("pool_spawn");

// No bar, but what the fork server costs beside the fork.
void poolForkServer(benchmark::State& state)
{
    const auto context = Context::create(StartMethod::ForkServer).value();
    compareWithFloor(
        state, [&] { return startAndStop(context); }, fork);
}
BENCHMARK(poolForkServer)->Name("pool_forkserver");

} // namespace
} // namespace interleave::bench
