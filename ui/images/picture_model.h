// The pictures of a run as a list, a row for each: name, state, worker and reason.
#pragma once

#include "core/workload/image/picture_list.h"
#include "ui/images/picture_states.h"

#include <QAbstractListModel>

#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace interleave::ui {

class PictureModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// `pictures` may be null: then they have numbers.
    void start(
        std::size_t count, std::shared_ptr<const PictureList> pictures, std::uint64_t each = 1);
    /// As many, of which nothing is known yet and each is of so many tasks.
    void forget(std::uint64_t each);
    /// Of those in `folder`.
    void setPictures(
        std::shared_ptr<const PictureList> pictures, std::filesystem::path folder = {});
    void begin(std::shared_ptr<const Recording> recording, std::uint64_t each);
    void takeReasons(const std::vector<TaskError>& errors);
    /// False where more is left than one look takes.
    bool look();
    void finish(const TrialResult& trial);
    /// The run ended without a result.
    void finish();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// The name; for who listens or points at it, with what became of it.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const PictureStates& states() const { return m_states; }
    /// With its subfolder where another picture has its name.
    [[nodiscard]] QString nameOf(int row) const;
    /// Why it failed, where that is known.
    [[nodiscard]] QString reasonOf(int row) const;
    /// "Damaged: what could be read was filtered."; empty of one that is whole.
    [[nodiscard]] QString damageOf(int row) const;
    /// "done by worker 2 in 18.2 ms"; of one that failed why.
    [[nodiscard]] QString stateText(int row) const;

private:
    void take(std::shared_ptr<const PictureList> pictures);
    [[nodiscard]] QString wholeText(int row) const;
    void tellChanged();
    void tellAllChanged();

    PictureStates m_states;
    std::shared_ptr<const PictureList> m_pictures;
    std::filesystem::path m_folder;
    std::set<std::string> m_repeated; // names of several pictures
};

} // namespace interleave::ui
