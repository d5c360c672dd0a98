// The project's own files, for tests of what its sources say.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace interleave::ui {

[[nodiscard]] inline std::filesystem::path projectFile(const std::string& name)
{
    return std::filesystem::path(__FILE__).parent_path() / "../.." / name;
}

[[nodiscard]] inline std::string contentsOf(const std::filesystem::path& name)
{
    std::ifstream file(name);
    EXPECT_TRUE(file.is_open()) << name;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace interleave::ui
