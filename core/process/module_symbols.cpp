#include "core/process/module_symbols.h"

#include "core/base/type_name.h"

#include <fmt/format.h>

#include <atomic>
#include <dlfcn.h>
#include <elfutils/libdwfl.h>
#include <filesystem>
#include <optional>
#include <type_traits>

namespace interleave {

namespace {

// The functions of libdw that are used here, by their names there.
struct Libdw
{
    decltype(&::dwfl_begin) begin = nullptr;
    decltype(&::dwfl_end) end = nullptr;
    decltype(&::dwfl_report_offline) reportOffline = nullptr;
    decltype(&::dwfl_report_end) reportEnd = nullptr;
    decltype(&::dwfl_module_info) moduleInfo = nullptr;
    decltype(&::dwfl_module_addrname) addressName = nullptr;
    decltype(&::dwfl_module_getsrc) lineOf = nullptr;
    decltype(&::dwfl_lineinfo) lineInfo = nullptr;
    Dwfl_Callbacks fromFiles{};
};

std::optional<Libdw> loadLibdw()
{
    void* library = ::dlopen("libdw.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr)
        return std::nullopt;
    bool hasAll = true;
    const auto find = [&](auto& function, const char* name) {
        function
            = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
        hasAll = hasAll && function != nullptr;
    };
    Libdw libdw;
    find(libdw.begin, "dwfl_begin");
    find(libdw.end, "dwfl_end");
    find(libdw.reportOffline, "dwfl_report_offline");
    find(libdw.reportEnd, "dwfl_report_end");
    find(libdw.moduleInfo, "dwfl_module_info");
    find(libdw.addressName, "dwfl_module_addrname");
    find(libdw.lineOf, "dwfl_module_getsrc");
    find(libdw.lineInfo, "dwfl_lineinfo");
    find(libdw.fromFiles.find_debuginfo, "dwfl_standard_find_debuginfo");
    find(libdw.fromFiles.section_address, "dwfl_offline_section_address");
    return hasAll ? std::optional(libdw) : std::nullopt;
}

// Asked for again where it could not be had: there may be a descriptor for it by now. By a pointer
// that is exchanged, not a mutex, which a fork in another thread would leave locked in the child.
const Libdw* loadedLibdw()
{
    static std::atomic<const Libdw*> loaded = nullptr;
    if (const Libdw* libdw = loaded.load())
        return libdw;
    const auto found = loadLibdw();
    if (!found)
        return nullptr;
    auto kept = std::make_unique<const Libdw>(*found);
    const Libdw* before = nullptr;
    return loaded.compare_exchange_strong(before, kept.get()) ? kept.release() : before;
}

} // namespace

ModuleSymbols::ModuleSymbols(const std::string& path)
    : m_dwfl(nullptr, [](Dwfl*) {})
{
    const Libdw* libdw = loadedLibdw();
    if (libdw == nullptr)
        return;
    m_dwfl = {libdw->begin(&libdw->fromFiles), libdw->end};
    if (!m_dwfl)
        return;
    m_module = libdw->reportOffline(m_dwfl.get(), path.c_str(), path.c_str(), -1);
    libdw->reportEnd(m_dwfl.get(), nullptr, nullptr);
    if (m_module != nullptr)
        libdw->moduleInfo(m_module, nullptr, &m_start, nullptr, nullptr, nullptr, nullptr, nullptr);
}

std::string ModuleSymbols::describe(std::uint64_t offset) const
{
    if (m_module == nullptr)
        return {};
    const Dwarf_Addr address = m_start + offset;
    const char* name = loadedLibdw()->addressName(m_module, address);
    return name != nullptr ? demangled(name) + place(address) : std::string();
}

std::string ModuleSymbols::place(std::uint64_t address) const
{
    const Libdw* libdw = loadedLibdw();
    Dwfl_Line* line = libdw->lineOf(m_module, address);
    int number = 0;
    const char* file = line == nullptr
        ? nullptr
        : libdw->lineInfo(line, nullptr, &number, nullptr, nullptr, nullptr);
    return file == nullptr
        ? std::string()
        : fmt::format(" ({}:{})", std::filesystem::path(file).filename().string(), number);
}

} // namespace interleave
