// The window's runs, in the order in which they began, and which of them is shown. What their
// events take of the memory is bounded: where it would be more, the oldest runs that are not shown
// lose theirs, where that frees some, those first that are in a file. Their results stay, and the
// list says what it dropped.
#pragma once

#include "ui/run/run.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace interleave::ui {

class RunList : public QObject
{
    Q_OBJECT

public:
    static constexpr std::uint64_t kUsualBytes = std::uint64_t{1} << 30U;

    using QObject::QObject;

    /// Shows it, too.
    void add(std::shared_ptr<Run> run);
    void show(const std::shared_ptr<Run>& run);
    /// Shows its neighbour where it was shown.
    void remove(const std::shared_ptr<Run>& run);

    [[nodiscard]] const std::vector<std::shared_ptr<Run>>& runs() const { return m_runs; }
    /// Null where there is none.
    [[nodiscard]] const std::shared_ptr<Run>& shown() const { return m_shown; }

    void setMostBytes(std::uint64_t bytes);
    [[nodiscard]] std::uint64_t mostBytes() const { return m_mostBytes; }
    /// Of all recordings and histories of updates.
    [[nodiscard]] std::uint64_t bytes() const;

Q_SIGNALS:
    void added(const std::shared_ptr<interleave::ui::Run>& run);
    void aboutToRemove(std::size_t place);
    void removed();
    void shownChanged();
    /// A run has lost its events; the sentence says so and why.
    void dropped(const QString& sentence);

private:
    void bound();
    /// Null where nothing would be freed.
    [[nodiscard]] std::shared_ptr<Run> nextToDrop() const;

    std::vector<std::shared_ptr<Run>> m_runs;
    std::shared_ptr<Run> m_shown;
    std::uint64_t m_mostBytes = kUsualBytes;
};

} // namespace interleave::ui
