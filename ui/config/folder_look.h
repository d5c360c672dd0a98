// Whether the folders of an image run can be used, before it begins. Looked at in another thread:
// one on a network that has gone must not stop the window.
#pragma once

#include "core/workload/image/result_names.h"
#include "ui/models/latest_answer.h"

#include <QObject>
#include <QString>

#include <optional>
#include <stop_token>
#include <utility>

namespace interleave::ui {

struct FolderReport
{
    std::optional<QString> inputProblem{};
    std::optional<QString> outputProblem{};
    std::optional<QString> namesProblem{};
    std::size_t pictures = 0; // in the input folder

    bool operator==(const FolderReport&) const = default;
};

class FolderLook : public QObject
{
    Q_OBJECT

public:
    explicit FolderLook(QObject* parent = nullptr);
    FolderLook(const FolderLook&) = delete;
    FolderLook& operator=(const FolderLook&) = delete;
    FolderLook(FolderLook&&) = delete;
    FolderLook& operator=(FolderLook&&) = delete;
    /// Stops to look.
    ~FolderLook() override;

    /// Empty: none. A local folder's report is there when this returns. Those that were looked at
    /// last are not looked at again.
    void lookAt(const PictureSearch& input, const ResultPlace& output);
    /// What was seen may be so no longer.
    void forget() { m_asked.reset(); }
    /// Nothing while it is not known yet.
    [[nodiscard]] const std::optional<FolderReport>& report() const { return m_report; }

Q_SIGNALS:
    /// A report that took its time is there.
    void reported();

private:
    void take(const FolderReport& report);

    std::optional<std::pair<PictureSearch, ResultPlace>> m_asked;
    std::optional<FolderReport> m_report;
    std::stop_source m_stop; // of the look that is under way
    LatestAnswer<FolderReport> m_answer;
};

} // namespace interleave::ui
