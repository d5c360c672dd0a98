// What the window keeps of its runs, and how they come back: each that ends is kept, in another
// thread, unless its user has switched that off.
#pragma once

#include "core/history/history_run.h"
#include "core/model/experiment.h"
#include "ui/kept_run.h"
#include "ui/models/in_turn.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QAction;

namespace interleave::ui {

class HistoryAccess;
class HistoryPage;
class Run;
class RunController;
class RunList;
class WindowFiles;

class WindowHistory : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        HistoryPage* page;
        RunList* runs;
        RunController* controller;
        WindowFiles* files;
    };
    /// Without a folder there is no history.
    WindowHistory(const Parts& parts, std::optional<std::filesystem::path> folder, QObject* parent);
    ~WindowHistory() override;

    /// Shows the page.
    [[nodiscard]] QAction* showAction() const { return m_show; }
    /// Whether runs are kept: remembered from one start of the window to the next.
    [[nodiscard]] QAction* keepAction() const { return m_keep; }
    /// Waits for what is being kept, though not for long.
    void finish();

Q_SIGNALS:
    void wanted(); // the page
    void opened(); // a run
    void formWanted(const interleave::Experiment& experiment);
    void warned(const QString& problem);

private:
    void makeActions();
    void connectPage();
    void watch(const std::shared_ptr<Run>& run);
    void keep(const std::shared_ptr<Run>& run);
    void takeKept(const std::weak_ptr<Run>& weak, const Result<KeptRun, HistoryError>& kept);
    void open(const HistoryRun& run);
    void addOpened(const HistoryRun& kept, const tl::expected<FileContent, QString>& content);
    void setKept(const std::vector<std::int64_t>& ids, bool there);

    Parts m_parts;
    std::optional<std::filesystem::path> m_folder;
    std::shared_ptr<HistoryAccess> m_access;
    QAction* m_show = nullptr;
    QAction* m_keep = nullptr;
    InTurn m_keeping; // what may take long, and the page does not wait for
    InTurn m_opening;
    std::vector<std::pair<std::int64_t, std::weak_ptr<Run>>> m_gone; // deleted, and still shown
};

} // namespace interleave::ui
