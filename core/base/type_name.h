// The name of a type as a person would write it, "std::vector<int>" and not "St6vectorIiSaIiEE".
#pragma once

#include <string>
#include <typeinfo>

namespace interleave {

/// The C++ name behind a mangled one; itself where it is none.
[[nodiscard]] std::string demangled(const char* name);

/// The name behind `type`; its mangled form where it cannot be told. Costs about a microsecond.
[[nodiscard]] std::string typeName(const std::type_info& type);

template <class T>
[[nodiscard]] std::string typeName()
{
    return typeName(typeid(T));
}

} // namespace interleave
