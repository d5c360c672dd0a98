// What Python's systems are known for when something goes wrong, and what ours does in the same
// case: for who sees it happen.
#pragma once

#include "core/model/choices.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// A pool that waits for the result of a worker that has died.
[[nodiscard]] std::string poolHangs();

/// A pool that waits for what it could not read, of this class.
[[nodiscard]] std::string poolCannotRead(std::string_view type);

/// A system whose tasks have all ended, and who knows why it gives nothing.
[[nodiscard]] std::string givesNothing(ExecutorKind executor);

/// So many results that nobody has said anything of.
[[nodiscard]] std::string didNotCome(std::uint64_t results);

/// Another system that could not read what a task gave.
[[nodiscard]] std::string systemCannotRead(
    ExecutorKind executor, std::string_view type, std::string_view raised);

/// What a task gave could not be sent. `raised`: what the system raised for it; it may be nothing.
[[nodiscard]] std::string cannotBeWritten(
    ExecutorKind executor, std::string_view type, std::string_view raised);

/// Others wait for what a worker that has died should have put in, or taken out.
[[nodiscard]] std::string othersWait();

/// A task took too long and the whole program had to end: `task` as in "task 5".
[[nodiscard]] std::string cannotEndOneTask(std::string_view task);

/// The system has given up with `raised`, or handed on what a task had raised.
[[nodiscard]] std::string whatRaisingMeans(ExecutorKind executor, std::string_view raised);

} // namespace interleave
