// A parameter of the workload whose values are compared with each other, as a user writes it:
// "layout=packed, padded".
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct VariedParameter
{
    std::string name{};
    std::vector<std::string> values{}; // as a user writes them: what they are the workload knows

    [[nodiscard]] bool empty() const { return values.empty(); }
    bool operator==(const VariedParameter&) const = default;
};

inline constexpr std::size_t kMostVariedValues = 64;
/// No parameter of a workload, but how its tasks reach their workers.
inline constexpr std::string_view kVariedExecutor = "executor";

/// A blank text means none. Each value may be there once, and one alone has nothing to be compared
/// with; at most kMostVariedValues. Whether the workload has them is not asked.
[[nodiscard]] tl::expected<VariedParameter, std::string> variedParameterFromText(
    std::string_view text);
[[nodiscard]] std::string toText(const VariedParameter& varied);

/// What is wrong with `text`, for ValueSpec; nothing when it is fine.
[[nodiscard]] std::optional<std::string> findVariedParameterProblem(std::string_view text);

} // namespace interleave
