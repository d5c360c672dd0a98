// Which files in an output folder are results of its journal, as it grows.
//
// Thread safety: any thread of a process that has the journal.
#pragma once

#include "core/base/thread_safety.h"
#include "core/workload/image/journal_entries.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace interleave {

class MadeResults
{
public:
    /// Whether `file` is what one of the journal's lines for `name` says. Reads what came to the
    /// journal since the last time, and a file that was moved or copied.
    [[nodiscard]] bool has(int journal, const std::string& name, const std::filesystem::path& file);

private:
    struct Made
    {
        FileFacts file;
        std::uint64_t sum = 0;
    };
    void readOn(int journal) INTERLEAVE_REQUIRES(m_mutex);

    Mutex m_mutex;
    std::map<std::string, std::vector<Made>> m_results INTERLEAVE_GUARDED_BY(m_mutex); // by name
    std::string m_begun INTERLEAVE_GUARDED_BY(m_mutex); // of a line
    off_t m_read INTERLEAVE_GUARDED_BY(m_mutex) = 0;
};

} // namespace interleave
