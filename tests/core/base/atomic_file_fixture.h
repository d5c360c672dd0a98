// A folder for files that are written whole, on a file system that can be one without nameless
// files.
#pragma once

#include "core/base/file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace interleave::test {

/// What this program's openat() gives (atomic_file_test.cpp).
inline bool namelessFiles = true;

class AtomicFileTest : public testing::TestWithParam<bool>
{
protected:
    void SetUp() override { namelessFiles = GetParam(); }
    void TearDown() override { namelessFiles = true; }

    [[nodiscard]] std::filesystem::path path(const std::string& name) const
    {
        return m_folder.path() / name;
    }
    void put(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name)) << text;
    }
    [[nodiscard]] std::string contents(const std::string& name) const
    {
        return readFile(path(name), 1U << 20U).value_or("(cannot be read)");
    }
    [[nodiscard]] std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
            names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }
    // What stands in `name`, opened before `meanwhile` and committed after it.
    template <class Meanwhile>
    [[nodiscard]] Result<void, SystemError> writeAround(
        const std::string& name, Meanwhile meanwhile) const
    {
        auto file = AtomicFile::create(path(name));
        if (!file)
            return tl::unexpected(file.error());
        if (auto written = file->write("ours"); !written)
            return written;
        meanwhile();
        return file->commit();
    }

    TemporaryFolder m_folder;
};

} // namespace interleave::test
