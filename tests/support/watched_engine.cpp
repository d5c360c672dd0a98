#include "tests/support/watched_engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sys/sem.h>

namespace interleave::test {

std::unique_ptr<EngineClient> startEngine(
    const std::filesystem::path& program, const Experiment& experiment)
{
    auto client = EngineClient::start(program, experiment);
    EXPECT_TRUE(client.has_value());
    return *std::move(client);
}

bool allAtWork(const Recording& recording)
{
    for (unsigned index = 0; index < recording.workers(); ++index) {
        if (recording.worker(index).state != WorkerState::Working)
            return false;
    }
    return true;
}

std::vector<pid_t> workersOf(const Recording& recording)
{
    std::vector<pid_t> pids;
    for (unsigned index = 0; index < recording.workers(); ++index)
        pids.push_back(static_cast<pid_t>(recording.worker(index).pid));
    return pids;
}

pid_t parentOf(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    while (file >> word) {
        if (word == "PPid:" && file >> word)
            return std::stoi(word);
    }
    return 0;
}

bool noneIsAlive(const std::vector<pid_t>& pids)
{
    return std::ranges::none_of(pids, isAlive);
}

bool hasSemaphores(pid_t creator)
{
    std::array<unsigned short, 8> values{};
    union {
        semid_ds* status;
        unsigned short* values;
        seminfo* info;
    } argument{};
    seminfo info{};
    argument.info = &info;
    const int highest = ::semctl(0, 0, SEM_INFO, argument);
    for (int index = 0; index <= highest; ++index) {
        semid_ds status{};
        argument.status = &status;
        const int id = ::semctl(index, 0, SEM_STAT, argument);
        if (id < 0 || status.sem_nsems != values.size())
            continue;
        argument.values = values.data();
        if (::semctl(id, 0, GETALL, argument) >= 0 && (values[3] | values[4] << 15) == creator)
            return true;
    }
    return false;
}

} // namespace interleave::test
