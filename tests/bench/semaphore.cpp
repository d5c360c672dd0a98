// Semaphore, the handle for users of the library, when it has many permits and all are taken; the
// floor is a POSIX semaphore, which knows no holders.

#include "core/handles/semaphore.h"

#include "tests/bench/floor.h"
#include "tests/bench/row.h"

#include <semaphore.h>
#include <thread>

namespace interleave::bench {

namespace {

constexpr std::size_t kPermits = 256;
constexpr int kRounds = 1'000;

void take(const Semaphore& semaphore, std::size_t permits)
{
    for (std::size_t i = 0; i < permits; ++i)
        semaphore.acquire();
}

double post(std::size_t permits)
{
    sem_t semaphore;
    ::sem_init(&semaphore, 1, 0);
    double ns = 0;
    for (int round = 0; round < kRounds; ++round) {
        const double begin = nowNs();
        for (std::size_t i = 0; i < permits; ++i)
            ::sem_post(&semaphore);
        ns += nowNs() - begin;
        while (::sem_trywait(&semaphore) == 0)
            ;
    }
    ::sem_destroy(&semaphore);
    return ns / kRounds;
}

double release(const Semaphore& semaphore, std::size_t permits)
{
    double ns = 0;
    for (int round = 0; round < kRounds; ++round) {
        take(semaphore, permits);
        const double begin = nowNs();
        semaphore.release(permits);
        ns += nowNs() - begin;
    }
    return ns / kRounds;
}

// The permit that is found last.
double releaseLast()
{
    const Semaphore semaphore = Semaphore::create(kPermits).value();
    take(semaphore, kPermits - 1);
    double ns = 0;
    std::thread([&] { ns = release(semaphore, 1); }).join();
    semaphore.release(kPermits - 1);
    return ns;
}

void semaphoreReleaseLast(benchmark::State& state)
{
    compareWithFloor(state, releaseLast, [] { return post(1); });
}
BENCHMARK(semaphoreReleaseLast)->Name("semaphore_release_one_of_256");

void semaphoreReleaseAll(benchmark::State& state)
{
    const Semaphore semaphore = Semaphore::create(kPermits).value();
    compareWithFloor(
        state, [&] { return release(semaphore, kPermits); }, [] { return post(kPermits); });
}
BENCHMARK(semaphoreReleaseAll)->Name("semaphore_release_256");

} // namespace
} // namespace interleave::bench
