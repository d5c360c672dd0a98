#include "core/base/file_attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <vector>

namespace interleave {

namespace {

constexpr const char* kAccessList = "system.posix_acl_access";

// Read by `call(buffer, size)`, which gives the size that is needed where that is 0. Others may
// change it in between.
template <class Call>
std::optional<std::string> readSized(Call call)
{
    for (;;) {
        const ssize_t size = call(nullptr, 0);
        if (size < 0)
            return std::nullopt;
        std::string bytes(static_cast<std::size_t>(size), '\0');
        const ssize_t count = size == 0 ? 0 : call(bytes.data(), bytes.size());
        if (count < 0 && errno == ERANGE)
            continue;
        if (count < 0)
            return std::nullopt;
        bytes.resize(static_cast<std::size_t>(count));
        return bytes;
    }
}

std::vector<std::string> namesOfAttributes(const UniqueFd& file)
{
    const auto list
        = readSized([&](char* to, std::size_t size) { return ::flistxattr(file.get(), to, size); });
    std::vector<std::string> names;
    for (std::size_t at = 0; list && at < list->size(); at += names.back().size() + 1)
        names.emplace_back(list->c_str() + at);
    return names;
}

std::optional<std::string> attribute(const UniqueFd& file, const std::string& name)
{
    return readSized([&](char* to, std::size_t size) {
        return ::fgetxattr(file.get(), name.c_str(), to, size);
    });
}

bool endsWithAWrite(std::string_view name)
{
    constexpr std::array<std::string_view, 3> kSuch{
        "security.capability", "security.ima", "security.evm"};
    return std::ranges::count(kSuch, name) != 0;
}

bool keepAttribute(const UniqueFd& old, const UniqueFd& now, const std::string& name)
{
    const auto value = attribute(old, name);
    return endsWithAWrite(name) || !value || attribute(now, name) == value
        || ::fsetxattr(now.get(), name.c_str(), value->data(), value->size(), 0) == 0;
}

// Which a new file may have from its folder's default.
bool dropAccessList(const UniqueFd& file)
{
    return ::fremovexattr(file.get(), kAccessList) == 0 || errno == ENODATA || errno == EOPNOTSUPP;
}

} // namespace

bool keepAttributes(const UniqueFd& old, const UniqueFd& now)
{
    struct stat was
    {
    };
    struct stat is
    {
    };
    if (::fstat(old.get(), &was) != 0 || ::fstat(now.get(), &is) != 0)
        return false;
    const bool sameOwner = (was.st_uid == is.st_uid && was.st_gid == is.st_gid)
        || ::fchown(now.get(), was.st_uid, was.st_gid) == 0;
    const std::vector<std::string> names = namesOfAttributes(old);
    const bool listed = std::ranges::count(names, kAccessList) != 0;
    // Last the mode: the list sets a part of it.
    return sameOwner && (listed || !attribute(now, kAccessList) || dropAccessList(now))
        && std::ranges::all_of(
            names, [&](const auto& name) { return keepAttribute(old, now, name); })
        && ::fchmod(now.get(), was.st_mode & kPermissions) == 0;
}

bool keepsAllNames(const UniqueFd& folder)
{
    struct statx status
    {
    };
    return ::statx(folder.get(), "", AT_EMPTY_PATH, STATX_TYPE, &status) == 0
        && (status.stx_attributes & STATX_ATTR_APPEND) != 0;
}

std::filesystem::path pathOfFolder(const UniqueFd& folder)
{
    std::error_code failed;
    return std::filesystem::read_symlink(fmt::format("/proc/self/fd/{}", folder.get()), failed);
}

} // namespace interleave
