#include "ui/models/worker_model.h"

#include "ui/widgets/format.h"

#include <array>
#include <cmath>
#include <limits>

namespace interleave::ui {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<ColumnHead, WorkerModel::ColumnCount> kHeads{{
    {QT_TRANSLATE_NOOP("WorkerModel", "worker"),
        QT_TRANSLATE_NOOP("WorkerModel", "Its place in the pool")},
    {QT_TRANSLATE_NOOP("WorkerModel", "pid"),
        QT_TRANSLATE_NOOP("WorkerModel", "The process in this place, as ps and top show it")},
    {QT_TRANSLATE_NOOP("WorkerModel", "state"),
        QT_TRANSLATE_NOOP("WorkerModel", "What it is doing now"),
        Qt::AlignLeft},
    {QT_TRANSLATE_NOOP("WorkerModel", "tasks"),
        QT_TRANSLATE_NOOP("WorkerModel", "Tasks that ended here, whatever came of them")},
    {QT_TRANSLATE_NOOP("WorkerModel", "tasks/s"),
        QT_TRANSLATE_NOOP("WorkerModel", "Tasks per second of the run so far")},
    {QT_TRANSLATE_NOOP("WorkerModel", "failed"),
        QT_TRANSLATE_NOOP("WorkerModel", "Tasks of these that failed")},
    {QT_TRANSLATE_NOOP("WorkerModel", "CPU"),
        QT_TRANSLATE_NOOP("WorkerModel",
            "Share of a core: since the last update, and of the whole run when it is over"),
        Qt::AlignRight,
        "%"},
    {QT_TRANSLATE_NOOP("WorkerModel", "core"),
        QT_TRANSLATE_NOOP("WorkerModel", "Where it was last seen")},
    {QT_TRANSLATE_NOOP("WorkerModel", "waiting, of task time"),
        QT_TRANSLATE_NOOP(
            "WorkerModel", "Share of its tasks' time in which it waited for the primitive"),
        Qt::AlignRight,
        "%"},
    {QT_TRANSLATE_NOOP("WorkerModel", "acquired"),
        QT_TRANSLATE_NOOP("WorkerModel", "How often it got a primitive")},
    {QT_TRANSLATE_NOOP("WorkerModel", "waits"),
        QT_TRANSLATE_NOOP(
            "WorkerModel", "How often it had to wait for one, also where it never got it")},
    {QT_TRANSLATE_NOOP("WorkerModel", "held about"),
        QT_TRANSLATE_NOOP("WorkerModel",
            "How long it held locks, all of them added up, so where there are several it may be "
            "longer than the run: about, as only those that it had waited for and every 64th other "
            "are measured. One that was never given back is not in it"),
        Qt::AlignRight,
        "ns"},
    {QT_TRANSLATE_NOOP("WorkerModel", "max wait"),
        QT_TRANSLATE_NOOP("WorkerModel", "The longest of its waits: others may have overtaken it"),
        Qt::AlignRight,
        "ns"},
    {QT_TRANSLATE_NOOP("WorkerModel", "respawned"),
        QT_TRANSLATE_NOOP(
            "WorkerModel", "How often a new process took this place because the old one died")},
}};

QString wordOf(WorkerState state)
{
    switch (state) {
    case WorkerState::Absent:
        return WorkerModel::tr("not started");
    case WorkerState::Starting:
        return WorkerModel::tr("starting");
    case WorkerState::Working:
        return WorkerModel::tr("in a task");
    case WorkerState::Waiting:
        return WorkerModel::tr("waiting");
    case WorkerState::Idle:
        return WorkerModel::tr("idle");
    case WorkerState::Ended:
        return WorkerModel::tr("ended");
    case WorkerState::Dead:
        return WorkerModel::tr("dead");
    }
    return {};
}

double ratio(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : kUnknown;
}

// A time without an occasion is not 0 but none.
double ofAny(std::uint64_t ns)
{
    return ns > 0 ? static_cast<double>(ns) : kUnknown;
}

// A process has one core at a time; its start and end lie outside a run that takes microseconds.
double atMostOne(double share)
{
    return share > 1 ? 1 : share;
}

} // namespace

WorkerModel::WorkerModel(QObject* parent)
    : ColumnModel(kHeads, parent)
{
}

void WorkerModel::setWorkers(
    const std::vector<WorkerSnapshot>& workers, std::uint64_t elapsedNs, bool running)
{
    const bool sameNumber = workers.size() == m_rows.size();
    if (!sameNumber) {
        beginResetModel();
        m_rows.clear();
        m_rows.resize(workers.size());
    }
    // A clock that went back belongs to the next trial.
    const bool goesOn = sameNumber && running && elapsedNs >= m_elapsedNs;
    for (std::size_t i = 0; i < workers.size(); ++i) {
        Row& row = m_rows[i];
        const bool sameMoment = goesOn && elapsedNs == m_elapsedNs;
        if (!sameMoment)
            row.cpuShare = cpuShare(workers[i], goesOn ? &row.worker : nullptr, elapsedNs);
        row.worker = workers[i];
    }
    m_elapsedNs = elapsedNs;
    m_heldByAllNs = 0;
    for (const WorkerSnapshot& worker : workers)
        m_heldByAllNs += static_cast<double>(worker.sync.holdNs);
    if (!sameNumber)
        endResetModel();
    else
        tellChanged();
}

void WorkerModel::setResult(const TrialResult& trial)
{
    std::vector<WorkerSnapshot> workers;
    for (std::size_t i = 0; i < trial.workers.size(); ++i) {
        const WorkerResult& result = trial.workers[i];
        const bool known = i < m_rows.size() && m_rows[i].worker.pid == result.pid;
        WorkerSnapshot worker;
        if (known)
            worker = m_rows[i].worker; // its core and failures are in the recording only
        worker.pid = result.pid;
        worker.state = WorkerState::Ended;
        worker.tasks = result.tasks;
        worker.busyNs = result.busyNs;
        worker.waitNs = result.waitNs;
        worker.cpuNs = result.cpuNs;
        worker.respawned = result.respawned;
        worker.switches = result.switches;
        worker.preempted = result.preempted;
        worker.sync = result.sync;
        worker.waitsFor.reset();
        workers.push_back(worker);
    }
    setWorkers(workers, trial.wallNs, false);
}

void WorkerModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_elapsedNs = 0;
    endResetModel();
}

double WorkerModel::cpuShare(
    const WorkerSnapshot& now, const WorkerSnapshot* before, std::uint64_t elapsed) const
{
    // A new process in this place may count from 0 again.
    if (before == nullptr || before->cpuNs > now.cpuNs)
        return atMostOne(ratio(now.cpuNs, elapsed));
    return atMostOne(ratio(now.cpuNs - before->cpuNs, elapsed - m_elapsedNs));
}

// It is estimated worker by worker: what cannot be is made to fit.
double WorkerModel::heldNs(const WorkerSnapshot& worker) const
{
    if (worker.sync.holdNs == 0) // it has never given one back
        return kUnknown;
    const double most = static_cast<double>(m_elapsedNs);
    const bool tooMuch = m_oneHolder && m_heldByAllNs > most;
    return static_cast<double>(worker.sync.holdNs) * (tooMuch ? most / m_heldByAllNs : 1);
}

QVariant WorkerModel::more(int row, int column, int role) const
{
    if (role == kSortRole)
        return number(row, column);
    if (role == kStateRole)
        return static_cast<int>(m_rows[static_cast<std::size_t>(row)].worker.state);
    return {};
}

double WorkerModel::number(int row, int column) const
{
    const WorkerSnapshot& worker = m_rows[static_cast<std::size_t>(row)].worker;
    switch (column) {
    case Number:
        return row + 1;
    case Pid:
        return static_cast<double>(worker.pid);
    case State:
        return static_cast<double>(worker.state);
    case Tasks:
        return static_cast<double>(worker.tasks);
    case Rate:
        return ratio(worker.tasks, m_elapsedNs) * 1e9;
    case Failed:
        return static_cast<double>(worker.failed);
    case Cpu:
        return m_rows[static_cast<std::size_t>(row)].cpuShare;
    case Core:
        return worker.core;
    case Waiting:
        return ratio(worker.waitNs, worker.busyNs);
    case Acquired:
        return static_cast<double>(worker.sync.acquisitions);
    case Waits:
        return static_cast<double>(worker.sync.contended);
    case Held:
        return heldNs(worker);
    case LongestWait:
        return ofAny(worker.sync.longestWaitNs);
    case Respawned:
        return static_cast<double>(worker.respawned);
    default:
        return kUnknown;
    }
}

QString WorkerModel::text(int row, int column) const
{
    const WorkerSnapshot& worker = m_rows[static_cast<std::size_t>(row)].worker;
    const double value = number(row, column);
    switch (column) {
    case State:
        return wordOf(worker.state);
    case Rate:
        return formatRate(value);
    case Cpu:
    case Waiting:
        return formatPercent(value);
    case Held:
    case LongestWait:
        return formatDuration(value);
    case Pid:
        return worker.pid > 0 ? QString::number(worker.pid) : QStringLiteral("–");
    case Core:
        return worker.core >= 0 ? formatCount(worker.core) : QStringLiteral("–");
    default:
        return formatCount(static_cast<std::uint64_t>(value));
    }
}

QString WorkerModel::plain(int row, int column) const
{
    if (column == State)
        return text(row, column);
    const double value = number(row, column);
    const bool unknown = (column == Pid && value <= 0) || (column == Core && value < 0);
    const bool isShare = column == Cpu || column == Waiting;
    return unknown ? QString() : plainNumber(isShare ? value * 100 : value);
}

} // namespace interleave::ui
