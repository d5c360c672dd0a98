#include "ui/run/run.h"

#include "core/analysis/statistics.h"
#include "core/engine/plan/run_plan.h"
#include "ui/run/failed_run.h"
#include "ui/run/until_now.h"
#include "ui/widgets/log_view.h"

#include <algorithm>

namespace interleave::ui {

Run::Run(const Experiment& asked)
    : m_name(briefName(asked))
    , m_firstName(m_name)
    , m_asked(asked)
    , m_form(asked)
{
    makeArms(armsAsked(asked));
}

Run::Run(const RunContent& content)
    : m_name(content.name.isEmpty() ? briefName(content.asked) : content.name)
    , m_firstName(briefName(content.asked))
    , m_started(content.started)
    , m_asked(content.asked)
    , m_form(content.asked)
    , m_state(RunState::Ended)
    , m_result(content.result)
    , m_log(content.log)
    , m_savedName(m_name)
    , m_madeOfOthers(m_result && !m_result->madeOf.empty())
{
    makeArms(m_result && !m_result->arms.empty() ? armsOf(m_result->arms) : armsAsked(m_asked));
    if (m_madeOfOthers)
        setOthers(m_result->madeOf);
    restore(content);
}

// Null where the file says something impossible.
RunArm* Run::armOf(std::uint64_t trial)
{
    const std::uint32_t arm = trial < trials().size() ? trials()[trial].arm : 0;
    return arm < m_arms.size() ? &m_arms[arm] : nullptr;
}

void Run::restore(const RunContent& content)
{
    const auto& recordings = content.recordings;
    for (std::size_t trial = 0; trial < trials().size(); ++trial) {
        if (const std::uint32_t arm = trials()[trial].arm; arm < m_arms.size())
            m_arms[arm].trial = trial;
    }
    for (std::size_t place = 0; place < recordings.size(); ++place) {
        const std::uint64_t trial
            = m_madeOfOthers ? trialOfOther(place) : recordings[place]->trial();
        RunArm* const arm = armOf(trial);
        if (arm == nullptr)
            continue;
        arm->trial = trial;
        arm->recording = recordings[place];
        arm->series = recordings[place]->utilisation();
    }
    for (const TrialUpdates& updates : content.updates) {
        if (RunArm* const arm = armOf(updates.trial); arm != nullptr && arm->trial == updates.trial)
            arm->history = updates.history;
    }
    for (const ArmPictures& pictures : content.pictures)
        setPictures(pictures.arms, pictures.list);
    if (m_madeOfOthers)
        return;
    if (recordings.empty())
        m_lastArm = trials().empty() ? 0 : trials().back().arm;
    else if (recordings.front()->trial() < trials().size())
        m_lastArm = trials()[recordings.front()->trial()].arm;
}

void Run::makeArms(const std::vector<Arm>& arms)
{
    m_arms.clear();
    for (const Arm& arm : arms)
        m_arms.push_back({.arm = arm,
            .experiment = experimentOf(experiment(), arm),
            .asked = experimentOf(m_asked, arm)});
}

void Run::setName(const QString& name)
{
    const QString wanted = name.trimmed().isEmpty() ? m_firstName : name.trimmed();
    if (wanted == m_name)
        return;
    m_name = wanted;
    Q_EMIT renamed();
}

const Experiment& Run::experiment() const
{
    return m_result ? m_result->experiment : m_asked;
}

const std::vector<TrialResult>& Run::trials() const
{
    return m_result ? m_result->trials : m_trials;
}

const TrialResult* Run::lastTrial(std::uint32_t arm) const
{
    const auto last
        = std::ranges::find(trials().rbegin(), trials().rend(), arm, [](const TrialResult& trial) {
              return trial.arm;
          });
    return last == trials().rend() ? nullptr : &*last;
}

MachineFacts Run::machineOf(std::uint32_t arm) const
{
    if (m_arms[arm].machine)
        return *m_arms[arm].machine;
    return m_result ? m_result->machine : MachineFacts{};
}

RunResult Run::resultOf(std::uint32_t arm) const
{
    if (m_result && m_arms.size() == 1)
        return *m_result;
    RunResult result{.experiment = m_arms[arm].experiment};
    result.machine = machineOf(arm);
    if (m_result)
        result.errors = m_result->errors;
    for (const TrialResult& trial : trials()) {
        if (trial.arm == arm)
            result.trials.emplace_back(trial).arm = 0;
    }
    result.summary = m_result && arm < m_result->arms.size() ? m_result->arms[arm].summary
                                                             : summaryUntilNow(result.trials);
    result.arms = {{m_arms[arm].arm, result.summary}};
    return result;
}

bool Run::hasRecordings() const
{
    return std::ranges::any_of(m_arms, [](const RunArm& arm) { return arm.recording != nullptr; });
}

bool Run::anyArm(bool (*is)(const Experiment& experiment)) const
{
    return std::ranges::any_of(m_arms, is, &RunArm::experiment);
}

bool Run::canBeSaved() const
{
    return !goesOn() && (!trials().empty() || (m_state == RunState::Failed && hasRecordings()));
}

bool Run::unsaved() const
{
    return canBeSaved() && !m_kept && m_savedName != m_name;
}

double Run::tookNs() const
{
    double ns = 0;
    for (const TrialResult& trial : trials())
        ns += static_cast<double>(trial.wallNs);
    if (!m_result && m_live && m_live->trial >= m_trials.size()) // it has no result yet
        ns += static_cast<double>(m_live->elapsedNs);
    return ns;
}

RunContent Run::content() const
{
    RunContent content{.name = m_name == m_firstName && !m_madeOfOthers ? QString() : m_name,
        .started = m_started,
        .asked = m_asked,
        .result = m_state == RunState::Failed ? resultOfFailed(*this) : m_result,
        .pictures = pictures(),
        .log = m_log};
    if (content.result)
        content.result->madeOf = others();
    const auto add = [&](const RunArm& arm) {
        if (arm.recording)
            content.recordings.push_back(arm.recording);
        if (arm.history && arm.trial)
            content.updates.push_back({*arm.trial, arm.history});
    };
    add(m_arms[m_lastArm]);
    for (std::uint32_t arm = 0; arm < m_arms.size(); ++arm) {
        if (arm != m_lastArm)
            add(m_arms[arm]);
    }
    return content;
}

void Run::setSaved(const QString& file, const QString& name)
{
    m_file = file;
    m_savedName = name;
    Q_EMIT saved();
}

void Run::setKept(std::optional<std::int64_t> id)
{
    m_kept = id;
    Q_EMIT saved();
}

QString Run::whyNoRecording(std::uint32_t arm) const
{
    if (goesOn() || m_arms[arm].recording || lastTrial(arm) == nullptr)
        return {};
    return m_whyDropped.isEmpty()
        ? tr("This file has the results alone. A recording (*.trace) has this, too.")
        : m_whyDropped;
}

void Run::dropRecordings(const QString& why)
{
    m_whyDropped = why;
    for (RunArm& arm : m_arms) {
        arm.recording.reset();
        arm.history.reset();
    }
    Q_EMIT recordingsDropped();
}

void Run::beginTrial(std::size_t trial, std::shared_ptr<const Recording> recording)
{
    if (m_order.empty())
        m_order = orderOfArms(static_cast<std::uint64_t>(m_asked.trials),
            static_cast<std::uint32_t>(m_arms.size()),
            static_cast<std::uint64_t>(m_asked.seed));
    m_lastArm = trial < m_order.size() ? m_order[trial] : 0;
    RunArm& arm = m_arms[m_lastArm];
    arm.trial = trial;
    arm.recording = std::move(recording);
    arm.failures.clear();
    arm.history.reset();
    arm.series = {};
    m_state = RunState::Running;
    Q_EMIT trialBegan(m_lastArm);
}

void Run::setPictures(
    const std::vector<std::uint32_t>& arms, const std::shared_ptr<const PictureList>& pictures)
{
    for (const std::uint32_t arm : arms) {
        if (arm < m_arms.size())
            m_arms[arm].pictures = pictures;
    }
}

std::vector<ArmPictures> Run::pictures() const
{
    std::vector<ArmPictures> all;
    for (std::uint32_t arm = 0; arm < m_arms.size(); ++arm) {
        const auto& list = m_arms[arm].pictures;
        const auto same = std::ranges::find(all, list, &ArmPictures::list);
        if (list && same == all.end())
            all.push_back({{arm}, list});
        else if (list)
            same->arms.push_back(arm);
    }
    return all;
}

void Run::setLive(const LiveSnapshot& live)
{
    m_live = live;
    Q_EMIT liveUpdated(live);
}

void Run::addFailures(const std::vector<TaskError>& failures)
{
    auto& known = m_arms[m_lastArm].failures;
    known.insert(known.end(), failures.begin(), failures.end());
    Q_EMIT tasksFailed(failures);
}

void Run::endTrial(const TrialResult& trial, std::shared_ptr<const UpdateHistory> history)
{
    m_trials.push_back(trial);
    if (RunArm& arm = m_arms[m_lastArm]; arm.recording && trial.arm == m_lastArm) {
        arm.history = std::move(history);
        arm.series = arm.recording->utilisation();
    }
    Q_EMIT trialEnded(trial);
}

void Run::end(const RunResult& result)
{
    m_result = result;
    m_state = RunState::Ended;
    const std::vector<Arm> arms = armsOf(result.arms);
    for (std::size_t i = 0; i < arms.size() && arms.size() == m_arms.size(); ++i) {
        m_arms[i].arm = arms[i];
        m_arms[i].experiment = experimentOf(result.experiment, arms[i]);
    }
    Q_EMIT ended();
}

void Run::fail(const QString& reason)
{
    m_problem = reason;
    m_state = RunState::Failed;
    Q_EMIT failed();
}

void Run::append(const LogLine& line)
{
    if (m_log.size() == LogView::kMaxLines)
        m_log.pop_front();
    m_log.push_back(line);
    Q_EMIT logged(line);
}

} // namespace interleave::ui
