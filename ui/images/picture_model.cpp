#include "ui/images/picture_model.h"

#include "core/base/printable.h"
#include "ui/images/pictures_text.h"
#include "ui/widgets/format.h"

#include <utility>

namespace interleave::ui {

void PictureModel::start(
    std::size_t count, std::shared_ptr<const PictureList> pictures, std::uint64_t each)
{
    beginResetModel();
    m_states.start(count, each);
    take(std::move(pictures));
    endResetModel();
}

void PictureModel::setPictures(
    std::shared_ptr<const PictureList> pictures, std::filesystem::path folder)
{
    m_folder = std::move(folder);
    take(std::move(pictures));
    tellAllChanged();
}

void PictureModel::forget(std::uint64_t each)
{
    m_states.start(m_states.all(), each);
    tellAllChanged();
}

void PictureModel::take(std::shared_ptr<const PictureList> pictures)
{
    m_pictures = std::move(pictures);
    m_repeated.clear();
    std::set<std::string> names;
    for (std::uint64_t i = 0; m_pictures && i < m_pictures->pictures().size(); ++i) {
        if (std::string name = m_pictures->nameOf(i); !names.insert(name).second)
            m_repeated.insert(std::move(name));
    }
}

void PictureModel::tellAllChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

// Rows stay where they are from trial to trial.
void PictureModel::begin(std::shared_ptr<const Recording> recording, std::uint64_t each)
{
    const bool same = recording->tasks() / each == m_states.all();
    if (!same)
        beginResetModel();
    m_states.begin(std::move(recording), each);
    if (same)
        tellAllChanged();
    else
        endResetModel();
    look();
}

void PictureModel::takeReasons(const std::vector<TaskError>& errors)
{
    m_states.takeReasons(errors);
    tellChanged();
}

bool PictureModel::look()
{
    const bool wasFinished = m_states.finished();
    const bool complete = m_states.look();
    if (m_states.finished() && !wasFinished)
        tellAllChanged();
    else
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
    tellAllChanged(); // also why they failed
}

void PictureModel::finish()
{
    m_states.finish();
    tellAllChanged();
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
        return wholeText(index.row());
    default:
        return {};
    }
}

QString PictureModel::wholeText(int row) const
{
    const QString text = tr("%1: %2").arg(nameOf(row), stateText(row));
    const QString damage = damageOf(row);
    return damage.isEmpty() ? text : tr("%1. %2").arg(text, damage);
}

QString PictureModel::damageOf(int row) const
{
    return m_states[static_cast<std::size_t>(row)].salvaged
        ? tr("Damaged: what could be read was filtered.")
        : QString();
}

QString PictureModel::nameOf(int row) const
{
    const auto number = static_cast<std::uint64_t>(row);
    std::string name = m_pictures ? m_pictures->nameOf(number) : std::string();
    if (m_repeated.contains(name) && !m_folder.empty())
        name = printable(
            m_pictures->pictures()[number].file.lexically_relative(m_folder).generic_string());
    if (!name.empty())
        return QString::fromStdString(name);
    const auto sample = m_pictures ? m_pictures->sampleOf(number) : std::nullopt;
    return tr("picture %1").arg(formatCount(sample.value_or(number)));
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
        return formatDuration(recording->clock().toNs(task.until - task.since));
    };
    switch (task.state) {
    case PictureState::Waiting:
        return tr("waits for a worker");
    case PictureState::InWork:
        return m_states.inStrips() ? tr("all workers are at it")
                                   : tr("worker %1 is at it").arg(worker);
    case PictureState::Done:
        return m_states.inStrips() ? tr("done by all workers in %1").arg(took())
                                   : tr("done by worker %1 in %2").arg(worker, took());
    case PictureState::Failed:
        if (!task.reason.isEmpty())
            return tr("failed: %1").arg(reasonOf(row));
        return m_states.finished()
            ? tr("failed; why was not kept, which it is of the first ones that failed")
            : tr("failed; why is told when the run is over, of the first ones that failed");
    case PictureState::NotKnown:
        break;
    }
    if (!m_states.mayHaveResult(static_cast<std::size_t>(row)))
        return tr("not filtered, or not recorded");
    return m_states.failuresKnown() ? tr("done; by whom is not recorded")
                                    : tr("done or failed; by whom is not recorded");
}

} // namespace interleave::ui
