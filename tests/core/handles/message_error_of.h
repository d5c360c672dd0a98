// The kind of a failure that a test expects.
#pragma once

#include "core/ipc/message_error.h"

#include <gtest/gtest.h>

namespace interleave::test {

template <class T>
MessageError errorOf(const Result<T, MessageError>& result)
{
    EXPECT_FALSE(result.has_value());
    return result ? MessageError::System : result.error().kind;
}

} // namespace interleave::test
