#include "ui/images/picture_grid.h"

#include "ui/images/picture_model.h"
#include "ui/widgets/gestures.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QSettings>
#include <QWheelEvent>

#include <algorithm>
#include <iterator>
#include <utility>

namespace interleave::ui {

namespace {

// Of all these as they are kept, at most.
qsizetype bytesOf(const std::vector<PictureRequest>& wishes)
{
    constexpr qsizetype kBytesPerPixel = 4;
    qsizetype bytes = 0;
    for (const PictureRequest& wish : wishes)
        bytes += kBytesPerPixel * wish.box.width * wish.box.height;
    return bytes;
}

QString sizeKey()
{
    return QStringLiteral("pictures/size");
}

ThumbnailSize sizeOf(int number)
{
    return static_cast<ThumbnailSize>(
        std::clamp(number, 0, static_cast<int>(ThumbnailSize::Large)));
}

} // namespace

PictureGrid::PictureGrid(PictureModel* model, PictureSource* source, QWidget* parent)
    : QListView(parent)
    , m_model(model)
    , m_source(source)
    , m_delegate(new PictureDelegate(model, source, this))
{
    setAccessibleName(tr("Pictures"));
    setFlow(LeftToRight);
    setWrapping(true);
    setResizeMode(Adjust);
    setMovement(Static);
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else a row that comes moves all others
    setEditTriggers(NoEditTriggers);
    setItemDelegate(m_delegate);
    m_delegate->setSize(sizeOf(QSettings().value(sizeKey()).toInt()));
    fitCells();
    setModel(model);
    connectParts();
    addKeys();
}

void PictureGrid::connectParts()
{
    m_ask.setSingleShot(true);
    m_ask.setInterval(0);
    const auto later = [this] { m_ask.start(); };
    connect(&m_ask, &QTimer::timeout, this, &PictureGrid::ask);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, later);
    connect(m_model, &QAbstractItemModel::dataChanged, this, later);
    connect(m_model, &QAbstractItemModel::modelReset, this, later);
    connect(m_source, &PictureSource::arrived, this, [this](const PictureRequest& wish) {
        if (wish.side == m_delegate->side())
            update(m_model->index(static_cast<int>(wish.task)));
    });
    connect(m_source, &PictureSource::problemChanged, this, [this, later] {
        if (m_source->canCome())
            later();
    });
    connect(this, &QListView::doubleClicked, this, &PictureGrid::openCurrent);
}

void PictureGrid::addKeys()
{
    addGesture(*this, tr("Open before and after"), {Qt::Key_Return, Qt::Key_Enter}, [this] {
        openCurrent();
    });
    addGesture(
        *this, tr("Larger pictures"), {Qt::Key_Plus, Qt::Key_Equal}, [this] { changeSize(1); });
    addGesture(*this, tr("Smaller pictures"), {Qt::Key_Minus}, [this] { changeSize(-1); });
}

void PictureGrid::changeSize(int steps)
{
    setSize(sizeOf(static_cast<int>(size()) + steps));
}

// What was seen stays in sight.
void PictureGrid::setSize(ThumbnailSize size)
{
    if (size == m_delegate->size())
        return;
    const QModelIndex kept
        = currentIndex().isValid() ? currentIndex() : m_model->index(seenRows().first);
    m_delegate->setSize(size);
    QSettings().setValue(sizeKey(), static_cast<int>(size));
    fitCells();
    doItemsLayout();
    scrollTo(kept);
    m_ask.start();
    Q_EMIT sizeChanged(size);
}

void PictureGrid::setSide(PictureSide side)
{
    m_delegate->setSide(side);
    viewport()->update();
    m_ask.start();
}

PictureSide PictureGrid::side() const
{
    return m_delegate->side();
}

void PictureGrid::setMore(std::function<std::vector<PictureRequest>()> wishes)
{
    m_more = std::move(wishes);
    m_ask.start();
}

void PictureGrid::showPicture(std::optional<std::size_t> picture)
{
    const QModelIndex index = picture ? m_model->index(static_cast<int>(*picture)) : QModelIndex();
    if (!index.isValid() || selectionModel()->isSelected(index))
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

std::pair<int, int> PictureGrid::seenRows() const
{
    const int columns = std::max(1, viewport()->width() / gridSize().width());
    const int top = verticalOffset() / gridSize().height();
    const int bottom = (verticalOffset() + viewport()->height() - 1) / gridSize().height();
    const int rows = m_model->rowCount();
    return {std::min(rows, top * columns), std::min(rows, (bottom + 1) * columns)};
}

bool PictureGrid::complete() const
{
    const auto [first, last] = seenRows();
    return std::ranges::all_of(wishes(first, last),
        [this](const PictureRequest& wish) { return m_source->find(wish) != nullptr; });
}

std::vector<PictureRequest> PictureGrid::wishes(int first, int last) const
{
    std::vector<PictureRequest> wishes;
    for (int row = std::max(first, 0); row < std::min(last, m_model->rowCount()); ++row) {
        if (m_delegate->hasPicture(row))
            wishes.push_back(m_delegate->wishFor(row, *this));
    }
    return wishes;
}

// Those in sight first, then a screen below and one above, as long as all have room.
void PictureGrid::ask()
{
    if (!isVisible())
        return m_source->want({});
    const auto [first, last] = seenRows();
    const int screen = last - first;
    std::vector<PictureRequest> all = m_more ? m_more() : std::vector<PictureRequest>();
    std::ranges::copy(wishes(first, last), std::back_inserter(all));
    qsizetype bytes = bytesOf(all);
    for (const auto& [from, to] :
        {std::pair(last, last + screen), std::pair(first - screen, first)}) {
        const std::vector<PictureRequest> part = wishes(from, to);
        bytes += bytesOf(part);
        if (bytes < PictureSource::kMostBytes / 2)
            std::ranges::copy(part, std::back_inserter(all));
    }
    m_source->want(all);
}

void PictureGrid::resizeEvent(QResizeEvent* event)
{
    fitCells();
    QListView::resizeEvent(event);
    m_ask.start();
}

void PictureGrid::showEvent(QShowEvent* event)
{
    QListView::showEvent(event);
    m_ask.start();
}

void PictureGrid::hideEvent(QHideEvent* event)
{
    QListView::hideEvent(event);
    m_ask.start();
}

void PictureGrid::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitCells();
}

void PictureGrid::updateGeometries()
{
    QListView::updateGeometries();
    verticalScrollBar()->setSingleStep(gridSize().height() / 2);
    m_ask.start();
}

void PictureGrid::keyPressEvent(QKeyEvent* event)
{
    if (!triggerGesture(*this, *event))
        QListView::keyPressEvent(event);
}

// A fine wheel turns in parts of a step.
void PictureGrid::wheelEvent(QWheelEvent* event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0)
        return QListView::wheelEvent(event);
    m_turned += event->angleDelta().y();
    changeSize(m_turned / QWheelEvent::DefaultDeltasPerStep);
    m_turned %= QWheelEvent::DefaultDeltasPerStep;
    event->accept();
}

void PictureGrid::openCurrent()
{
    if (currentIndex().isValid())
        Q_EMIT opened(currentRow());
}

void PictureGrid::fitCells()
{
    const QSize cell = m_delegate->cellSize(*this);
    const int columns = std::max(1, viewport()->width() / cell.width());
    // A row that is filled to its last pixel would be broken.
    const QSize fitting(std::max(cell.width(), (viewport()->width() - 1) / columns), cell.height());
    if (fitting != gridSize())
        setGridSize(fitting);
    setMinimumHeight(cell.height() + 2 * frameWidth());
}

} // namespace interleave::ui
