// What belongs to a file that an output replaces: attributes, an access control list.

#include "tests/core/base/atomic_file_fixture.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"

#include <gmock/gmock.h>

#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

// An access control list as the kernel has it: version 2, then kind, rights and whose they are.
std::string listForUser12()
{
    struct Entry
    {
        std::uint16_t kind;
        std::uint16_t rights;
        std::uint32_t user;
    };
    constexpr std::uint32_t kNobody = 0xFFFFFFFF;
    constexpr std::array kEntries{
        Entry{0x01, 6, kNobody},
        Entry{0x02, 4, 12},
        Entry{0x04, 0, kNobody},
        Entry{0x10, 4, kNobody},
        Entry{0x20, 0, kNobody},
    };
    std::string list("\2\0\0\0", 4);
    list.append(reinterpret_cast<const char*>(kEntries.data()), sizeof kEntries);
    return list;
}

std::string attributeOf(const fs::path& file, const char* name)
{
    std::string value(4'096, '\0');
    const ssize_t size = ::getxattr(file.c_str(), name, value.data(), value.size());
    value.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return value;
}

bool setAttribute(const fs::path& file, const char* name, const std::string& value)
{
    return ::setxattr(file.c_str(), name, value.data(), value.size(), 0) == 0;
}

ino_t inodeOf(const fs::path& file)
{
    struct stat status
    {
    };
    return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

constexpr const char* kList = "system.posix_acl_access";

} // namespace

TEST_P(AtomicFileTest, F153_AnOldFileKeepsItsAttributesAndItsAccessControlList)
{
    put("old", "old");
    const std::string list = listForUser12();
    if (!setAttribute(path("old"), "user.origin", "lecture 3")
        || !setAttribute(path("old"), kList, list))
        GTEST_SKIP() << "no attributes or no access control lists here";
    const ino_t before = inodeOf(path("old"));
    ASSERT_TRUE(writeFileAtomically(path("old"), "new"));
    EXPECT_NE(inodeOf(path("old")), before) << "it was replaced";
    EXPECT_EQ(attributeOf(path("old"), "user.origin"), "lecture 3");
    EXPECT_EQ(attributeOf(path("old"), kList), list);
    EXPECT_EQ(contents("old"), "new");
}

TEST_P(AtomicFileTest, F153_AnOldFileGetsNoAccessControlListFromItsFolder)
{
    put("old", "old");
    if (!setAttribute(m_folder.path(), "system.posix_acl_default", listForUser12()))
        GTEST_SKIP() << "no access control lists here";
    fs::permissions(path("old"), fs::perms(0640));
    ASSERT_TRUE(writeFileAtomically(path("old"), "new"));
    EXPECT_EQ(attributeOf(path("old"), kList), "");
    EXPECT_EQ(fs::status(path("old")).permissions(), fs::perms(0640));
}

TEST_P(AtomicFileTest, F153_AFileWhoseAttributesCannotBeSetIsOverwrittenAndKeepsThem)
{
    put("old", "old");
    if (!setAttribute(path("old"), "user.origin", "lecture 3"))
        GTEST_SKIP() << "no attributes here";
    ChildProcess child = startChild([&] {
        filterCall(SYS_fsetxattr, SECCOMP_RET_ERRNO | EPERM);
        return writeFileAtomically(path("old"), "new") ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
    EXPECT_EQ(attributeOf(path("old"), "user.origin"), "lecture 3");
    EXPECT_EQ(contents("old"), "new");
    EXPECT_THAT(files(), ElementsAre("old"));
}

TEST_P(AtomicFileTest, F153_WhereThereAreNoAttributesAFileIsReplaced)
{
    put("old", "old");
    const ino_t before = inodeOf(path("old"));
    ChildProcess child = startChild([&] {
        filterCall(SYS_flistxattr, SECCOMP_RET_ERRNO | EOPNOTSUPP);
        filterCall(SYS_fgetxattr, SECCOMP_RET_ERRNO | EOPNOTSUPP);
        return writeFileAtomically(path("old"), "new") ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
    EXPECT_NE(inodeOf(path("old")), before);
    EXPECT_EQ(contents("old"), "new");
}

} // namespace interleave::test
