// The real engine program as a window has it: started, listened to, and its processes by their ids.
#pragma once

#include "core/engine/wire/engine_client.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <optional>
#include <poll.h>
#include <string>
#include <vector>

namespace interleave::test {

std::unique_ptr<EngineClient> startEngine(
    const std::filesystem::path& program, const Experiment& experiment);

/// Receives until a message of type M has come; those before it are dropped.
template <class M>
std::optional<M> await(EngineClient& client)
{
    std::optional<M> found;
    EXPECT_TRUE(eventually(
        [&] {
            pollfd readable{client.descriptor(), POLLIN, 0};
            ::poll(&readable, 1, 50);
            for (EngineMessage& message : client.receive()) {
                if (auto* wanted = std::get_if<M>(&message))
                    found = std::move(*wanted);
            }
            return found.has_value();
        },
        20));
    return found;
}

bool allAtWork(const Recording& recording);

std::vector<pid_t> workersOf(const Recording& recording);

pid_t parentOf(pid_t pid);

bool noneIsAlive(const std::vector<pid_t>& pids);

/// Whether the kernel has a System V semaphore set in which that process has written its id;
/// core/sync/system_v_lock.cpp says what is in one.
bool hasSemaphores(pid_t creator);

} // namespace interleave::test
