// Values as bytes and back: how arguments, results and messages cross from process to process.
//
// Both ends are the same program on the same machine, so the bytes are those of memory. But they
// are read with suspicion: bytes that are cut off, damaged or made up give an error, never a crash,
// and never an allocation larger than the bytes could stand for (times the size of an element).
// Two things cannot be told: whether damaged bytes of a number or a trivially copyable struct are
// what was sent, and an element type that writes no bytes at all (its container is refused).
//
// Thread and process safety: free functions without state. No exception leaves: what serialize()
// of a user's type throws is in the message.
#pragma once

#include "core/base/failure.h"
#include "core/base/sendable.h"
#include "core/base/type_name.h"
#include "core/base/what_of.h"

#include <array>
#include <bit>
#include <cxxabi.h>
#include <exception>

namespace interleave {

enum class SerialError {
    NotWritten, // the value's own serialize() threw, it nests too deep, or there is no memory
    NotRead, // the bytes are not such a value; or as above
};

namespace detail {

#define INTERLEAVE_ASSERT_SENDABLE(T)                                                              \
    static_assert(::interleave::Sendable<T>,                                                       \
        "This type cannot be sent to another process. Send a number, an enum, a trivially "        \
        "copyable struct, std::string, a standard container, optional, variant, tuple or pair of " \
        "such, or give your type a member template<class A> void serialize(A& archive). "          \
        "Pointers, "                                                                               \
        "references, string_view and span mean nothing in another process.")

/// Runs `action`; what it throws becomes `kind`.
template <class T, class Action>
auto withoutExceptions(SerialError kind, const char* verb, Action action)
    -> Result<decltype(action()), SerialError>
{
    const auto failed = [&](const char* why) {
        return fail(kind, std::string("cannot ") + verb + " a " + typeName<T>() + ": " + why);
    };
    try {
        return action();
    } catch (const std::exception& error) {
        return failed(whatOf(error));
    } catch (const abi::__forced_unwind&) { // pthread_exit(): no exception
        throw;
    } catch (...) {
        return failed("its serialize() threw something that is no std::exception");
    }
}

} // namespace detail

/// The bytes of `value`. Costs one allocation beyond 15 bytes, and copying; for a type that is
/// SentAsItsBytes nothing else.
template <class T>
[[nodiscard]] Result<std::string, SerialError> toBytes(const T& value)
{
    INTERLEAVE_ASSERT_SENDABLE(T);
    return detail::withoutExceptions<T>(SerialError::NotWritten, "write", [&] {
        if constexpr (SentAsItsBytes<T>) {
            return std::string(reinterpret_cast<const char*>(&value), sizeof value);
        } else {
            ByteWriter writer;
            writer(value);
            return writer.take();
        }
    });
}

/// The value whose bytes these are, all of them: bytes that are left over are an error.
template <class T>
[[nodiscard]] Result<T, SerialError> fromBytes(std::string_view bytes)
{
    INTERLEAVE_ASSERT_SENDABLE(T);
    return detail::withoutExceptions<T>(SerialError::NotRead, "read", [&]() -> T {
        ByteReader reader(bytes);
        const auto mustBeAtEnd = [&] {
            if (reader.left() != 0)
                throw cereal::Exception("bytes are left over");
        };
        if constexpr (SentAsItsBytes<T>) {
            std::array<std::byte, sizeof(T)> copy{};
            reader.read(copy.data(), copy.size());
            mustBeAtEnd();
            return std::bit_cast<T>(copy);
        } else {
            T value{};
            reader(value);
            mustBeAtEnd();
            return value;
        }
    });
}

/// Several values at once; the same bytes as those of a std::tuple of them.
template <class First, class Second, class... Rest>
[[nodiscard]] Result<std::string, SerialError> toBytes(
    const First& first, const Second& second, const Rest&... rest)
{
    using All = std::tuple<First, Second, Rest...>;
    INTERLEAVE_ASSERT_SENDABLE(All);
    return detail::withoutExceptions<All>(SerialError::NotWritten, "write", [&] {
        ByteWriter writer;
        writer(first, second, rest...);
        return writer.take();
    });
}

template <class First, class Second, class... Rest>
[[nodiscard]] Result<std::tuple<First, Second, Rest...>, SerialError> fromBytes(
    std::string_view bytes)
{
    return fromBytes<std::tuple<First, Second, Rest...>>(bytes);
}

} // namespace interleave
