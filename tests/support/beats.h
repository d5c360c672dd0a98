// Time as a machine under load has it: a thread that sleeps 10 ms again and again and counts. On a
// machine that is busy otherwise its beats come late, as whatever a test waits for does, so that a
// bound in beats is one for what is tested and not for the machine.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

namespace interleave::test {

class Beats
{
public:
    static constexpr int kPerSecond = 100;

    Beats()
        : m_thread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1'000 / kPerSecond));
                ++m_count;
            }
        })
    {
    }
    [[nodiscard]] int count() const { return m_count; }

private:
    std::atomic<int> m_count = 0;
    std::jthread m_thread;
};

} // namespace interleave::test
