// A stack that does not hold what is put on it (ulimit -s): the kernel would end the program.

#include "core/base/least_stack.h"
#include "core/pool/pool.h"
#include "core/pool/thread_executor.h"
#include "tests/support/in_a_process.h"

#include <gtest/gtest.h>

#include <pthread.h>
#include <sys/resource.h>

namespace interleave {
namespace {

template <class Created>
bool namesTheLimit(const Created& created)
{
    return !created && created.error().kind == SystemError::LimitReached
        && created.error().message.find("32 KB") != std::string::npos
        && created.error().message.find("ulimit -s") != std::string::npos;
}

bool isRefused()
{
    return namesTheLimit(Pool::create({.workers = 1})) && namesTheLimit(ThreadExecutor::create(1));
}

constexpr std::size_t kSmallStack = std::size_t{32} << 10U;

TEST(LeastStack, F543_WhereItIsTooSmallPoolAndExecutorAreAnErrorAndNoCrash)
{
    EXPECT_TRUE(test::inAProcess([] {
        const rlimit small{kSmallStack, kSmallStack};
        return ::setrlimit(RLIMIT_STACK, &small) == 0 && isRefused();
    }));
}

TEST(LeastStack, F543_SoTheyAreWhereThatOfThreadsIs)
{
    EXPECT_TRUE(test::inAProcess([] {
        pthread_attr_t small;
        ::pthread_attr_init(&small);
        return ::pthread_attr_setstacksize(&small, kSmallStack) == 0
            && ::pthread_setattr_default_np(&small) == 0 && isRefused();
    }));
}

TEST(LeastStack, F543_TheSmallestThatIsTakenIsEnough)
{
    EXPECT_TRUE(test::inAProcess([] {
        const rlimit least{kLeastStackBytes, kLeastStackBytes};
        pthread_attr_t small;
        ::pthread_attr_init(&small);
        if (::setrlimit(RLIMIT_STACK, &least) != 0
            || ::pthread_attr_setstacksize(&small, kLeastStackBytes) != 0
            || ::pthread_setattr_default_np(&small) != 0)
            return false;
        for (const StartMethod method :
            {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer}) {
            Pool pool
                = Pool::create({.workers = 2, .context = Context::create(method).value()}).value();
            const auto squares = pool.map([](int n) { return n * n; }, std::views::iota(0, 10));
            if (!squares || squares->back() != 81)
                return false;
        }
        auto threads = ThreadExecutor::create(2).value();
        return threads.submit([] { return 7; }).get() == 7;
    }));
}

} // namespace
} // namespace interleave
