#include "app/interleave/setting_text.h"

#include "app/interleave/number_text.h"
#include "core/base/printable.h"

#include <algorithm>

namespace interleave {

std::string settingText(const ValueSpec& spec, const FieldValue& value)
{
    if (const bool* flag = std::get_if<bool>(&value))
        return *flag ? "yes" : "no";
    const std::string text = toText(value);
    const auto choice = std::ranges::find(spec.choices, text, &Choice::name);
    if (choice != spec.choices.end())
        return std::string(choice->title);
    if (text.empty() || text == kAutomatic)
        return spec.automaticMeans.empty() ? "none" : std::string(spec.automaticMeans);
    const auto* whole = std::get_if<std::int64_t>(&value);
    const std::string number = whole != nullptr && *whole >= 0
        ? countText(static_cast<std::uint64_t>(*whole))
        : shown(text);
    return spec.unit.empty() ? number : number + " " + std::string(spec.unit);
}

} // namespace interleave
