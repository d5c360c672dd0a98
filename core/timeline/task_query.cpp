#include "core/timeline/task_query.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace interleave {

namespace {

auto notUnderstood(const std::string& why)
{
    return fail(QueryError::NotUnderstood,
        why
            + "; search for a task by its number (1234), by how long it took (>5ms, <2\u00B5s), "
              "waited "
              "for a lock (wait>5\u00B5s) or began late (delay>1ms), or by failed or succeeded");
}

// Small letters without blanks; the Greek and the micro letter stand for u.
std::string simplified(std::string_view text)
{
    std::string simple;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view letter = text.substr(i, 2);
        if (letter == "\u00B5" || letter == "\u03BC") {
            simple += 'u';
            ++i;
        } else if (const auto byte = static_cast<unsigned char>(text[i]); std::isspace(byte) == 0) {
            simple += static_cast<char>(std::tolower(byte));
        }
    }
    return simple;
}

std::optional<double> nsOf(std::string_view unit)
{
    constexpr std::array<std::pair<std::string_view, double>, 5> units{
        {{"ns", 1.0}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}}};
    for (const auto& [name, ns] : units) {
        if (name == unit)
            return ns;
    }
    return std::nullopt;
}

struct Comparison
{
    bool longer;
    bool orEqual;
};

TickBounds boundsOf(const Comparison& comparison, double ticks)
{
    const double limit = std::min(ticks, 9e18);
    TickBounds bounds;
    if (comparison.longer) {
        const double least = comparison.orEqual ? std::ceil(limit) : std::floor(limit) + 1;
        bounds.atLeast = static_cast<std::uint64_t>(least);
    } else {
        const double most = comparison.orEqual ? std::floor(limit) : std::ceil(limit) - 1;
        bounds.atMost = static_cast<std::uint64_t>(std::max(most, 0.0));
    }
    return bounds;
}

// ">5ms".
Result<TickBounds, QueryError> parseDuration(std::string_view text, const Clock& clock)
{
    std::string_view rest(text);
    const bool longer = rest.front() == '>';
    rest.remove_prefix(1);
    const bool orEqual = rest.starts_with('=');
    rest.remove_prefix(orEqual ? 1 : 0);
    double number = 0;
    const auto [end, error]
        = std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
    if (error != std::errc{} || !std::isfinite(number) || number < 0)
        return notUnderstood(fmt::format("'{}' has no duration", text));
    const std::string_view unit(end, static_cast<std::size_t>(rest.data() + rest.size() - end));
    const auto ns = nsOf(unit);
    if (!ns)
        return notUnderstood(unit.empty()
                ? fmt::format("'{}' has no unit: add ns, \u00B5s, ms, s or min", text)
                : fmt::format("'{}' is no unit: use ns, \u00B5s, ms, s or min", unit));
    if (!longer && !orEqual && number == 0)
        return notUnderstood("nothing takes less than nothing");
    return boundsOf({longer, orEqual}, number * *ns / clock.nsPerTick());
}

// ">5ms", "wait>5us", "delay<1ms".
Result<TaskFilter, QueryError> parseComparison(
    const std::string& query, std::size_t sign, const Clock& clock)
{
    const std::string_view what = std::string_view(query).substr(0, sign);
    if (!what.empty() && what != "wait" && what != "delay")
        return notUnderstood(fmt::format("'{}' is not understood", query));
    return parseDuration(std::string_view(query).substr(sign), clock)
        .map([what](const TickBounds& bounds) {
            return what == "wait" ? TaskFilter{.wait = bounds}
                : what == "delay" ? TaskFilter{.delay = bounds}
                                  : TaskFilter{.duration = bounds};
        });
}

} // namespace

Result<TaskFilter, QueryError> parseTaskQuery(std::string_view text, const Clock& clock)
{
    const std::string query = simplified(text);
    if (query.empty())
        return notUnderstood("there is nothing to search for");
    if (query == "failed")
        return TaskFilter{.outcome = TaskOutcome::Failed};
    if (query == "succeeded")
        return TaskFilter{.outcome = TaskOutcome::Succeeded};
    if (const std::size_t sign = query.find_first_of("<>"); sign != std::string::npos)
        return parseComparison(query, sign, clock);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(query.data(), query.data() + query.size(), number);
    if (error == std::errc::result_out_of_range)
        return notUnderstood(fmt::format("{} is too large for the number of a task", query));
    if (error != std::errc{} || end != query.data() + query.size())
        return notUnderstood(fmt::format("'{}' is not understood", query));
    return TaskFilter{.task = number};
}

} // namespace interleave
