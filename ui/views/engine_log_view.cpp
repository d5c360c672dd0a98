#include "ui/views/run_view.h"
#include "ui/widgets/log_view.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct LogViewText
{
    Q_DECLARE_TR_FUNCTIONS(LogViewText)
};

// What the engine did.
class Log final : public RunView
{
public:
    [[nodiscard]] QWidget* widget() override { return m_view; }

protected:
    void start() override
    {
        m_view->clear();
        m_view->setEmptyText(emptyText());
    }
    void showLine(const LogLine& line) override { m_view->append(line); }

private:
    [[nodiscard]] QString emptyText() const
    {
        if (!run() || run()->goesOn() || !run()->log().empty())
            return LogViewText::tr(
                "What the engine does during a run will be listed here. Press Run.");
        return run()->isMadeOfOthers()
            ? LogViewText::tr("Each of the two runs has its own log.")
            : LogViewText::tr("The file of this run has no log: it was written without a window.");
    }

    LogView* m_view = new LogView;
};

} // namespace

RunViewKind logView()
{
    return {.title = [] { return LogViewText::tr("Lo&g"); },
        .icon = "log",
        .key = "Ctrl+8",
        .ofArm = false,
        .ofOneTrial = nullptr,
        .applies = appliesToAll,
        .leads = nullptr,
        .make
        = [](const ViewTools&) -> std::unique_ptr<RunView> { return std::make_unique<Log>(); }};
}

} // namespace interleave::ui
