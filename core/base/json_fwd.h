// For headers that only name Json: the library's own header takes more than a second to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace interleave {

using Json = nlohmann::ordered_json;

enum class JsonError { Syntax, TooLarge, TooDeep };

} // namespace interleave
