// The history for the window: asked and changed in another thread, in the order in which it is
// told, over one connection that stays open.
#pragma once

#include "core/history/history.h"
#include "ui/models/in_turn.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace interleave::ui {

class HistoryAccess
{
public:
    explicit HistoryAccess(std::filesystem::path folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return m_connection->folder; }
    /// `then`, in the window's thread, gets what `work` gave, or why the history cannot be used.
    template <class Answer>
    void ask(std::function<Result<Answer, HistoryError>(History&)> work,
        std::function<void(const Result<Answer, HistoryError>&)> then)
    {
        m_turns.add([connection = m_connection, work = std::move(work), then = std::move(then)] {
            auto answer = connection->ask<Answer>(work);
            return InTurn::Then([then, answer = std::move(answer)] { then(answer); });
        });
    }
    /// Waits for all that was asked.
    [[nodiscard]] bool finish(std::chrono::milliseconds patience)
    {
        return m_turns.finish(patience);
    }

private:
    // Used by one thread after the other.
    struct Connection
    {
        std::filesystem::path folder;
        std::optional<History> history{};

        // One that fails is opened anew next time: what was wrong may be remedied.
        template <class Answer>
        Result<Answer, HistoryError> ask(
            const std::function<Result<Answer, HistoryError>(History&)>& work)
        {
            if (!history) {
                auto opened = History::open(folder, NoHistory::IsMissing);
                if (!opened)
                    return tl::unexpected(opened.error());
                history.emplace(*std::move(opened));
            }
            auto answer = work(*history);
            if (!answer && answer.error().kind != HistoryError::NoSuchRun)
                history.reset();
            return answer;
        }
    };

    std::shared_ptr<Connection> m_connection;
    InTurn m_turns;
};

} // namespace interleave::ui
