#include "ui/timeline/search_query.h"

#include "core/timeline/task_search.h"
#include "ui/models/in_background.h"

#include <algorithm>
#include <utility>

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
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, [this] {
        if (m_busy)
            Q_EMIT progressed();
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SearchQuery::take);
}

SearchQuery::~SearchQuery()
{
    m_watcher.cancel();
}

void SearchQuery::ask(
    const std::shared_ptr<const Recording>& recording, const SearchQuestion& question)
{
    m_watcher.cancel();
    m_busy = true;
    m_watcher.setFuture(inBackground<SearchAnswer>([recording, question](
                                                       QPromise<SearchAnswer>& promise) {
        promise.setProgressRange(0, kAll);
        const std::uint64_t events = std::max<std::uint64_t>(recording->eventCounts().recorded, 1);
        TaskSearch search(*recording, question.filter, [&](std::uint64_t looked) {
            promise.setProgressValue(static_cast<int>(std::min(looked, events) * kAll / events));
            return !promise.isCanceled();
        });
        return answerTo(question, search);
    }));
}

bool SearchQuery::cancel()
{
    m_watcher.cancel();
    return std::exchange(m_busy, false);
}

void SearchQuery::take()
{
    if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
        return;
    m_busy = false;
    Q_EMIT answered(m_watcher.result());
}

} // namespace interleave::ui
