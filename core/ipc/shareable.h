// What lies in shared memory and can be handed to another process by its descriptors.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <concepts>
#include <vector>

namespace interleave {

/// attach() makes an equal handle in another process from descriptors for the same memory; what
/// does not fit is an error, never a crash.
template <class T>
concept Shareable = requires(const T& shared, std::vector<UniqueFd> descriptors)
{
    {
        shared.descriptors()
        } -> std::same_as<std::vector<int>>;
    {
        T::attach(std::move(descriptors))
        } -> std::same_as<Result<T, SystemError>>;
};

} // namespace interleave
