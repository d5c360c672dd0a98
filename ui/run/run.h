// One run of the window: what was asked, how it goes, and all that it gave. RunController fills it,
// or a file does; views observe it (RunFollower), and files are made from it (run_file.h).
//
// One thread: the window's. It lives as long as somebody holds it, whether it is shown or not.
#pragma once

#include "core/workload/image/picture_list.h"
#include "ui/models/live_snapshot.h"
#include "ui/models/log_line.h"
#include "ui/run/run_arm.h"

#include <QDateTime>
#include <QObject>

#include <deque>
#include <span>

namespace interleave::ui {

enum class RunState { Starting, Running, Ended, Failed };

struct TrialUpdates
{
    std::uint64_t trial = 0;
    std::shared_ptr<const UpdateHistory> history{};
};

struct ArmPictures
{
    std::vector<std::uint32_t> arms;
    std::shared_ptr<const PictureList> list;
};

/// The parts of a run that a file keeps.
struct RunContent
{
    QString name{};
    QDateTime started{};
    Experiment asked{};
    std::optional<RunResult> result{}; // nothing where the run had not ended
    std::vector<std::shared_ptr<const Recording>> recordings{}; // the last trial's first
    std::vector<TrialUpdates> updates{}; // of the same trials, where they are known by name
    std::vector<ArmPictures> pictures{};
    std::deque<LogLine> log{};
};

class Run : public QObject
{
    Q_OBJECT

public:
    /// About to begin.
    explicit Run(const Experiment& asked);
    /// As it was when it was saved.
    explicit Run(const RunContent& content);
    /// Both side by side as one run of two arms: the main ones of each. Both must have ended.
    [[nodiscard]] static std::shared_ptr<Run> comparing(const Run& a, const Run& b);

    [[nodiscard]] const QString& name() const { return m_name; }
    /// An empty one is that which the run had at first.
    void setName(const QString& name);
    [[nodiscard]] const QDateTime& started() const { return m_started; }
    [[nodiscard]] const Experiment& asked() const { return m_asked; }
    /// What stood in the form from which it was made.
    [[nodiscard]] const Experiment& form() const { return m_form; }
    void setForm(const Experiment& form) { m_form = form; }
    /// As it ran: with the numbers that "auto" became, when they are known.
    [[nodiscard]] const Experiment& experiment() const;

    [[nodiscard]] RunState state() const { return m_state; }
    [[nodiscard]] bool goesOn() const { return m_state <= RunState::Running; }
    /// Why it failed.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// The last look at it; nothing before the first.
    [[nodiscard]] const std::optional<LiveSnapshot>& live() const { return m_live; }

    [[nodiscard]] const std::vector<RunArm>& arms() const { return m_arms; }
    /// Whose trial runs, or ran last.
    [[nodiscard]] std::uint32_t lastArm() const { return m_lastArm; }
    /// Those that have ended, in their order.
    [[nodiscard]] const std::vector<TrialResult>& trials() const;
    /// The last of an arm; null where none has ended.
    [[nodiscard]] const TrialResult* lastTrial(std::uint32_t arm) const;
    /// When it has ended.
    [[nodiscard]] const std::optional<RunResult>& result() const { return m_result; }
    /// Of which the arm's trials are; nothing is known of it before the end.
    [[nodiscard]] MachineFacts machineOf(std::uint32_t arm) const;
    /// What one arm gave, as if it had run alone. Of a run that goes on: until now, with the range
    /// of its trials as intervals.
    [[nodiscard]] RunResult resultOf(std::uint32_t arm) const;
    [[nodiscard]] const std::deque<LogLine>& log() const { return m_log; }

    /// Of any arm.
    [[nodiscard]] bool hasRecordings() const;
    /// Whether that is true of what any arm runs: two others need not be alike.
    [[nodiscard]] bool anyArm(bool (*is)(const Experiment& experiment)) const;
    /// Whether it is two others side by side.
    [[nodiscard]] bool isMadeOfOthers() const { return m_madeOfOthers; }
    /// Whether there is something to save; nothing while it goes on.
    [[nodiscard]] bool canBeSaved() const;
    /// Whether something is lost when it is closed: what it gave, or its name.
    [[nodiscard]] bool unsaved() const;
    /// It is there under that name, which may have changed meanwhile.
    void setSaved(const QString& file, const QString& name);
    void setSaved(const QString& file) { setSaved(file, m_name); }
    /// It is in the history under this number, whole; nothing: not any more.
    void setKept(std::optional<std::int64_t> id);
    [[nodiscard]] std::optional<std::int64_t> kept() const { return m_kept; }
    /// Where it was saved last, or opened from; empty: nowhere.
    [[nodiscard]] const QString& file() const { return m_file; }
    /// Of one that failed: with a trial that failed as its last.
    [[nodiscard]] RunContent content() const;
    /// What it took to get what it gave, until now.
    [[nodiscard]] double tookNs() const;

    /// Recordings and histories of updates go; what was computed from them stays. `why` is a
    /// sentence.
    void dropRecordings(const QString& why);
    /// Why; empty while they are here.
    [[nodiscard]] const QString& whyDropped() const { return m_whyDropped; }
    /// Of one that is over, in a sentence: why this arm has trials and no recording; else empty.
    [[nodiscard]] QString whyNoRecording(std::uint32_t arm) const;

    // What the controller tells.
    void setPictures(
        const std::vector<std::uint32_t>& arms, const std::shared_ptr<const PictureList>& pictures);
    void beginTrial(std::size_t trial, std::shared_ptr<const Recording> recording);
    void setLive(const LiveSnapshot& live);
    void addFailures(const std::vector<TaskError>& failures);
    void endTrial(const TrialResult& trial, std::shared_ptr<const UpdateHistory> history);
    void end(const RunResult& result);
    void fail(const QString& reason);
    void append(const LogLine& line);

Q_SIGNALS:
    void renamed();
    void saved();
    /// The recording of this arm's trial grows from now on.
    void trialBegan(std::uint32_t arm);
    void liveUpdated(const interleave::ui::LiveSnapshot& live);
    /// These, of the trial that goes on.
    void tasksFailed(const std::vector<interleave::TaskError>& failures);
    void trialEnded(const interleave::TrialResult& trial);
    void ended();
    void failed();
    void logged(const interleave::ui::LogLine& line);
    void recordingsDropped();

private:
    Run() = default;
    void makeArms(const std::vector<Arm>& arms);
    void setOthers(std::span<const OtherRun> others);
    /// By arm; empty where it is one run.
    [[nodiscard]] std::vector<OtherRun> others() const;
    void restore(const RunContent& content);
    [[nodiscard]] std::uint64_t trialOfOther(std::size_t recording) const;
    [[nodiscard]] RunArm* armOf(std::uint64_t trial);
    void takeOver(const Run& other);
    [[nodiscard]] std::vector<ArmPictures> pictures() const;

    QString m_name;
    QString m_firstName;
    QDateTime m_started = QDateTime::currentDateTime();
    Experiment m_asked;
    Experiment m_form;
    RunState m_state = RunState::Starting;
    QString m_problem;
    std::optional<LiveSnapshot> m_live;
    std::vector<RunArm> m_arms;
    std::vector<std::uint32_t> m_order; // of the arms' trials
    std::uint32_t m_lastArm = 0;
    std::vector<TrialResult> m_trials; // until the result has them
    std::optional<RunResult> m_result;
    std::deque<LogLine> m_log;
    QString m_file;
    QString m_whyDropped;
    std::optional<QString> m_savedName; // in the file
    std::optional<std::int64_t> m_kept; // in the history
    bool m_madeOfOthers = false;
};

/// What an experiment is called in a list: "Counter, no primitive", "False sharing, packed", "none
/// | lock", "1 to 8 workers".
[[nodiscard]] QString briefName(const Experiment& experiment);

} // namespace interleave::ui
