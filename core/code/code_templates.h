// The templates of resources/code, which are part of the program.
#pragma once

#include <string_view>

namespace interleave {

/// By its path there, without its ending: "python/pool". Empty where there is none.
[[nodiscard]] std::string_view codeTemplate(std::string_view path);

} // namespace interleave
