// A value on its way through a Queue or a Pipe, which move bytes.
#pragma once

#include "core/base/serialise.h"
#include "core/ipc/message_error.h"

#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace interleave {

/// Gives the value's bytes to `send`, without a copy where the value is its bytes. NotWritten where
/// it has none; else what `send` says.
template <class T, class Send>
[[nodiscard]] Result<void, MessageError> sendValue(const T& value, Send send)
{
    if constexpr (SentAsItsBytes<T>) {
        return send(std::string_view(reinterpret_cast<const char*>(&value), sizeof value));
    } else {
        auto bytes = toBytes(value);
        if (!bytes)
            return failMessage(std::move(bytes.error()));
        return send(std::string_view(*bytes));
    }
}

/// What `receive` puts into the string that it is given, as a value. NotRead where the bytes are no
/// T, or find no memory; else what `receive` says.
template <class T, class Receive>
[[nodiscard]] Result<T, MessageError> receiveValue(Receive receive)
{
    std::string bytes;
    try {
        if (Result<void, MessageError> received = receive(bytes); !received)
            return tl::unexpected(std::move(received.error()));
    } catch (const std::bad_alloc&) {
        return fail(MessageError::NotRead, "there is no memory for the message");
    }
    auto value = fromBytes<T>(bytes);
    if (!value)
        return failMessage(std::move(value.error()));
    return *std::move(value);
}

} // namespace interleave
