#include "ui/evidence/lost_update_query.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr std::size_t kLookUpEvery = 65'536; // rows between two looks at `cancelled`
constexpr int kMostDigits = 18;

struct Term
{
    std::uint64_t prefix;
    int digits;
};

// Nothing when there is a word that is no number: no row can have it.
std::optional<std::vector<Term>> termsOf(QString text)
{
    std::vector<Term> terms;
    text.remove(QLatin1Char(','));
    for (const QString& word : text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const std::uint64_t number = word.toULongLong(&isNumber);
        if (!isNumber || word.size() > kMostDigits)
            return std::nullopt;
        terms.push_back({number, static_cast<int>(word.size())});
    }
    return terms;
}

// As the list shows them: workers and updates from 1.
std::array<std::uint64_t, 7> numbersOf(const LostUpdate& update)
{
    return {update.worker + std::uint64_t{1},
        update.sequence + std::uint64_t{1},
        update.read,
        update.written(),
        update.colliderWorker + std::uint64_t{1},
        update.colliderSequence + std::uint64_t{1},
        update.victims};
}

bool matches(const LostUpdate& update, const std::vector<Term>& terms)
{
    if (terms.empty())
        return true;
    const auto numbers = numbersOf(update);
    return std::ranges::all_of(terms, [&](const Term& term) {
        return std::ranges::any_of(numbers,
            [&](std::uint64_t number) { return beginsWith(number, term.prefix, term.digits); });
    });
}

std::uint64_t joined(std::uint32_t high, std::uint32_t low)
{
    return std::uint64_t{high} << 32U | low;
}

std::uint64_t keyOf(const LostUpdate& update, LostUpdateColumn column)
{
    switch (column) {
    case LostUpdateColumn::Worker:
        return joined(update.worker, update.sequence);
    case LostUpdateColumn::Sequence:
        return update.sequence;
    case LostUpdateColumn::Read:
    case LostUpdateColumn::Wrote:
        return update.read;
    case LostUpdateColumn::Collider:
        return joined(update.colliderWorker, update.colliderSequence);
    case LostUpdateColumn::Overwriter:
        return joined(update.overwriterLow, update.overwriterHigh);
    case LostUpdateColumn::Victims:
        return update.victims;
    }
    return 0;
}

} // namespace

bool beginsWith(std::uint64_t number, std::uint64_t prefix, int digits)
{
    int has = 1;
    for (std::uint64_t rest = number; rest >= 10; rest /= 10)
        ++has;
    for (; has > digits; --has)
        number /= 10;
    return has == digits && number == prefix;
}

LostUpdateRows answer(const UpdateHistory& history,
    const LostUpdateQuery& query,
    const std::function<bool()>& cancelled)
{
    const auto terms = termsOf(query.text);
    if (!terms)
        return {};
    const std::span<const LostUpdate> lost = history.lost();
    std::vector<std::pair<std::uint64_t, std::uint32_t>> found; // key and row
    for (std::uint32_t row = 0; row < lost.size(); ++row) {
        if (row % kLookUpEvery == 0 && cancelled())
            return {};
        const LostUpdate& update = lost[row];
        if ((query.worker && update.worker != *query.worker) || !matches(update, *terms))
            continue;
        const std::uint64_t key = keyOf(update, query.column);
        found.emplace_back(query.descending ? ~key : key, row);
    }
    LostUpdateRows answer{.rows = {}, .matching = found.size()};
    const std::size_t listed = std::min(found.size(), kMostListedUpdates);
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(listed);
    if (middle != found.end())
        std::nth_element(found.begin(), middle, found.end());
    std::sort(found.begin(), middle);
    answer.rows.reserve(listed);
    for (auto each = found.begin(); each != middle; ++each)
        answer.rows.push_back(each->second);
    return answer;
}

} // namespace interleave::ui
