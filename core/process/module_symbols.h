// Names and lines of a program's file, from its debug information (libdw).
//
// libdw and what it needs are loaded when the first name is asked for, and stay: every process that
// starts would take a third of a millisecond to load them, and hardly any asks.
//
// Thread safety: one thread at a time; several threads with a file each.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

struct Dwfl;
struct Dwfl_Module;

namespace interleave {

class ModuleSymbols
{
public:
    explicit ModuleSymbols(const std::string& path);

    /// "function (file:line)", without a place where none is known; empty where no name is, also
    /// for want of libdw (no descriptor or memory is left for it, it is not installed).
    [[nodiscard]] std::string describe(std::uint64_t offset) const;

private:
    [[nodiscard]] std::string place(std::uint64_t address) const;

    std::unique_ptr<Dwfl, void (*)(Dwfl*)> m_dwfl;
    Dwfl_Module* m_module = nullptr;
    std::uint64_t m_start = 0;
};

} // namespace interleave
