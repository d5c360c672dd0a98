#include "ui/images/picture_model.h"

#include "ui/images/pictures_text.h"
#include "ui/widgets/format.h"

#include <utility>

namespace interleave::ui {

void PictureModel::start(std::size_t count, std::shared_ptr<const PictureList> pictures)
{
    beginResetModel();
    m_states.start(count);
    m_pictures = std::move(pictures);
    endResetModel();
}

void PictureModel::setPictures(std::shared_ptr<const PictureList> pictures)
{
    m_pictures = std::move(pictures);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

// Rows stay where they are from trial to trial.
void PictureModel::begin(std::shared_ptr<const Recording> recording, std::uint64_t each)
{
    const bool same = recording->tasks() / each == m_states.size();
    if (!same)
        beginResetModel();
    m_states.begin(std::move(recording), each);
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    look();
}

bool PictureModel::look()
{
    const bool complete = m_states.look();
    tellChanged();
    return complete;
}

// Few rows one by one, so that what has not changed is not painted.
void PictureModel::tellChanged()
{
    constexpr std::size_t kFew = 64;
    const std::vector<std::size_t> changed = m_states.takeChanged();
    if (changed.size() > kFew) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    for (const std::size_t picture : changed) {
        const QModelIndex row = index(static_cast<int>(picture));
        Q_EMIT dataChanged(row, row);
    }
}

void PictureModel::finish(const TrialResult& trial)
{
    m_states.finish(trial);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1)); // also why they failed
}

int PictureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_states.size());
}

QVariant PictureModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(index.row());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1: %2").arg(nameOf(index.row()), stateText(index.row()));
    default:
        return {};
    }
}

QString PictureModel::nameOf(int row) const
{
    const auto picture = static_cast<std::uint64_t>(row);
    const QString name
        = m_pictures ? QString::fromStdString(m_pictures->nameOf(picture)) : QString();
    if (!name.isEmpty())
        return name;
    const auto sample = m_pictures ? m_pictures->sampleOf(picture) : std::nullopt;
    return tr("picture %1").arg(formatCount(sample.value_or(picture)));
}

// Without the picture's name, which stands beside it.
QString PictureModel::reasonOf(int row) const
{
    return withoutName(m_states[static_cast<std::size_t>(row)].reason, nameOf(row));
}

QString PictureModel::stateText(int row) const
{
    const PictureTask& task = m_states[static_cast<std::size_t>(row)];
    const QString worker = formatCount(task.worker + 1);
    const auto took = [&] {
        const auto& recording = m_states.recording();
        return formatDuration(recording->clock().toNs(task.end - task.since));
    };
    switch (task.state) {
    case PictureState::Waiting:
        return tr("waits for a worker");
    case PictureState::InWork:
        return tr("worker %1 is at it").arg(worker);
    case PictureState::Done:
        return m_states.inStrips() ? tr("done by all workers in %1").arg(took())
                                   : tr("done by worker %1 in %2").arg(worker, took());
    case PictureState::Failed:
        return task.reason.isEmpty()
            ? tr("failed; why is told when the run is over, of the first ones that failed")
            : tr("failed: %1").arg(reasonOf(row));
    case PictureState::NotKnown:
        break;
    }
    return tr("not filtered, or not recorded");
}

} // namespace interleave::ui
