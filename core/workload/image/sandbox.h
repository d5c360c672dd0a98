// Takes from a process what decoding a stranger's files does not need, before it opens the first of
// them.
//
// A worker that a crafted picture takes over can then read the input folder, write the output
// folder, and nothing else: no other file, no program, no process, no socket, no signal to another
// process, no core dump. Which of these are kept, and by what, depends on the kernel: the report
// says it. Files, pipes and mappings that are open already stay usable. What glibc and OpenCV open
// late (the number of cores, under /sys) they can do without.
//
// Thread and process safety: call it in a worker that has one thread (Landlock binds the calling
// thread and the children of the process that it starts later). There is no way back. Costs about
// 0.1 ms.
#pragma once

#include "core/base/system_error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A folder that is not there has nothing in it, and is left out: it may have gone since it was
/// chosen.
struct SandboxRules
{
    static constexpr std::uint64_t kOpenFiles = 64; // a decoder needs two

    std::vector<std::filesystem::path> readable; // folders: the files below them can be read
    std::vector<std::filesystem::path>
        writable; // folders: files can be made, written, renamed, removed, and folders made
    std::uint64_t memoryBytes
        = 0; // private memory, what the process has already included; 0: no limit
    std::uint64_t openFiles = kOpenFiles; // beside those that are open already
};

/// What a kernel has to keep a sandbox's promises.
struct SandboxMeans
{
    long landlock = 0; // its version; 0: none
    bool seccomp = false;
};

/// Of this kernel, and of whoever has restricted this process already.
[[nodiscard]] SandboxMeans sandboxMeans();

struct SandboxPromise
{
    std::string_view promise; // "no file outside of its folders is opened"
    std::string keptBy; // "Landlock and seccomp"; empty: not kept on this kernel
};

[[nodiscard]] std::vector<SandboxPromise> sandboxPromises(const SandboxMeans& means);

/// "no program is started: kept by Landlock and seccomp; ...".
[[nodiscard]] std::string describeSandbox(const SandboxMeans& means);

/// Those that are not kept, in a sentence; empty when all are.
[[nodiscard]] std::string describeNotKept(const SandboxMeans& means);

/// The codecs print what they think of a damaged picture, which whoever decodes it says already.
void silenceDecoders();

/// Of this process and those that it forks from now on; 0: no limit.
[[nodiscard]] Result<void, SystemError> limitMemory(std::uint64_t bytes);

/// Enters the sandbox; what it had to do so. On failure the process may be restricted in part and
/// must not decode anything.
[[nodiscard]] Result<SandboxMeans, SystemError> enterSandbox(const SandboxRules& rules);

} // namespace interleave
