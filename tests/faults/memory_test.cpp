// F19, F21, F22, F34, F35, F39: what may go wrong with shared memory itself.

#include "core/base/random.h"
#include "core/handles/lock.h"
#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "core/handles/semaphore.h"
#include "core/handles/shared_array.h"
#include "core/ipc/available_memory.h"
#include "tests/support/children.h"
#include "tests/support/descriptors.h"
#include "tests/support/shared_object.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

std::set<std::string> namesIn(const char* folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename());
    return names;
}

std::size_t openDescriptors()
{
    return namesIn("/proc/self/fd").size();
}

// One of everything, used; false when something fails.
bool createAndUseAll()
{
    auto queue = Queue<std::string>::create(4);
    auto ends = Pipe<int>::create();
    auto value = Value<int>::create(1);
    auto array = Array<double>::create(1'000);
    auto lock = Lock::create();
    auto semaphore = Semaphore::create(2);
    if (!queue || !ends || !value || !array || !lock || !semaphore)
        return false;
    lock->lock();
    value->fetchAdd(1);
    (*array)[999] = 1;
    lock->unlock();
    semaphore->acquire();
    return semaphore->release() && queue->put("x") && queue->get() && ends->first.send(1)
        && ends->second.receive();
}

} // namespace

TEST(Faults, F19_KilledProcessesLeaveNoNamesInDevShm)
{
    const auto before = namesIn("/dev/shm");
    for (std::uint64_t kill = 0; kill < 100; ++kill) {
        SharedObject<std::atomic<bool>> started;
        ChildProcess child = startChild([&] {
            while (createAndUseAll())
                *started = true;
            return 1;
        });
        ASSERT_TRUE(eventually([&] { return started->load(); }));
        ::usleep(static_cast<useconds_t>(splitMix64(kill) % 1'000));
        child.signal(SIGKILL);
        waitFor(child);
    }
    const auto after = namesIn("/dev/shm");
    for (const std::string& name : after)
        EXPECT_TRUE(before.contains(name) || name.find("interleave") == std::string::npos) << name;
}

TEST(Faults, F19_NothingIsLeftOpenOrMapped)
{
    ASSERT_TRUE(createAndUseAll());
    const std::size_t before = openDescriptors();
    for (int i = 0; i < 100; ++i)
        ASSERT_TRUE(createAndUseAll());
    EXPECT_EQ(openDescriptors(), before);
    std::ifstream maps("/proc/self/maps");
    const std::string text{std::istreambuf_iterator<char>(maps), {}};
    EXPECT_EQ(text.find("memfd:interleave"), std::string::npos);
}

TEST(Faults, F21_MemoryLivesOnWhenItsCreatorIsKilled)
{
    // The creator's handle reaches another process by its descriptor, as it does in spawned ones.
    std::array<int, 2> mailbox{};
    ASSERT_EQ(::pipe(mailbox.data()), 0);
    ChildProcess creator = *ChildProcess::fork(mailbox, [&] {
        const auto queue = Queue<int>::create(4).value();
        static_cast<void>(queue.put(7));
        const int fd = queue.descriptors().front();
        if (::write(mailbox[1], &fd, sizeof fd) != sizeof fd)
            return 1;
        for (;;)
            ::pause();
        return 0;
    });
    int fd = -1;
    ASSERT_EQ(::read(mailbox[0], &fd, sizeof fd), static_cast<ssize_t>(sizeof fd));
    const std::string path = "/proc/" + std::to_string(creator.pid()) + "/fd/" + std::to_string(fd);
    std::vector<UniqueFd> descriptors;
    descriptors.emplace_back(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    const auto queue = Queue<int>::attach(std::move(descriptors)).value();
    creator.signal(SIGKILL);
    waitFor(creator);
    EXPECT_EQ(queue.get().value(), 7);
    EXPECT_TRUE(queue.put(8).has_value());
    ::close(mailbox[0]);
    ::close(mailbox[1]);
}

TEST(Faults, F22_AFullDevShmDoesNotMatter)
{
    ChildProcess child = startChild([] {
        const bool full = ::unshare(CLONE_NEWNS) == 0
            && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && ::mount("tmpfs", "/dev/shm", "tmpfs", 0, "size=64k") == 0;
        if (!full)
            return 2;
        std::ofstream file("/dev/shm/filler");
        while (file.put('x').flush())
            ;
        return createAndUseAll() ? 0 : 1;
    });
    const ExitStatus status = waitFor(child);
    if (status.code == 2)
        GTEST_SKIP() << "a tmpfs can only be mounted by root";
    EXPECT_TRUE(status.clean()) << status.text();
}

TEST(Faults, F22_MoreThanTheMachineHasIsAnErrorAtOnceAndNoSignalLater)
{
    const std::uint64_t tooMuch = availableMemory().bytes / 8 * 9;
    ASSERT_GT(tooMuch, 0U);
    const auto array = Array<std::byte>::create(std::min(tooMuch, std::uint64_t{1} << 39U));
    ASSERT_FALSE(array.has_value());
    EXPECT_EQ(array.error().kind, SystemError::OutOfMemory);
    EXPECT_NE(array.error().message.find("free memory"), std::string::npos) << "it names a remedy";
}

TEST(Faults, F22_ALimitOnTheSizeOfFilesIsAnError)
{
    ChildProcess child = startChild([] {
        const rlimit small{65'536, 65'536};
        ::setrlimit(RLIMIT_FSIZE, &small);
        ::signal(SIGXFSZ, SIG_IGN);
        const auto array = Array<int>::create(1'000'000);
        return !array && array.error().kind == SystemError::NoSpace ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
}

TEST(Faults, F34_MemoryThatIsNotCompletelyMadeIsRefused)
{
    // What a creator that dies has made so far: zeroes, or a beginning. It could hand it to nobody,
    // but if it did, it would be refused.
    const auto queue = Queue<int>::create(4).value();
    const auto whole = SharedMemory::attach(duplicate(queue.descriptors().front()));
    auto half = SharedMemory::create("test", whole->size()).value();
    std::vector<UniqueFd> descriptors;
    descriptors.push_back(duplicate(half.descriptor()));
    EXPECT_FALSE(Queue<int>::attach(std::move(descriptors)).has_value());
}

TEST(Faults, F35_ScribblingOverAQueueCrashesNobody)
{
    // All but the mutexes: from the positions on to the last cell.
    constexpr std::size_t kPositions = 256;
    for (std::uint64_t seed = 0; seed < 300 / kTimesSlower; ++seed) {
        const auto queue = Queue<std::string>::create(8, 24).value();
        static_cast<void>(queue.put(std::string(100, 'x')));
        auto memory = SharedMemory::attach(duplicate(queue.descriptors().front())).value();
        for (int i = 0; i < 40; ++i) {
            const std::uint64_t noise = splitMix64(seed * 1'000 + static_cast<std::uint64_t>(i));
            const std::size_t at = kPositions + noise % (memory.size() - kPositions);
            memory.bytes()[at] = static_cast<std::byte>(noise >> 56U);
        }
        ChildProcess user = startChild([&] {
            for (int i = 0; i < 20; ++i) {
                static_cast<void>(queue.tryPut(std::string(static_cast<std::size_t>(i * 9), 'y')));
                static_cast<void>(queue.get(10us));
                static_cast<void>(queue.size());
            }
            return 0;
        });
        ASSERT_TRUE(waitFor(user).clean()) << seed;
    }
}

TEST(Faults, F35_ScribblingOverWhatMemoryClaimsToBeChangesNoHandle)
{
    const auto array = Array<int>::create({1, 2, 3}).value();
    auto memory = SharedMemory::attach(duplicate(array.descriptors().front())).value();
    std::fill_n(memory.bytes(), 64, std::byte{0xFF});
    EXPECT_THAT(array, testing::ElementsAre(1, 2, 3));
    EXPECT_FALSE(Array<int>::attach(duplicates(array)).has_value());
}

TEST(Faults, F39_TwoOfAKindNeverMeetAndNothingOfADeadRunIsFound)
{
    const auto mine = Queue<int>::create(4).value();
    ChildProcess other = startChild([] {
        const auto queue = Queue<int>::create(4).value();
        return queue.put(1) && queue.size() == 1 ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(other).clean());
    EXPECT_EQ(mine.size(), 0U);
    EXPECT_EQ(Queue<int>::create(4).value().size(), 0U);
}

} // namespace interleave::test
