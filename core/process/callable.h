// Functions and their arguments as bytes, so that another process of this program can call them.
//
// A function pointer goes as its place in the program, any other callable as its own bytes: a
// lambda without captures, or with captures that are trivially copyable. A function pointer or a
// pointer *inside* a capture means nothing in a spawned process; C++ cannot look inside.
#pragma once

#include "core/base/serialise.h"
#include "core/ipc/shareable.h"
#include "core/process/child_entry.h"

#include <array>
#include <bit>
#include <cstring>
#include <tuple>

namespace interleave {

template <class F>
inline constexpr bool kIsFunctionPointer
    = std::is_pointer_v<F>&& std::is_function_v<std::remove_pointer_t<F>>;

template <class F>
concept SendableCallable = std::is_trivially_copyable_v<F> &&(
    !std::is_pointer_v<F> || kIsFunctionPointer<F>)&&!std::is_member_pointer_v<F>;

#define INTERLEAVE_ASSERT_CALLABLE(F)                                                              \
    static_assert(::interleave::SendableCallable<F>,                                               \
        "This function cannot be sent to another process: its captures are not trivially "         \
        "copyable. Capture numbers, and hand strings and containers over as arguments.")

/// What stands for a callable in another process of the same program.
template <class F>
struct CallableBytes
{
    using Stored = std::conditional_t<kIsFunctionPointer<F>, std::uint64_t, F>;
    static constexpr std::size_t kSize = std::is_empty_v<Stored> ? 0 : sizeof(Stored);

    [[nodiscard]] static std::string_view view(const Stored& stored)
    {
        return {reinterpret_cast<const char*>(&stored), kSize};
    }
    [[nodiscard]] static Stored stored(const F& function)
    {
        if constexpr (kIsFunctionPointer<F>)
            return offsetInProgram(reinterpret_cast<const void*>(function)).value_or(0);
        else
            return function;
    }
    /// From the first kSize bytes.
    [[nodiscard]] static F load(const char* bytes)
    {
        std::array<char, sizeof(Stored)> copy{};
        std::memcpy(copy.data(), bytes, kSize);
        if constexpr (kIsFunctionPointer<F>)
            return reinterpret_cast<F>(
                const_cast<void*>(atOffsetInProgram(std::bit_cast<std::uint64_t>(copy))));
        else
            return std::bit_cast<F>(copy);
    }
};

/// As it is stored for another process: decayed, and a C string as std::string.
template <class T>
using Stored
    = std::conditional_t<std::is_convertible_v<T, const char*>, std::string, std::decay_t<T>>;

/// Arguments on their way into another process: a value is bytes, what lies in shared memory goes
/// by its descriptors.
struct PackedArguments
{
    std::vector<std::string> parts{};
    std::vector<int> descriptors{};
};

template <class T>
[[nodiscard]] Result<void, SerialError> pack(PackedArguments& packed, const T& argument)
{
    if constexpr (Shareable<T>) {
        const std::vector<int> descriptors = argument.descriptors();
        packed.descriptors.insert(packed.descriptors.end(), descriptors.begin(), descriptors.end());
        packed.parts.push_back(*toBytes(descriptors.size()));
        return {};
    } else {
        return toBytes(argument).map(
            [&](std::string bytes) { packed.parts.push_back(std::move(bytes)); });
    }
}

/// In the other process: takes packed arguments one after the other.
class ArgumentReader
{
public:
    ArgumentReader(std::vector<std::string> parts, std::vector<UniqueFd> descriptors)
        : m_parts(std::move(parts))
        , m_descriptors(std::move(descriptors))
    {
    }

    template <class T>
    [[nodiscard]] Result<T, SerialError> take()
    {
        if (m_next >= m_parts.size())
            return fail(SerialError::NotRead, "an argument is missing");
        const std::string& bytes = m_parts[m_next++];
        if constexpr (Shareable<T>)
            return attach<T>(fromBytes<std::size_t>(bytes).value_or(0));
        else
            return fromBytes<T>(bytes);
    }

private:
    template <class T>
    Result<T, SerialError> attach(std::size_t count)
    {
        if (count > m_descriptors.size() - m_taken)
            return fail(SerialError::NotRead, "a descriptor is missing");
        std::vector<UniqueFd> own;
        for (; count > 0; --count)
            own.push_back(std::move(m_descriptors[m_taken++]));
        return T::attach(std::move(own)).map_error([](const Failure<SystemError>& error) {
            return Failure<SerialError>{SerialError::NotRead, error.message};
        });
    }

    std::vector<std::string> m_parts;
    std::vector<UniqueFd> m_descriptors;
    std::size_t m_next = 0;
    std::size_t m_taken = 0;
};

/// Arguments that have arrived belong to the call: it gets them as they are, to copy, read or
/// change, or moved where it only takes that.
template <class F, class... Args>
decltype(auto) callWith(F& function, Args&... arguments)
{
    if constexpr (std::is_invocable_v<F&, Args&...>)
        return std::invoke(function, arguments...);
    else
        return std::invoke(function, std::move(arguments)...);
}

/// What callWith() gives, as a value.
template <class F, class... Args>
using CallResult = std::decay_t<decltype(callWith(std::declval<F&>(), std::declval<Args&>()...))>;

/// A call that runs to its end in a child process: what Process starts, and a pool's initializer.
struct PackedCall
{
    std::string bytes{}; // the callable, then its arguments
    std::vector<int> descriptors{};
};

template <class F, class... Args>
[[nodiscard]] Result<PackedCall, SerialError> packCall(const F& function, const Args&... arguments)
{
    INTERLEAVE_ASSERT_CALLABLE(F);
    const auto stored = CallableBytes<F>::stored(function);
    PackedArguments packed{.parts = {std::string(CallableBytes<F>::view(stored))}};
    Result<void, SerialError> done;
    static_cast<void>(((done = pack(packed, arguments)).has_value() && ...));
    if (!done)
        return tl::unexpected(done.error());
    return toBytes(packed.parts).map([&](std::string bytes) {
        return PackedCall{std::move(bytes), std::move(packed.descriptors)};
    });
}

/// In the child: calls what packCall<F, Args...>() has packed; fails when it cannot be read.
template <class F, class... Args>
[[nodiscard]] auto callPacked(std::string_view bytes, std::vector<UniqueFd> descriptors)
    -> Result<CallResult<F, Args...>, SerialError>
{
    auto parts = fromBytes<std::vector<std::string>>(bytes);
    if (!parts || parts->empty() || parts->front().size() != CallableBytes<F>::kSize)
        return fail(SerialError::NotRead, "the function has not arrived whole");
    F function = CallableBytes<F>::load(parts->front().data());
    parts->erase(parts->begin());
    ArgumentReader reader(*std::move(parts), std::move(descriptors));
    // A braced list is evaluated from left to right.
    std::tuple<Result<Args, SerialError>...> arguments{reader.take<Args>()...};
    std::optional<Failure<SerialError>> problem;
    const auto note = [&](const auto& argument) {
        if (!argument && !problem)
            problem = argument.error();
    };
    std::apply([&](const auto&... each) { (note(each), ...); }, arguments);
    if (problem)
        return tl::unexpected(*problem);
    return std::apply(
        [&](auto&... each) -> Result<CallResult<F, Args...>, SerialError> {
            if constexpr (std::is_void_v<CallResult<F, Args...>>) {
                callWith(function, *each...);
                return {};
            } else {
                return callWith(function, *each...);
            }
        },
        arguments);
}

} // namespace interleave
