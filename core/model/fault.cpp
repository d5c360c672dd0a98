#include "core/model/fault.h"

#include "core/base/comma_list.h"
#include "core/base/printable.h"
#include "core/base/read_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace interleave {

namespace {

constexpr std::array<std::string_view, 6> kNames{
    "raise", "crash", "exit", "hang", "kill-worker", "kill-lock-holder"};
constexpr std::string_view kAllowed
    = "raise@TASK, crash@TASK, exit@TASK, hang@TASK, kill-worker or kill-lock-holder";

tl::expected<Fault, std::string> faultFromText(std::string_view text)
{
    const auto wrong = [&](std::string_view remedy) {
        return tl::unexpected(fmt::format("'{}' is no fault; use {}", shown(text), remedy));
    };
    const std::size_t at = text.find('@');
    const auto found = std::ranges::find(kNames, text.substr(0, at));
    if (found == kNames.end())
        return wrong(kAllowed);
    const auto kind = static_cast<FaultKind>(found - kNames.begin());
    if (!namesTask(kind)) {
        if (at != std::string_view::npos)
            return wrong(fmt::format("{} without a task: the seed chooses", *found));
        return Fault{kind};
    }
    const auto task = at == std::string_view::npos ? std::nullopt
                                                   : readNumber<std::uint64_t>(text.substr(at + 1));
    if (!task)
        return wrong(fmt::format("{0}@TASK, as in {0}@5; tasks count from 0", *found));
    return Fault{kind, *task};
}

} // namespace

bool namesTask(FaultKind kind)
{
    return kind < FaultKind::KillWorker;
}

std::string_view nameOf(FaultKind kind)
{
    return kNames.at(static_cast<std::size_t>(kind));
}

tl::expected<std::vector<Fault>, std::string> faultsFromText(std::string_view text)
{
    std::vector<Fault> faults;
    for (const std::string_view part : partsOf(text)) {
        auto fault = faultFromText(part);
        if (!fault)
            return tl::unexpected(std::move(fault.error()));
        faults.push_back(*fault);
        if (faults.size() > kMaxFaults)
            return tl::unexpected(fmt::format("too many faults; use at most {}", kMaxFaults));
    }
    return faults;
}

std::string toText(const std::vector<Fault>& faults)
{
    std::string text;
    for (const Fault& fault : faults) {
        text += fmt::format("{}{}", text.empty() ? "" : ", ", nameOf(fault.kind));
        if (namesTask(fault.kind))
            text += fmt::format("@{}", fault.task);
    }
    return text;
}

std::optional<std::string> findFaultProblem(std::string_view text)
{
    const auto faults = faultsFromText(text);
    return faults ? std::nullopt : std::optional(faults.error());
}

} // namespace interleave
