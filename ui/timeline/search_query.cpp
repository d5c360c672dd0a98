#include "ui/timeline/search_query.h"

#include "core/timeline/task_search.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kAll = 100; // percent

SearchAnswer answerTo(const SearchQuestion& question, TaskSearch& search)
{
    const std::uint64_t place = question.from ? question.from->event.begin : question.tick;
    SearchAnswer answer{.forwards = question.forwards};
    if (question.forwards)
        answer.match = question.from ? search.next(*question.from) : search.firstFrom(place);
    else
        answer.match = question.from ? search.previous(*question.from) : search.lastBefore(place);
    if (answer.match || search.stopped())
        return answer;
    answer.around = true;
    answer.match
        = question.forwards ? search.firstFrom(0, place) : search.lastBefore(UINT64_MAX, place);
    return answer;
}

} // namespace

SearchQuery::SearchQuery(QObject* parent)
    : QObject(parent)
    , m_answer([this](const SearchAnswer& answer) { Q_EMIT answered(answer); })
{
    connect(&m_answer.watcher(), &QFutureWatcherBase::progressValueChanged, this, [this] {
        if (busy())
            Q_EMIT progressed();
    });
}

void SearchQuery::ask(
    const std::shared_ptr<const Recording>& recording, const SearchQuestion& question)
{
    m_answer.ask([recording, question](QPromise<SearchAnswer>& promise) {
        promise.setProgressRange(0, kAll);
        const std::uint64_t events = std::max<std::uint64_t>(recording->eventCounts().recorded, 1);
        TaskSearch search(*recording, question.filter, [&](std::uint64_t looked) {
            promise.setProgressValue(static_cast<int>(std::min(looked, events) * kAll / events));
            return !promise.isCanceled();
        });
        return answerTo(question, search);
    });
}

bool SearchQuery::cancel()
{
    const bool asked = busy();
    m_answer.giveUp();
    return asked;
}

} // namespace interleave::ui
