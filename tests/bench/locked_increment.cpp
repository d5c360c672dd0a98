// An increment under a Lock that two processes contend for; the floor is the bare robust mutex.

#include "core/sync/lock.h"
#include "tests/bench/floor.h"
#include "tests/bench/row.h"

#include <mutex>
#include <pthread.h>

namespace interleave::bench {

namespace {

constexpr int kParties = 2;
constexpr int kRounds = 200'000;

void check(std::uint64_t count)
{
    if (count != std::uint64_t{kParties} * kRounds)
        giveUp("a lock has lost an increment");
}

double ours()
{
    const Shared<std::uint64_t> count;
    const auto lock = Lock::create().value();
    const double ns = together(kParties, [&](int) {
        for (int i = 0; i < kRounds; ++i) {
            const std::lock_guard guard(lock);
            ++*count;
        }
    });
    check(*count);
    return ns / (kParties * kRounds);
}

double bare()
{
    struct Guarded
    {
        pthread_mutex_t mutex;
        std::uint64_t count;
    };
    const Shared<Guarded> shared;
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    ::pthread_mutex_init(&shared->mutex, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
    const double ns = together(kParties, [&](int) {
        for (int i = 0; i < kRounds; ++i) {
            ::pthread_mutex_lock(&shared->mutex);
            ++shared->count;
            ::pthread_mutex_unlock(&shared->mutex);
        }
    });
    check(shared->count);
    return ns / (kParties * kRounds);
}

void lockContended(benchmark::State& state)
{
    compareWithFloor(state, ours, bare);
}
BENCHMARK(lockContended)->Name("lock_contended");

} // namespace
} // namespace interleave::bench
