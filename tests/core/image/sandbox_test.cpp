#include "core/base/file.h"
#include "core/base/unique_fd.h"
#include "core/workload/image/image_loader.h"
#include "core/workload/image/sandbox.h"
#include "tests/core/image/chain.h"
#include "tests/core/image/child.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <fstream>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;

constexpr int kNotEntered = 127;

/// 0 or the errno of a system call that gave `result`.
int errorOf(long result)
{
    return result < 0 ? errno : 0;
}

int errorOfOpening(const fs::path& file, int flags)
{
    const UniqueFd fd(::open(file.c_str(), flags, 0600));
    return errorOf(fd.get());
}

class Sandbox : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const char* name : {"in", "out", "elsewhere"})
            fs::create_directory(path(name));
        std::ofstream(path("in/a.txt")) << "a";
        std::ofstream(path("elsewhere/b.txt")) << "b";
    }

    fs::path path(const std::string& name) const { return m_folder.path() / name; }

    SandboxRules rules() const
    {
        return {
            .readable = {path("in")}, .writable = {path("out")}, .memoryBytes = kImageWorkerMemory};
    }

    /// What `work` returns in a child that entered the sandbox.
    template <class Work>
    int sandboxed(Work work) const
    {
        return resultInChild([&] { return enterSandbox(rules()) ? work() : kNotEntered; });
    }

    TemporaryFolder m_folder;
};

class SandboxWithLandlock : public Sandbox
{
protected:
    void SetUp() override
    {
        const int landlocked = resultInChild([] {
            const auto report = enterSandbox({});
            return report ? static_cast<int>(report->landlock) : kNotEntered;
        });
        ASSERT_NE(landlocked, kNotEntered);
        if (landlocked == 0)
            GTEST_SKIP() << "this kernel has no Landlock";
        Sandbox::SetUp();
    }
};

TEST_F(SandboxWithLandlock, FilesOfOthersCannotBeOpened)
{
    EXPECT_EQ(sandboxed([] { return errorOfOpening("/etc/passwd", O_RDONLY); }), EACCES);
}

TEST_F(SandboxWithLandlock, ReadableFolderCanBeRead)
{
    EXPECT_EQ(sandboxed([&] { return errorOfOpening(path("in/a.txt"), O_RDONLY); }), 0);
}

TEST_F(SandboxWithLandlock, ReadableFolderCannotBeWritten)
{
    EXPECT_EQ(sandboxed([&] { return errorOfOpening(path("in/a.txt"), O_WRONLY); }), EACCES);
    EXPECT_EQ(
        sandboxed([&] { return errorOfOpening(path("in/new"), O_WRONLY | O_CREAT); }), EACCES);
}

TEST_F(SandboxWithLandlock, WritableFolderTakesANewFileUnderAnyName)
{
    EXPECT_EQ(sandboxed([&] {
        const int error = errorOfOpening(path("out/x.part"), O_WRONLY | O_CREAT | O_TRUNC);
        return error != 0 ? error
                          : errorOf(::rename(path("out/x.part").c_str(), path("out/x").c_str()));
    }),
        0);
    EXPECT_TRUE(fs::exists(path("out/x")));
}

TEST_F(SandboxWithLandlock, NothingIsWrittenElsewhere)
{
    EXPECT_EQ(sandboxed([&] { return errorOfOpening(path("elsewhere/new"), O_WRONLY | O_CREAT); }),
        EACCES);
    EXPECT_EQ(
        sandboxed([&] { return errorOfOpening(path("elsewhere/b.txt"), O_WRONLY | O_TRUNC); }),
        EACCES);
    EXPECT_EQ(
        sandboxed([&] { return errorOf(::unlink(path("elsewhere/b.txt").c_str())); }), EACCES);
    EXPECT_EQ(
        sandboxed([&] { return errorOf(::truncate(path("elsewhere/b.txt").c_str(), 0)); }), EACCES);
}

TEST_F(SandboxWithLandlock, LinkOutOfTheReadableFolderCannotBeFollowed)
{
    fs::create_symlink("/etc/passwd", path("in/link.png"));
    EXPECT_EQ(sandboxed([&] { return errorOfOpening(path("in/link.png"), O_RDONLY); }), EACCES);
}

TEST_F(SandboxWithLandlock, NoProgramCanBeRun)
{
    EXPECT_EQ(sandboxed([] {
        std::array<char*, 1> none{};
        return errorOf(::execve("/bin/true", none.data(), none.data()));
    }),
        EACCES);
}

TEST_F(SandboxWithLandlock, NoTcpConnectionCanBeOpened)
{
    const int result = sandboxed([] {
        const UniqueFd socket(::socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in local{};
        local.sin_family = AF_INET;
        local.sin_port = htons(9);
        local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return errorOf(
            ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&local), sizeof local));
    });
    if (result == ECONNREFUSED)
        GTEST_SKIP()
            << "this kernel has neither seccomp nor Landlock's ABI 4, which knows networks";
    EXPECT_EQ(result, EACCES);
}

TEST_F(SandboxWithLandlock, FolderThatIsMissingIsLeftOutAndStaysClosed)
{
    EXPECT_EQ(resultInChild([&] {
        const auto entered = enterSandbox(
            {.readable = {path("gone"), path("in/a.txt"), path("elsewhere")}, .writable = {}});
        if (!entered)
            return kNotEntered;
        const int there = errorOfOpening(path("elsewhere/b.txt"), O_RDONLY);
        return there != 0 ? there : errorOfOpening(path("in/a.txt"), O_RDONLY);
    }),
        EACCES);
}

TEST_F(SandboxWithLandlock, FolderThatCannotBeOpenedIsNamed)
{
    const std::string tooLong(300, 'a');
    EXPECT_EQ(resultInChild([&] {
        const auto entered = enterSandbox({.readable = {path(tooLong)}, .writable = {}});
        return !entered && entered.error().message.find(tooLong) != std::string::npos ? 0 : 1;
    }),
        0);
}

TEST_F(SandboxWithLandlock, PictureIsFilteredFromTheOneFolderIntoTheOther)
{
    const auto module = loadImageModule(imageModulePlaces());
    ASSERT_TRUE(module);
    ASSERT_TRUE((*module)->filterSample({.seed = 1}, 0, path("in/a.png"), chainOf("blur")));
    EXPECT_EQ(sandboxed([&] {
        return (*module)->filterFile(path("in/a.png"), path("out/a.png"), chainOf("blur")) ? 0 : 1;
    }),
        0);
    EXPECT_TRUE(fs::exists(path("out/a.png")));
}

TEST_F(Sandbox, FileThatIsOpenStaysReadable)
{
    const UniqueFd file(::open(path("elsewhere/b.txt").c_str(), O_RDONLY));
    EXPECT_EQ(sandboxed([&] {
        char letter = 0;
        return ::read(file.get(), &letter, 1) == 1 && letter == 'b' ? 0 : 1;
    }),
        0);
}

TEST_F(Sandbox, PrivilegesCannotBeGained)
{
    EXPECT_EQ(sandboxed([] { return ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); }), 1);
}

TEST_F(Sandbox, CrashLeavesNoCoreFile)
{
    EXPECT_EQ(sandboxed([] {
        rlimit limit{};
        ::getrlimit(RLIMIT_CORE, &limit);
        return limit.rlim_max == 0 ? 0 : 1;
    }),
        0);
}

TEST_F(Sandbox, OpenFilesAreCountedFromThoseThatTheEngineHas)
{
    std::vector<UniqueFd> ofTheEngine;
    for (int i = 0; i < 200; ++i)
        ofTheEngine.emplace_back(::dup(STDERR_FILENO));
    const int canBeOpened = sandboxed([] {
        int opened = 0;
        while (opened < 100 && ::dup(STDERR_FILENO) >= 0)
            ++opened;
        return opened;
    });
    EXPECT_GE(canBeOpened, 32); // fewer than 64 where whoever started us left some open
    EXPECT_LE(canBeOpened, 64);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(Sandbox, PictureThatNeedsMoreMemoryThanAllowedIsAnError)
{
    const auto module = loadImageModule(imageModulePlaces());
    ASSERT_TRUE(module);
    std::ofstream(path("in/large.ppm")) << "P6\n10000 10000\n255\n";
    EXPECT_EQ(resultInChild([&] {
        SandboxRules tight = rules();
        tight.memoryBytes = 128U << 20U;
        if (!enterSandbox(tight))
            return kNotEntered;
        const auto filtered = (*module)->filterFile(path("in/large.ppm"), {}, chainOf("blur"));
        return !filtered && filtered.error().kind == ImageError::OutOfMemory ? 0 : 1;
    }),
        0);
}

TEST_F(Sandbox, PictureThatGrowsBeyondAllMemoryIsAnError)
{
    const auto module = loadImageModule(imageModulePlaces());
    ASSERT_TRUE(module);
    constexpr int kHeight = 200'000; // 20,000 times as high it is more than an int holds
    std::ofstream(path("in/tall.ppm"), std::ios::binary)
        << "P6 1 " << kHeight << " 255 " << std::string(3 * std::size_t{kHeight}, 'x');
    EXPECT_EQ(resultInChild([&] {
        SandboxRules tight = rules();
        tight.memoryBytes = 128U << 20U;
        if (!enterSandbox(tight))
            return kNotEntered;
        const auto filtered
            = (*module)->filterFile(path("in/tall.ppm"), {}, chainOf("resize width=20000"));
        return !filtered && filtered.error().kind == ImageError::OutOfMemory ? 0 : 1;
    }),
        0);
}
#endif

/// Answers ENOSYS to Landlock's first call, as an older kernel does.
bool pretendThereIsNoLandlock()
{
    std::array filter{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{.len = filter.size(), .filter = filter.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

TEST_F(Sandbox, KernelWithoutLandlockIsReportedAndTheRestIsInForce)
{
    EXPECT_EQ(resultInChild([&] {
        if (!pretendThereIsNoLandlock())
            return kNotEntered;
        const auto report = enterSandbox(rules());
        rlimit core{};
        ::getrlimit(RLIMIT_CORE, &core);
        return report && report->landlock == 0 && core.rlim_max == 0 ? 0 : 1;
    }),
        0);
}

} // namespace
} // namespace interleave
