#include "core/process/spawn_plan.h"

#include <csignal>
#include <fcntl.h>

namespace interleave {

namespace {

constexpr int kAbove = 64;

} // namespace

SpawnPlan::SpawnPlan()
{
    ::posix_spawn_file_actions_init(&m_actions);
    ::posix_spawnattr_init(&m_attributes);
    sigset_t signals;
    ::sigfillset(&signals); // ignored ones would stay so over exec
    ::posix_spawnattr_setsigdefault(&m_attributes, &signals);
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&m_attributes, &signals);
    ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

SpawnPlan::~SpawnPlan()
{
    ::posix_spawnattr_destroy(&m_attributes);
    ::posix_spawn_file_actions_destroy(&m_actions);
}

void SpawnPlan::move(int from, int to)
{
    ::posix_spawn_file_actions_adddup2(&m_actions, from, to);
}

bool SpawnPlan::copy(int from, int to)
{
    m_copies.emplace_back(::fcntl(from, F_DUPFD_CLOEXEC, kAbove));
    if (!m_copies.back().valid())
        return false;
    move(m_copies.back().get(), to);
    return true;
}

} // namespace interleave
