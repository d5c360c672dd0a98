// What is listed of the history, and in which order.
#pragma once

#include <string>
#include <vector>

namespace interleave {

enum class HistoryOrder { Started, Name, Answer, Words, Star };

struct HistoryQuery
{
    /// Words, all of which are in a run's name, words, answer, note or tags. "#tag" is a whole tag,
    /// "*" a star.
    std::string filter{};
    HistoryOrder order = HistoryOrder::Started;
    bool descending = true;
};

struct HistorySelect
{
    std::string sql; // of the ids
    std::vector<std::string> values{}; // of its parameters
};

[[nodiscard]] HistorySelect selectOf(const HistoryQuery& query);

} // namespace interleave
