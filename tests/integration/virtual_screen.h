// A screen of its own for a test: an Xvfb on a free display, ended with this object.
#pragma once

#include "core/process/child_process.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <string>
#include <unistd.h>

namespace interleave::test {

class VirtualScreen
{
public:
    /// Nothing when Xvfb cannot be started.
    static std::unique_ptr<VirtualScreen> start()
    {
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return nullptr;
        const UniqueFd reader(ends[0]);
        UniqueFd writer(ends[1]);
        // A server that resets after its last client refuses the next one for a moment.
        auto process = ChildProcess::spawn("/usr/bin/Xvfb",
            {"Xvfb", "-displayfd", "3", "-noreset", "-screen", "0", "1280x800x24"},
            writer.get());
        writer.reset();
        // It writes its number and a line end once clients can connect.
        std::string number;
        for (char digit = 0; process && ::read(reader.get(), &digit, 1) == 1 && digit != '\n';)
            number += digit;
        if (number.empty())
            return nullptr;
        return std::unique_ptr<VirtualScreen>(new VirtualScreen(*std::move(process), ":" + number));
    }
    VirtualScreen(const VirtualScreen&) = delete;
    VirtualScreen& operator=(const VirtualScreen&) = delete;
    /// A killed server would leave its socket behind.
    ~VirtualScreen()
    {
        m_process.signal(SIGTERM);
        [[maybe_unused]] const auto status = m_process.reapWithin(5'000'000'000);
    }

    [[nodiscard]] const std::string& display() const { return m_display; }

private:
    VirtualScreen(ChildProcess process, std::string display)
        : m_process(std::move(process))
        , m_display(std::move(display))
    {
    }

    ChildProcess m_process;
    std::string m_display;
};

} // namespace interleave::test
