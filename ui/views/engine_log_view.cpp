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
    void start() override { m_view->clear(); }
    void showLine(const LogLine& line) override { m_view->append(line); }

private:
    LogView* m_view = new LogView;
};

} // namespace

RunViewKind logView()
{
    return {.title = [] { return LogViewText::tr("Lo&g"); },
        .icon = "log",
        .key = "Ctrl+8",
        .ofArm = false,
        .applies = appliesToAll,
        .leads = nullptr,
        .make
        = [](const ViewTools&) -> std::unique_ptr<RunView> { return std::make_unique<Log>(); }};
}

} // namespace interleave::ui
