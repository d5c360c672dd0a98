// The real engine program as a window has it: started, listened to, and its processes by their ids.
#pragma once

#include "core/engine/engine_client.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <poll.h>
#include <string>
#include <vector>

namespace interleave::test {

inline std::unique_ptr<EngineClient> startEngine(
    const std::filesystem::path& program, const Experiment& experiment)
{
    auto client = EngineClient::start(program, experiment);
    EXPECT_TRUE(client.has_value());
    return *std::move(client);
}

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

inline bool allAtWork(const Recording& recording)
{
    for (unsigned index = 0; index < recording.workers(); ++index) {
        if (recording.worker(index).state != WorkerState::Working)
            return false;
    }
    return true;
}

inline std::vector<pid_t> workersOf(const Recording& recording)
{
    std::vector<pid_t> pids;
    for (unsigned index = 0; index < recording.workers(); ++index)
        pids.push_back(static_cast<pid_t>(recording.worker(index).pid));
    return pids;
}

inline pid_t parentOf(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    while (file >> word) {
        if (word == "PPid:" && file >> word)
            return std::stoi(word);
    }
    return 0;
}

inline bool noneIsAlive(const std::vector<pid_t>& pids)
{
    return std::ranges::none_of(pids, isAlive);
}

} // namespace interleave::test
