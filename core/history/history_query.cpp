#include "core/history/history_query.h"

#include <sstream>

namespace interleave {

namespace {

// Of a pattern of LIKE.
std::string anywhere(const std::string& word)
{
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

const char* columnsOf(HistoryOrder order, bool descending)
{
    switch (order) {
    case HistoryOrder::Name:
        return descending ? "name COLLATE NOCASE DESC, started_ms DESC, id DESC"
                          : "name COLLATE NOCASE, started_ms, id";
    case HistoryOrder::Answer:
        return descending ? "answer COLLATE NOCASE DESC, id DESC" : "answer COLLATE NOCASE, id";
    case HistoryOrder::Words:
        return descending ? "words COLLATE NOCASE DESC, id DESC" : "words COLLATE NOCASE, id";
    case HistoryOrder::Star:
        return descending ? "star DESC, started_ms DESC, id DESC" : "star, started_ms, id";
    case HistoryOrder::Started:
        break;
    }
    return descending ? "started_ms DESC, id DESC" : "started_ms, id";
}

void addWord(HistorySelect& select, const std::string& word)
{
    if (word == "*") {
        select.sql += " AND star = 1";
        return;
    }
    if (word.size() > 1 && word.front() == '#') {
        select.sql += " AND id IN (SELECT run FROM tags WHERE tag = ?)";
        select.values.push_back(word.substr(1));
        return;
    }
    select.sql += R"( AND (name LIKE ? ESCAPE '\' OR words LIKE ? ESCAPE '\')"
                  R"( OR answer LIKE ? ESCAPE '\' OR note LIKE ? ESCAPE '\')"
                  R"( OR id IN (SELECT run FROM tags WHERE tag LIKE ? ESCAPE '\')))";
    constexpr std::size_t kPlaces = 5;
    select.values.insert(select.values.end(), kPlaces, anywhere(word));
}

} // namespace

HistorySelect selectOf(const HistoryQuery& query)
{
    HistorySelect select{.sql = "SELECT id FROM runs WHERE deleted_ms IS NULL"};
    std::istringstream words(query.filter);
    for (std::string word; words >> word;)
        addWord(select, word);
    select.sql += " ORDER BY ";
    select.sql += columnsOf(query.order, query.descending);
    return select;
}

} // namespace interleave
