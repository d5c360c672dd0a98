#include "app/interleave/comparison_options.h"

#include "core/base/printable.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <string>

namespace interleave {

namespace {

constexpr double kPercent = 100;

// "5%", "0.5 %", "5".
std::optional<double> shareFromText(const std::string& text)
{
    double percent = 0;
    const char* const end = text.data() + text.size();
    auto [at, error] = std::from_chars(text.data(), end, percent);
    while (at != end && (*at == ' ' || *at == '%'))
        ++at;
    const bool isShare = error == std::errc() && at == end && percent > 0 && percent <= kPercent;
    return isShare ? std::optional(percent / kPercent) : std::nullopt;
}

void addShare(
    CLI::App& command, const char* name, const char* help, const std::function<void(double)>& take)
{
    command.add_option_function<std::string>(
        name,
        [=](const std::string& text) {
            const auto share = shareFromText(text);
            if (!share)
                throw CLI::ValidationError(name,
                    fmt::format(
                        "'{}' is no percentage; give one above 0 % and up to 100 %, as in 5%",
                        shown(text)));
            take(*share);
        },
        help);
}

} // namespace

void ComparisonOptions::addTo(CLI::App& command)
{
    command.add_option("--base", base, "Which of them the others are set beside; the first is 1")
        ->check(CLI::PositiveNumber);
    addShare(command,
        "--same-within",
        "Ratios that surely differ from 1 by no more are the same; default 1%",
        [this](double share) { rules.sameWithin = share; });
    command.add_flag_callback(
        "--quiet-trials",
        [this] { rules.disturbed = DisturbedTrials::AreLeftOut; },
        "Without the trials of whose cores other programs took more than 5 %");
    command.add_flag("--anyway",
        rules.anyway,
        "Also of other machines or versions, or when most trials were disturbed");
    addShare(command,
        "--fail-if-slower",
        "Status 4 where any is slower than the base by more than this, 5 where that cannot be told",
        [this](double share) { failIfSlower = share; });
}

} // namespace interleave
