// What a posix_spawn(3) is to do: default handling of every signal, and which descriptors the new
// program has.
//
// Thread safety: one thread at a time.
#pragma once

#include "core/base/unique_fd.h"

#include <spawn.h>
#include <vector>

namespace interleave {

class SpawnPlan
{
public:
    SpawnPlan();
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    SpawnPlan(SpawnPlan&&) = delete;
    SpawnPlan& operator=(SpawnPlan&&) = delete;
    ~SpawnPlan();

    /// Descriptor `from` of this process will be number `to` of the other. For one alone: of
    /// several the next could have that number here.
    void move(int from, int to);
    /// The same of one of several; false, with errno, where this process has no descriptor left.
    [[nodiscard]] bool copy(int from, int to);

    [[nodiscard]] const posix_spawn_file_actions_t& actions() const { return m_actions; }
    [[nodiscard]] const posix_spawnattr_t& attributes() const { return m_attributes; }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
    std::vector<UniqueFd> m_copies; // above the numbers that are given; until it has started
};

} // namespace interleave
