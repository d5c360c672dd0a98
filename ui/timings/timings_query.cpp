#include "ui/timings/timings_query.h"

#include "ui/models/timeline_model.h"

#include <QElapsedTimer>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kCostFactor = 20;
constexpr int kShortestRestMs = 500;

} // namespace

TimingsQuery::TimingsQuery(const TimelineModel* model, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_selection(model->selection())
    , m_answer([this](const Answer& answer) { take(answer); })
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_asked)
            start();
    });
}

void TimingsQuery::forget()
{
    m_answer.giveUp();
    m_timings.reset();
    m_asked = false;
    m_rest.stop();
    Q_EMIT changed();
}

void TimingsQuery::ask()
{
    m_asked = m_model->runs() && m_rest.isActive();
    if (!m_asked)
        start();
}

void TimingsQuery::start()
{
    m_asked = false;
    const auto recording = m_model->recording();
    if (!recording)
        return;
    const SelectedTasks& selected = m_selection->selected();
    const Selection asked{
        .time = selected.time ? m_model->ticksOf(*selected.time) : TickRange{0, UINT64_MAX},
        .workers = selected.workers};
    m_answer.refresh([recording, asked](QPromise<Answer>&) {
        QElapsedTimer cost;
        cost.start();
        Answer answer;
        answer.timings = std::make_shared<Timings>(interleave::timings(*recording, asked));
        answer.costMs = static_cast<int>(cost.elapsed());
        return answer;
    });
}

void TimingsQuery::take(const Answer& answer)
{
    m_timings = answer.timings;
    m_rest.start(std::max(kCostFactor * answer.costMs, kShortestRestMs));
    Q_EMIT changed();
}

} // namespace interleave::ui
