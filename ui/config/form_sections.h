// What stands where in the form: few fields at first, the others in sections that open.
#pragma once

#include "ui/config/form_section.h"

#include <string_view>
#include <vector>

namespace interleave::ui {

/// In reading order, each below the one before it in `content`'s layout.
[[nodiscard]] std::vector<FormSection*> makeFormSections(QWidget* content);

/// The index of a field's or parameter's section.
[[nodiscard]] std::size_t sectionOf(std::string_view name);

/// The first one, where the workload's own parameters stand.
inline constexpr std::size_t kWorkloadSection = 0;

} // namespace interleave::ui
