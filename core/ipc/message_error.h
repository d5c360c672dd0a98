// How sending and receiving by a Queue or a Pipe can fail.
#pragma once

#include "core/base/failure.h"
#include "core/base/serialise.h"

namespace interleave {

enum class MessageError {
    WouldWait, // a try: there is no room, or no message, or somebody else is just at it
    TimedOut,
    Closed, // nothing more comes, or goes; a pipe: the other side has closed its end or has died
    NotWritten, // the value could not be turned into bytes; nothing was sent
    NotRead, // the message cannot be read; it is gone, the next one may be fine
    Damaged, // the memory was scribbled over
    System, // the system refused; the message says why
};

[[nodiscard]] inline tl::unexpected<Failure<MessageError>> failMessage(Failure<SerialError> error)
{
    return fail(
        error.kind == SerialError::NotWritten ? MessageError::NotWritten : MessageError::NotRead,
        std::move(error.message));
}

} // namespace interleave
