// What becomes of a SIGBUS that somebody sends to a program with a guarded mapping.

#include "core/base/unique_fd.h"
#include "core/ipc/truncation_guard.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <csignal>
#include <sys/mman.h>

namespace interleave::test {
namespace {

constexpr std::size_t kBytes = 8'192;

volatile std::sig_atomic_t handled = 0;

void countIt(int)
{
    handled = handled + 1;
}

// A mapping of a file that is there no more.
class CutMapping
{
public:
    CutMapping()
        : m_file(::memfd_create("test", MFD_CLOEXEC))
    {
        EXPECT_EQ(::ftruncate(m_file.get(), kBytes), 0);
        m_begin = static_cast<std::byte*>(
            ::mmap(nullptr, kBytes, PROT_READ, MAP_SHARED, m_file.get(), 0));
        EXPECT_EQ(::ftruncate(m_file.get(), 0), 0);
    }
    [[nodiscard]] const std::byte* begin() const { return m_begin; }
    [[nodiscard]] bool readsAsZero() const
    {
        return *static_cast<const volatile std::byte*>(m_begin + kBytes - 1) == std::byte{0};
    }

private:
    UniqueFd m_file;
    std::byte* m_begin;
};

} // namespace

TEST(TruncationGuard, F71_ASignalThatSomebodySendsGoesOnAndDoesNotEndTheGuard)
{
    ChildProcess program = startChild([] {
        std::signal(SIGBUS, countIt);
        const CutMapping mapping;
        const TruncationGuard guard(mapping.begin(), kBytes);
        ::kill(::getpid(), SIGBUS);
        const bool wentOn = handled == 1;
        return wentOn && mapping.readsAsZero() && guard.hit() && handled == 1 ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(program).clean());
}

TEST(TruncationGuard, F71_ASignalThatSomebodySendsIsIgnoredByWhoIgnoredItBefore)
{
    ChildProcess program = startChild([] {
        std::signal(SIGBUS, SIG_IGN);
        const CutMapping mapping;
        const TruncationGuard guard(mapping.begin(), kBytes);
        ::kill(::getpid(), SIGBUS);
        return mapping.readsAsZero() && guard.hit() ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(program).clean());
}

TEST(TruncationGuard, F71_ASignalThatSomebodySendsEndsWhoHandledNone)
{
    ChildProcess program = startChild([] {
        const CutMapping mapping;
        const TruncationGuard guard(mapping.begin(), kBytes);
        ::kill(::getpid(), SIGBUS);
        return 0;
    });
    const ExitStatus status = waitFor(program);
    EXPECT_TRUE(status.signalled);
    EXPECT_EQ(status.code, SIGBUS);
}

} // namespace interleave::test
