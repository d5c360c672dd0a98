// Whether the folders of an image run can be used, before it begins. Looked at in another thread,
// when who types has paused: one on a network that has gone must not stop the window, and a whole
// file system is not searched for every letter. What never answers is said not to, and is not asked
// again as long as it has not.
#pragma once

#include "core/model/experiment.h"
#include "core/workload/image/picture_folder.h"
#include "core/workload/image/result_names.h"
#include "ui/models/latest_answer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace interleave::ui {

struct FolderReport
{
    std::optional<QString> inputProblem{};
    std::optional<QString> outputProblem{};
    std::optional<QString> namesProblem{};
    std::size_t pictures = 0; // in the input
    QStringList chosen{}; // names of the first ones, where they were chosen one by one
    LeftOut leftOut{}; // of the input folder
    bool unfinished = false; // there is more than somebody waits for: the rest says nothing
    bool unanswered = false; // nothing is known: who was asked says nothing, and may say it later

    bool operator==(const FolderReport&) const = default;
};

struct FolderLookTimes
{
    std::chrono::milliseconds pause{100}; // between two letters
    std::chrono::milliseconds patience{300}; // until an older report says too little
    std::chrono::milliseconds most{10'000}; // that are looked at
    std::chrono::milliseconds silence{1'000}; // after that: a look that ends at once does so
    std::chrono::milliseconds awaited{1'000}; // by who has pressed a key
    std::chrono::milliseconds fresh{1'000}; // a report stands so long for who presses it again
};

/// What is there of an experiment's folders; `stop`: it need not be known any more.
[[nodiscard]] FolderReport reportOnFolders(
    const Experiment& experiment, const std::stop_token& stop);

class FolderLook : public QObject
{
    Q_OBJECT

public:
    /// Of what looks, in another thread.
    using Look = std::function<FolderReport(const Experiment&, const std::stop_token&)>;

    explicit FolderLook(
        QObject* parent = nullptr, Look look = reportOnFolders, FolderLookTimes times = {});
    FolderLook(const FolderLook&) = delete;
    FolderLook& operator=(const FolderLook&) = delete;
    FolderLook(FolderLook&&) = delete;
    FolderLook& operator=(FolderLook&&) = delete;
    /// Stops to look.
    ~FolderLook() override;

    /// Those of an experiment of the image filter, unless they were looked at last; null: none.
    void lookAt(const Experiment* experiment);
    /// What was seen may be so no longer: the same are looked at again.
    void forget() { m_isForgotten = true; }
    /// Waits for what was asked, as long as somebody waits who has pressed a key: what is not known
    /// then is not looked at any more. The window paints meanwhile.
    void finish();
    /// Looks no more at what is not known yet, as while a run is measured that needs the cores: the
    /// next lookAt() begins anew.
    void giveUp();
    /// Whether something is looked at, or will be.
    [[nodiscard]] bool busy() const { return m_pause.isActive() || m_answer.busy(); }
    /// Whether report() is of what was asked last, and of just now.
    [[nodiscard]] bool isFresh() const;
    void setFreshFor(std::chrono::milliseconds time) { m_times.fresh = time; }
    /// What was seen last; nothing while it is not known, where that takes its time.
    [[nodiscard]] const std::optional<FolderReport>& report() const { return m_report; }
    /// Whether report() is of what was asked last.
    [[nodiscard]] bool isCurrent() const { return m_report && m_reported == m_asked; }

Q_SIGNALS:
    /// Another report is there, or none any more.
    void reported();

private:
    /// All on which a report depends but the folders themselves.
    struct Question
    {
        std::string input{};
        std::string pattern{};
        bool recursive = false;
        ResultPlace output{};

        bool operator==(const Question&) const = default;
    };
    [[nodiscard]] static Question questionOf(const Experiment& experiment);
    void ask();
    void take(const FolderReport& report);
    [[nodiscard]] bool isUnanswered() const;

    Look m_look;
    FolderLookTimes m_times;
    Experiment m_experiment;
    Question m_asked;
    Question m_reported; // what m_report is of
    std::optional<FolderReport> m_report = FolderReport{};
    QElapsedTimer m_age; // of m_report
    bool m_isForgotten = false;
    std::stop_source m_stop; // of the look that is under way
    QTimer m_pause; // until nobody types
    QTimer m_patience; // until the report of something else says too little
    QTimer m_most; // until enough was looked at
    QTimer m_silence; // until nobody expects an answer
    LatestAnswer<FolderReport> m_answer;
};

} // namespace interleave::ui
