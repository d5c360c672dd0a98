// What went wrong, as a value. No exception leaves a function of core, a worker or a slot.
#pragma once

#include <tl/expected.hpp>

#include <string>

namespace interleave {

/// A failure: which of the failing class's kinds it is (for code) and one sentence for a person
/// that names the place, the value and the remedy.
template <class Kind>
struct Failure
{
    Kind kind;
    std::string message;
};

template <class T, class Kind>
using Result = tl::expected<T, Failure<Kind>>;

template <class Kind>
[[nodiscard]] tl::unexpected<Failure<Kind>> fail(Kind kind, std::string message)
{
    return tl::unexpected<Failure<Kind>>(Failure<Kind>{kind, std::move(message)});
}

} // namespace interleave
