#include "core/workload/image/sandbox.h"

#include "core/base/unique_fd.h"
#include "core/workload/image/call_filter.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <linux/landlock.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

// Debian 12's <linux/landlock.h> ends at ABI 2: the rest of the kernel's interface up to ABI 6.
constexpr std::uint64_t kTruncate = 1ULL << 14U;
constexpr std::uint64_t kDeviceControl = 1ULL << 15U;
constexpr std::uint64_t kBindAndConnectTcp = 3;
constexpr std::uint64_t kAbstractSocketsAndSignals = 3;

struct RulesetAttributes
{
    std::uint64_t files;
    std::uint64_t network; // from ABI 4
    std::uint64_t scopes; // from ABI 6
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kShadowMemory = true; // a sanitizer's shadow is terabytes of private memory
#else
constexpr bool kShadowMemory = false;
#endif

/// 0 when the kernel has no Landlock, it is switched off, or a container forbids the call.
long landlockVersion()
{
    const long version
        = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return std::max(version, 0L);
}

/// All rights on files that this version knows: what a ruleset names is forbidden unless a rule
/// allows it.
std::uint64_t fileRights(long version)
{
    constexpr std::uint64_t kFirstVersion = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;
    return kFirstVersion | (version >= 2 ? LANDLOCK_ACCESS_FS_REFER : 0)
        | (version >= 3 ? kTruncate : 0) | (version >= 5 ? kDeviceControl : 0);
}

Result<UniqueFd, SystemError> createRuleset(long version)
{
    const RulesetAttributes attributes{
        .files = fileRights(version),
        .network = version >= 4 ? kBindAndConnectTcp : 0,
        .scopes = version >= 6 ? kAbstractSocketsAndSignals : 0,
    };
    // Older kernels take a longer struct when what they do not know is zero.
    const long fd = ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (fd < 0)
        return failErrno("create a Landlock ruleset");
    return UniqueFd(static_cast<int>(fd));
}

Result<void, SystemError> allowFolders(
    const UniqueFd& ruleset, const std::vector<fs::path>& folders, std::uint64_t rights)
{
    for (const fs::path& folder : folders) {
        const UniqueFd opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!opened.valid() && (errno == ENOENT || errno == ENOTDIR))
            continue;
        if (!opened.valid())
            return failErrno(fmt::format("open folder {}", folder.string()));
        const landlock_path_beneath_attr rule{.allowed_access = rights, .parent_fd = opened.get()};
        if (::syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0)
            != 0)
            return failErrno(
                fmt::format("allow folder {} in the Landlock ruleset", folder.string()));
    }
    return {};
}

Result<void, SystemError> restrictFiles(const SandboxRules& rules, long version)
{
    auto ruleset = createRuleset(version);
    if (!ruleset)
        return tl::unexpected(std::move(ruleset.error()));
    const std::uint64_t writing = fileRights(version)
        & (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR
            | LANDLOCK_ACCESS_FS_REMOVE_FILE | kTruncate);
    return allowFolders(*ruleset, rules.readable, LANDLOCK_ACCESS_FS_READ_FILE)
        .and_then([&] { return allowFolders(*ruleset, rules.writable, writing); })
        .and_then([&]() -> Result<void, SystemError> {
            if (::syscall(SYS_landlock_restrict_self, ruleset->get(), 0) != 0)
                return failErrno("restrict this process by Landlock");
            return {};
        });
}

Result<void, SystemError> limitResource(
    __rlimit_resource resource, std::string_view name, rlim_t limit)
{
    rlimit current{};
    if (::getrlimit(resource, &current) != 0)
        return failErrno(fmt::format("read the limit of {}", name));
    const rlim_t lower = std::min(limit, current.rlim_max);
    const rlimit wanted{.rlim_cur = std::min(lower, current.rlim_cur), .rlim_max = lower};
    if (::setrlimit(resource, &wanted) != 0)
        return failErrno(fmt::format("limit {}", name));
    return {};
}

/// A worker holds what the engine had open at the fork: counts from the first free descriptor.
Result<void, SystemError> limitOpenFiles(std::uint64_t openFiles)
{
    const UniqueFd firstFree(::eventfd(0, EFD_CLOEXEC));
    if (!firstFree.valid())
        return failErrno("count the open files");
    return limitResource(
        RLIMIT_NOFILE, "open files", static_cast<rlim_t>(firstFree.get()) + openFiles);
}

Result<void, SystemError> forgoPrivileges()
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failErrno("forgo new privileges");
    return {};
}

} // namespace

Result<void, SystemError> limitMemory(std::uint64_t bytes)
{
    if (bytes == 0 || kShadowMemory)
        return {};
    // Not RLIMIT_AS: it would count the recording, which may be larger than the machine's memory.
    return limitResource(RLIMIT_DATA, "private memory", bytes);
}

SandboxMeans sandboxMeans()
{
    return {.landlock = landlockVersion(), .seccomp = knowsCallFilters()};
}

std::vector<SandboxPromise> sandboxPromises(const SandboxMeans& means)
{
    struct Promise
    {
        std::string_view text;
        long alone; // since this version Landlock keeps it without a filter of calls
        long filtered; // and since this one with; 0: the filter needs no Landlock
    };
    constexpr long kNever = std::numeric_limits<long>::max();
    // What goes through a file, as truncation and /proc/PID/mem do, no filter sees alone. The
    // kernel's own signal at a limit that another process was given passes every Landlock.
    constexpr std::array kPromises{
        Promise{"no file outside of its folders is opened", 1, kNever},
        Promise{"no file is truncated outside of its output folder", 3, 1},
        Promise{"no program is started", 1, 0},
        Promise{"no process is started", kNever, 0},
        Promise{"no TCP connection is made", 4, 0},
        Promise{"no other socket is made", kNever, 0},
        Promise{"no signal is sent to another process", kNever, 0},
        Promise{"no memory of another process is read or written", 1, 1},
    };
    std::vector<SandboxPromise> promises;
    for (const Promise& promise : kPromises) {
        const bool landlock = means.landlock >= promise.alone;
        const bool seccomp = means.seccomp && means.landlock >= promise.filtered;
        promises.push_back({promise.text,
            seccomp && (landlock || promise.filtered > 0) ? "Landlock and seccomp"
                : landlock                                ? "Landlock"
                : seccomp                                 ? "seccomp"
                                                          : ""});
    }
    promises.push_back({"no core dump, memory and open files limited", "resource limits"});
    return promises;
}

std::string describeSandbox(const SandboxMeans& means)
{
    std::string text = "the sandbox of the workers";
    const char* separator = ": ";
    for (const SandboxPromise& promise : sandboxPromises(means)) {
        text += fmt::format("{}{}: {}",
            std::exchange(separator, "; "),
            promise.promise,
            promise.keptBy.empty() ? "not kept on this kernel" : "kept by " + promise.keptBy);
    }
    return text;
}

std::string describeNotKept(const SandboxMeans& means)
{
    std::string text;
    for (const SandboxPromise& promise : sandboxPromises(means)) {
        if (promise.keptBy.empty())
            text += fmt::format("{}{}", text.empty() ? "" : ", ", promise.promise);
    }
    return text.empty() ? text : "not kept by the sandbox on this kernel: " + text;
}

void silenceDecoders()
{
    const UniqueFd nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    if (nowhere.valid())
        ::dup2(nowhere.get(), STDERR_FILENO);
}

Result<SandboxMeans, SystemError> enterSandbox(const SandboxRules& rules)
{
    const SandboxMeans means = sandboxMeans();
    return forgoPrivileges()
        .and_then([] { return limitResource(RLIMIT_CORE, "core dumps", 0); })
        .and_then([&] { return limitMemory(rules.memoryBytes); })
        .and_then([&] { return limitOpenFiles(rules.openFiles); })
        .and_then([&]() -> Result<void, SystemError> {
            if (means.landlock == 0)
                return {};
            return restrictFiles(rules, means.landlock);
        })
        .and_then([&]() -> Result<void, SystemError> {
            if (!means.seccomp)
                return {};
            return refuseCalls();
        })
        .map([&] { return means; });
}

} // namespace interleave
