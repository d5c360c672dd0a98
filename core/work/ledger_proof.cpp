#include "core/work/ledger_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace interleave {

namespace {

constexpr std::size_t kExamples = 10;

class Proof
{
public:
    Proof(const TaskLedger& ledger, std::span<const RunAgain> again, bool stopped)
        : m_ledger(ledger)
        , m_stopped(stopped)
    {
        for (const RunAgain& one : again)
            m_again[one.task].push_back(one.reason);
    }

    LedgerResult check(std::optional<std::uint64_t> endsCounted, std::span<const TaskRange> touched)
    {
        std::uint64_t next = 0;
        for (const TaskRange& range : touched) {
            skip({next, range.begin});
            for (std::uint64_t task = range.begin; task < range.end; ++task)
                checkTask(task);
            next = range.end;
        }
        skip({next, m_ledger.tasks()});
        const std::uint64_t ends = m_result.ranOnce + m_result.again;
        m_result.endsCounted = endsCounted.value_or(ends);
        if (ends != m_result.endsCounted)
            doubt(fmt::format(
                "{} tasks have an end, but the workers have counted {}", ends, *endsCounted));
        m_result.proved = m_result.doubt.empty();
        return std::move(m_result);
    }

private:
    // Nobody has begun them.
    void skip(TaskRange range)
    {
        if (range.empty())
            return;
        m_result.never += range.end - range.begin;
        checkUnended(range, LedgerReason::NotBegun);
    }

    void checkTask(std::uint64_t task)
    {
        const TaskMark mark = m_ledger.mark(task);
        const std::uint32_t runs = m_ledger.runs(task);
        if (runs == 1 && mark > TaskMark::Started && m_again.empty()) [[likely]] {
            ++m_result.ranOnce;
            return;
        }
        const auto noted = m_again.find(task);
        const std::size_t repeats = noted == m_again.end() ? 0 : noted->second.size();
        const bool untouched = mark == TaskMark::Untouched;
        const std::size_t expected = repeats + (untouched ? 0 : 1);
        if (runs != std::min<std::size_t>(expected, TaskLedger::kMostRuns))
            doubt(fmt::format(
                "task {} was begun {} times, but {} are accounted for", task, runs, expected));
        if (noted != m_again.end()) {
            for (const LedgerReason reason : noted->second)
                note({task, task + 1}, reason);
        }
        if (untouched)
            (runs == 0 ? m_result.never : m_result.cutOff) += 1;
        else if (mark == TaskMark::Started)
            ++m_result.cutOff;
        else
            ++(runs == 1 ? m_result.ranOnce : m_result.again);
        if (untouched || mark == TaskMark::Started)
            checkUnended(
                {task, task + 1}, untouched ? LedgerReason::NotBegun : LedgerReason::CutOff);
    }

    void checkUnended(TaskRange tasks, LedgerReason reason)
    {
        if (m_stopped)
            note(tasks, reason);
        else
            doubt(fmt::format("task {} has no end, but the run was not stopped", tasks.begin));
    }

    void note(TaskRange tasks, LedgerReason reason)
    {
        auto found = std::ranges::find(m_result.exceptions, reason, &LedgerException::reason);
        if (found == m_result.exceptions.end())
            found = m_result.exceptions.insert(found, {reason});
        found->tasks += tasks.end - tasks.begin;
        for (std::uint64_t task = tasks.begin;
             task < tasks.end && found->examples.size() < kExamples;
             ++task)
            found->examples.push_back(task);
    }

    void doubt(std::string text)
    {
        if (m_result.doubt.empty())
            m_result.doubt = std::move(text);
    }

    const TaskLedger& m_ledger;
    bool m_stopped;
    std::map<std::uint64_t, std::vector<LedgerReason>> m_again;
    LedgerResult m_result;
};

} // namespace

LedgerResult proveLedger(const TaskLedger& ledger,
    std::optional<std::uint64_t> endsCounted,
    std::span<const RunAgain> again,
    bool stopped,
    std::span<const TaskRange> touched)
{
    return Proof(ledger, again, stopped).check(endsCounted, touched);
}

LedgerResult proveLedger(const TaskLedger& ledger,
    std::optional<std::uint64_t> endsCounted,
    std::span<const RunAgain> again,
    bool stopped)
{
    const TaskRange all{0, ledger.tasks()};
    return proveLedger(ledger, endsCounted, again, stopped, {&all, 1});
}

} // namespace interleave
