#include "ui/timeline/selected_columns.h"

#include "core/timeline/marked_columns.h"
#include "ui/models/timeline_model.h"

namespace interleave::ui {

namespace {

QImage maskOf(const MarkedColumns& marked)
{
    QImage mask(
        static_cast<int>(marked.columns), static_cast<int>(marked.rows()), QImage::Format_Alpha8);
    for (int row = 0; row < mask.height(); ++row) {
        uchar* line = mask.scanLine(row);
        for (int column = 0; column < mask.width(); ++column)
            line[column]
                = marked.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) ? 255
                                                                                             : 0;
    }
    return mask;
}

} // namespace

SelectedColumns::SelectedColumns(
    const TimelineModel* model, const TimelineDisplay* display, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_display(display)
    , m_view(model->time())
    , m_selection(model->selection())
    , m_answer([this](const Answer& answer) {
        m_mask = answer.mask;
        m_time = answer.time;
        Q_EMIT changed();
    })
{
    connect(m_model, &TimelineModel::recordingChanged, this, &SelectedColumns::forget);
    connect(m_selection, &TaskSelection::selectedChanged, this, &SelectedColumns::forget);
    // A view that follows a run moves ten times a second: its tasks are told apart when it rests.
    connect(m_view, &TimeView::visibleChanged, this, [this] {
        if (!m_view->following())
            ask();
    });
    connect(m_model, &TimelineModel::grown, this, [this] {
        if (m_model->complete())
            ask();
    });
    connect(m_display, &TimelineDisplay::changed, this, [this] {
        if (m_kind == m_display->rowKind() && m_rows == m_display->rows())
            return;
        m_kind = m_display->rowKind();
        m_rows = m_display->rows();
        forget();
    });
}

void SelectedColumns::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    ask();
}

void SelectedColumns::forget()
{
    m_answer.giveUp();
    m_mask = {};
    Q_EMIT changed();
    ask();
}

void SelectedColumns::ask()
{
    const auto recording = m_model->recording();
    const TimeRange time = m_view->visible();
    if (!m_selection->selected().filtered() || !recording || m_columns <= 0 || time.isEmpty())
        return;
    MarkedPicture picture{
        .visible = m_model->ticksOf(time), .columns = static_cast<std::size_t>(m_columns)};
    if (m_display->rowKind() == RowKind::Cores) {
        const auto cores = m_model->index()->cores();
        picture.cores.assign(cores.begin(), cores.end());
    }
    const Selection asked = m_model->coreSelection(m_selection->selected(), m_view->whole());
    m_answer.refresh([recording, asked, picture, time](QPromise<Answer>&) {
        return Answer{maskOf(markedColumns(*recording, asked, picture)), time};
    });
}

} // namespace interleave::ui
