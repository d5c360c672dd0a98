// A race on one processor: processes that load and store by a seeded schedule, so that the order of
// all stores is known.
#pragma once

#include "core/base/random.h"
#include "core/evidence/update_log.h"
#include "tests/support/slowness.h"

#include <memory>
#include <vector>

namespace interleave::test {

struct Schedule
{
    std::uint64_t seed = 1;
    std::uint32_t workers = 3;
    std::uint64_t operations = 20'000 / kTimesSlower; // of all workers
    std::uint64_t longestTurn = 4; // half updates that one worker makes in a row
    double stale = 0; // how likely a worker that has loaded is put aside for long
};

/// A store, in the order in which they came.
struct Store
{
    OperationName name;
    std::size_t readFrom; // place in the order; the root is 0
    std::uint32_t value;
    bool survived = false;
    std::size_t fork = 0; // lost: the first of its branch
    std::uint32_t overwriter = 0; // lost: the value of the survivor that came next
};

class SimulatedRace
{
public:
    explicit SimulatedRace(const Schedule& schedule)
        : m_log(UpdateLog::create(schedule.workers, schedule.operations).value())
        , m_stores{{.name = {}, .readFrom = 0, .value = 0, .survived = true}}
    {
        for (std::uint32_t worker = 0; worker < schedule.workers; ++worker)
            m_workers.push_back({.writer = std::make_unique<LogWriter>(m_log, worker)});
        run(schedule);
        findSurvivors();
        findForks();
        findOverwriters();
    }

    UpdateLog& log() { return m_log; }
    [[nodiscard]] std::uint64_t finalWord() const { return m_word; }
    /// The root first.
    [[nodiscard]] const std::vector<Store>& stores() const { return m_stores; }
    [[nodiscard]] std::size_t place(OperationName name) const
    {
        return m_workers[name.worker].stores[name.sequence];
    }
    [[nodiscard]] const Store& store(OperationName name) const { return m_stores[place(name)]; }

private:
    struct Worker
    {
        std::unique_ptr<LogWriter> writer;
        bool loaded = false;
        std::uint64_t read = 0;
        std::size_t readFrom = 0;
        std::uint64_t asideUntil = 0;
        std::vector<std::size_t> stores{}; // by sequence: place in the order
    };

    void run(const Schedule& schedule)
    {
        std::uint64_t draw = 0;
        const auto below = [&](std::uint64_t limit) {
            return splitMix64(schedule.seed * 0x1'0000'0000 + draw++) % limit;
        };
        for (std::uint64_t step = 0; m_stores.size() <= schedule.operations; ++step) {
            const auto name = static_cast<std::uint32_t>(below(schedule.workers));
            if (m_workers[name].asideUntil > step)
                continue;
            for (std::uint64_t turn = 1 + below(schedule.longestTurn);
                 turn > 0 && m_stores.size() <= schedule.operations;
                 --turn)
                advance(name);
            const auto chance = static_cast<double>(below(1'000'000)) / 1e6;
            if (m_workers[name].loaded && chance < schedule.stale)
                m_workers[name].asideUntil = step + below(500);
        }
    }

    void advance(std::uint32_t name)
    {
        Worker& worker = m_workers[name];
        if (!worker.loaded) {
            worker.read = m_word;
            worker.readFrom = m_stores.size() - 1;
        } else {
            *worker.writer->nextEntry() = worker.read;
            m_word = (worker.read & kValueBits) + worker.writer->nextStep();
            worker.stores.push_back(m_stores.size());
            m_stores.push_back(
                {.name = {name, static_cast<std::uint32_t>(worker.stores.size() - 1)},
                    .readFrom = worker.readFrom,
                    .value = m_stores[worker.readFrom].value + 1});
        }
        worker.loaded = !worker.loaded;
    }

    void findSurvivors()
    {
        for (std::size_t at = m_stores.size() - 1; at != 0; at = m_stores[at].readFrom)
            m_stores[at].survived = true;
    }

    void findForks()
    {
        for (std::size_t at = 1; at < m_stores.size(); ++at) {
            const std::size_t from = m_stores[at].readFrom;
            m_stores[at].fork = m_stores[from].survived ? at : m_stores[from].fork;
        }
    }

    void findOverwriters()
    {
        std::uint32_t next = 0;
        for (std::size_t at = m_stores.size() - 1; at > 0; --at) {
            if (m_stores[at].survived)
                next = m_stores[at].value;
            m_stores[at].overwriter = next;
        }
    }

    UpdateLog m_log;
    std::vector<Store> m_stores;
    std::vector<Worker> m_workers;
    std::uint64_t m_word = kRootWord;
};

} // namespace interleave::test
