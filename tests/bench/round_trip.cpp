// An int to another process and back: by a Queue, whose floor is a futex, and by a Pipe, whose
// floor is a pipe of the system.

#include "core/base/cache_line.h"
#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "core/ipc/futex.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"

namespace interleave::bench {

namespace {

constexpr int kTrips = 4'000;

double queueTrip()
{
    const auto there = Queue<int>::create(16).value();
    const auto back = Queue<int>::create(16).value();
    return together(2, [&](int rank) {
        for (int i = 0; i < kTrips; ++i) {
            if (rank == 0) {
                static_cast<void>(there.put(i));
                static_cast<void>(back.get());
            } else {
                static_cast<void>(back.put(there.get().value()));
            }
        }
    }) / kTrips;
}

double futexTrip()
{
    struct Words
    {
        alignas(kCacheLine) FutexWord there;
        alignas(kCacheLine) FutexWord back;
    };
    const Shared<Words> words;
    const auto send = [](FutexWord& word, std::uint32_t value) {
        word.store(value);
        futexWake(word, 1);
    };
    const auto receive = [](FutexWord& word, std::uint32_t value) {
        for (std::uint32_t seen = word.load(); seen != value; seen = word.load())
            futexWait(word, seen);
    };
    return together(2, [&](int rank) {
        for (std::uint32_t i = 1; i <= kTrips; ++i) {
            if (rank == 0) {
                send(words->there, i);
                receive(words->back, i);
            } else {
                receive(words->there, i);
                send(words->back, i);
            }
        }
    }) / kTrips;
}

double pipeTrip()
{
    const auto ends = Pipe<int>::create().value();
    return together(2, [&](int rank) {
        for (int i = 0; i < kTrips; ++i) {
            if (rank == 0) {
                static_cast<void>(ends.first.send(i));
                static_cast<void>(ends.first.receive());
            } else {
                static_cast<void>(ends.second.send(ends.second.receive().value()));
            }
        }
    }) / kTrips;
}

double systemPipeTrip()
{
    std::array<int, 2> there{};
    std::array<int, 2> back{};
    if (::pipe(there.data()) != 0 || ::pipe(back.data()) != 0)
        giveUp("there are no pipes");
    const auto pass = [](auto call, int fd) {
        char byte = 0;
        if (call(fd, &byte, 1) != 1)
            ::_exit(1);
    };
    const double ns = together(2, [&](int rank) {
        for (int i = 0; i < kTrips; ++i) {
            if (rank == 0) {
                pass(::write, there[1]);
                pass(::read, back[0]);
            } else {
                pass(::read, there[0]);
                pass(::write, back[1]);
            }
        }
    });
    for (const int fd : {there[0], there[1], back[0], back[1]})
        ::close(fd);
    return ns / kTrips;
}

void queueRoundTrip(benchmark::State& state)
{
    compareWithFloor(state, queueTrip, futexTrip);
}
BENCHMARK(queueRoundTrip)->Name("queue_roundtrip");

void pipeRoundTrip(benchmark::State& state)
{
    compareWithFloor(state, pipeTrip, systemPipeTrip);
}
BENCHMARK(pipeRoundTrip)->Name("pipe_roundtrip");

} // namespace
} // namespace interleave::bench
