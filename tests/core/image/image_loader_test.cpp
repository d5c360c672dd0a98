#include "core/base/file.h"
#include "core/workload/image/image_loader.h"
#include "tests/core/image/chain.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <iterator>

namespace {

int environmentChanges = 0;

} // namespace

// Counts; the environment has no lock, so who changes it must be alone.
extern "C" int setenv(const char* name, const char* value, int overwrite) noexcept
{
    using Setenv = int (*)(const char*, const char*, int);
    static const auto next = reinterpret_cast<Setenv>(::dlsym(RTLD_NEXT, "setenv"));
    ++environmentChanges;
    return next(name, value, overwrite);
}

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string mappedFiles()
{
    std::ifstream maps("/proc/self/maps");
    return {std::istreambuf_iterator<char>(maps), {}};
}

std::ptrdiff_t threads()
{
    return std::distance(fs::directory_iterator("/proc/self/task"), fs::directory_iterator());
}

const bool kOpenCvAtStart = mappedFiles().find("libopencv") != std::string::npos;

TEST(ImageLoader, FindsTheLibraryBesideThisProgram)
{
    const auto module = loadImageModule(imageModulePlaces());
    ASSERT_TRUE(module) << module.error().message;
    EXPECT_TRUE((*module)->filterSample({.seed = 1}, 0, {}, chainOf("blur")));
}

TEST(ImageLoader, OpenCvIsLoadedOnlyWithTheLibrary)
{
    EXPECT_FALSE(kOpenCvAtStart);
    ASSERT_TRUE(loadImageModule(imageModulePlaces()));
    EXPECT_THAT(mappedFiles(), HasSubstr("libopencv_imgcodecs"));
}

TEST(ImageLoader, NoThreadIsStartedByLoadingOrFiltering)
{
    const std::ptrdiff_t before = threads();
    const auto module = loadImageModule(imageModulePlaces());
    ASSERT_TRUE(module);
    for (const Choice& filter : choicesOf<FilterKind>())
        ASSERT_TRUE((*module)->filterSample({.seed = 1}, 0, {}, chainOf(filter.name)));
    EXPECT_EQ(threads(), before);
}

TEST(ImageLoader, F275_LoadingLeavesAnEnvironmentAloneThatWasSetInMain)
{
    setOpenCvEnvironment();
    const std::string threads = std::getenv("OPENBLAS_NUM_THREADS");
    const int before = environmentChanges;
    ASSERT_TRUE(loadImageModule(imageModulePlaces()));
    EXPECT_EQ(environmentChanges, before);
    EXPECT_EQ(threads, "1");
}

TEST(ImageLoader, MissingLibraryIsNamedWithTheRemedy)
{
    const std::vector<fs::path> places{"/nowhere/a.so", "/nowhere/b.so"};
    const auto module = loadImageModule(places);
    ASSERT_FALSE(module);
    EXPECT_EQ(module.error().kind, ImageModuleError::Missing);
    EXPECT_EQ(module.error().message,
        "the image filters are missing: there is no /nowhere/a.so or /nowhere/b.so (build or "
        "install Interleave again)");
}

TEST(ImageLoader, FileThatIsNoLibraryIsNamedWithTheReason)
{
    const TemporaryFolder folder;
    const std::vector<fs::path> places{folder.path() / "text.so"};
    ASSERT_TRUE(writeFileAtomically(places.front(), "no library"));
    const auto module = loadImageModule(places);
    ASSERT_FALSE(module);
    EXPECT_EQ(module.error().kind, ImageModuleError::NotLoadable);
    EXPECT_THAT(module.error().message, HasSubstr("text.so"));
    EXPECT_THAT(module.error().message, HasSubstr("install OpenCV"));
}

TEST(ImageLoader, LibraryWithoutTheFunctionIsOfAnotherVersion)
{
    const std::vector<fs::path> places{"/lib/x86_64-linux-gnu/libm.so.6", "/lib64/libm.so.6"};
    if (!fs::exists(places.front()) && !fs::exists(places.back()))
        GTEST_SKIP() << "libm is elsewhere on this machine";
    const auto module = loadImageModule(places);
    ASSERT_FALSE(module);
    EXPECT_EQ(module.error().kind, ImageModuleError::WrongVersion);
}

} // namespace
} // namespace interleave
