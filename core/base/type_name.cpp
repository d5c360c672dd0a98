#include "core/base/type_name.h"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>

namespace interleave {

std::string demangled(const char* name)
{
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> readable(
        abi::__cxa_demangle(name, nullptr, nullptr, &status), &std::free);
    return readable != nullptr ? readable.get() : name;
}

std::string typeName(const std::type_info& type)
{
    return demangled(type.name());
}

} // namespace interleave
