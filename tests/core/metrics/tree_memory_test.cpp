#include "core/metrics/tree_memory.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {

namespace {

constexpr std::size_t kWrittenBytes = std::size_t{32} << 20U;

// Until it is killed, after it has told that it is there.
[[noreturn]] void stay(int told)
{
    static_cast<void>(::write(told, "1", 1));
    for (;;)
        ::pause();
}

void* written()
{
    void* memory = ::mmap(
        nullptr, kWrittenBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    std::memset(memory, 1, kWrittenBytes);
    return memory;
}

// A child, once it is where `live` waits; it is killed in the end.
class Child
{
public:
    template <class Live>
    explicit Child(Live live)
    {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        m_pid = ::fork();
        if (m_pid == 0)
            live(ends[1]);
        char told = 0;
        EXPECT_EQ(::read(ends[0], &told, 1), 1);
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Child()
    {
        ::kill(-m_pid, SIGKILL);
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child(Child&&) = delete;
    Child& operator=(Child&&) = delete;
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = 0;
};

} // namespace

TEST(TreeMemory, TakesTheLineOfProportionalPagesAndNoOther)
{
    EXPECT_EQ(parsePss("5581-7fff ---p 00 00:00 0 [rollup]\nRss:    1724 kB\n"
                       "Pss:                 214 kB\nPss_Anon:     112 kB\n"),
        214U * 1024);
    EXPECT_EQ(parsePss("Rss: 1724 kB\nPss_Anon: 112 kB\n"), std::nullopt);
    EXPECT_EQ(parsePss("x\nPss: many kB\n"), std::nullopt);
    EXPECT_EQ(parsePss(""), std::nullopt);
}

TEST(TreeMemory, HasWhatAGrandchildHas)
{
    const Child child([](int told) {
        ::setpgid(0, 0);
        if (::fork() == 0) {
            written();
            stay(told);
        }
        for (;;)
            ::pause();
    });
    EXPECT_GE(proportionalBytesOfTree(child.pid()).value_or(0), kWrittenBytes);
}

TEST(TreeMemory, CountsPagesThatSeveralHaveOnce)
{
    const Child child([](int told) {
        ::setpgid(0, 0);
        written();
        if (::fork() == 0)
            stay(told);
        for (;;)
            ::pause();
    });
    const std::uint64_t both = proportionalBytesOfTree(child.pid()).value_or(0);
    EXPECT_GE(both, kWrittenBytes);
    EXPECT_LT(both, 2 * kWrittenBytes);
}

TEST(TreeMemory, IsNotKnownOfAProcessThatIsNotThere)
{
    const pid_t ended = ::fork();
    if (ended == 0)
        ::_exit(0);
    ::waitpid(ended, nullptr, 0);
    EXPECT_EQ(proportionalBytesOfTree(ended), std::nullopt);
}

} // namespace interleave::test
