// Faults that an experiment injects: real ones, at a task or at a moment that the seed fixes.
//
// As text: "raise@5", several with commas between them: "crash@5, kill-worker".
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

enum class FaultKind : std::uint8_t {
    Raise, // the task throws
    Crash, // the task writes to address 0: SIGSEGV
    Exit, // the task ends its process with status 0
    Hang, // the task never ends
    KillWorker, // the engine kills a worker, idle or busy, which one and when is the seed's choice
    KillLockHolder, // a worker is killed inside the critical section of a task that the seed
                    // chooses
};

struct Fault
{
    FaultKind kind = FaultKind::Raise;
    std::uint64_t task = 0; // for the kinds that name one

    bool operator==(const Fault&) const = default;
};

/// raise, crash, exit, hang: written with @TASK.
[[nodiscard]] bool namesTask(FaultKind kind);
[[nodiscard]] std::string_view nameOf(FaultKind kind);

inline constexpr std::size_t kMaxFaults = 64;

/// Empty text means no faults. The error is a sentence that names the part and what is allowed.
[[nodiscard]] tl::expected<std::vector<Fault>, std::string> faultsFromText(std::string_view text);
[[nodiscard]] std::string toText(const std::vector<Fault>& faults);

/// What is wrong with `text` as the faults of an experiment, for ValueSpec; nothing when it is
/// fine.
[[nodiscard]] std::optional<std::string> findFaultProblem(std::string_view text);

} // namespace interleave
