#include "core/lesson/lesson_link.h"

#include "core/base/printable.h"
#include "core/base/read_number.h"
#include "core/lesson/lesson_text.h"
#include "core/model/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace interleave {

namespace {

// As runViews() of the window has them.
constexpr auto kViews = std::to_array<std::string_view>({"overview",
    "timeline",
    "timings",
    "activity",
    "race",
    "lost-updates",
    "waits",
    "pictures",
    "lock-and-none",
    "primitives",
    "executors",
    "pool-sizes",
    "code",
    "log"});

tl::expected<LessonLink, std::string> viewLink(std::string_view name)
{
    if (std::ranges::find(kViews, name) != kViews.end())
        return LessonLink{.kind = LinkKind::View, .name = std::string(name)};
    return tl::unexpected(fmt::format("there is no view {}{}; use one of {}",
        shown(name),
        didYouMean(name, kViews),
        fmt::join(kViews, ", ")));
}

std::vector<std::string_view> fieldNames()
{
    std::vector<std::string_view> names;
    for (const ExperimentField& field : experimentFields())
        names.push_back(field.spec.name);
    return names;
}

// A field of every experiment, with a value that it allows.
tl::expected<LessonLink, std::string> fieldLink(std::string_view assignment)
{
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos)
        return tl::unexpected(std::string("say which value, as in field:sync=none"));
    const std::string_view name = assignment.substr(0, equals);
    const ExperimentField* field = findField(name);
    if (field == nullptr)
        return tl::unexpected(fmt::format("there is no field {} of an experiment{}; use one of {}",
            shown(name),
            didYouMean(name, fieldNames()),
            fmt::join(fieldNames(), ", ")));
    const std::string_view value = assignment.substr(equals + 1);
    if (auto problem = findProblem(field->spec, valueFromText(field->spec, value)))
        return tl::unexpected(*std::move(problem));
    return LessonLink{
        .kind = LinkKind::Field, .name = std::string(name), .value = std::string(value)};
}

tl::expected<LessonLink, std::string> workerLink(std::string_view number)
{
    const auto worker = readNumber<std::int64_t>(number);
    if (!worker || *worker < 1)
        return tl::unexpected(
            fmt::format("{} is no worker; the first one is worker:1", shown(number)));
    return LessonLink{.kind = LinkKind::Worker, .name = {}, .worker = *worker};
}

std::optional<std::string> pictureProblem(std::string_view target)
{
    const std::filesystem::path path(target);
    if (target.find("://") != std::string_view::npos)
        return fmt::format("the picture {} is in the web; put it beside the lesson", shown(target));
    const bool leaves
        = path.is_absolute() || std::ranges::find(path, std::filesystem::path("..")) != path.end();
    if (leaves)
        return fmt::format("the picture {} is outside of the lesson's folder; put it beside the "
                           "lesson",
            shown(target));
    return std::nullopt;
}

std::optional<std::string> targetProblem(std::string_view target, bool isPicture)
{
    if (isPicture)
        return pictureProblem(target);
    const auto link = linkTo(target);
    return link ? std::nullopt : std::optional(link.error());
}

} // namespace

std::span<const std::string_view> lessonViews()
{
    return kViews;
}

tl::expected<LessonLink, std::string> linkTo(std::string_view target)
{
    for (const std::string_view web : {"https://", "http://"}) {
        if (target.starts_with(web))
            return LessonLink{.kind = LinkKind::Web, .name = std::string(target)};
    }
    const std::size_t colon = target.find(':');
    const std::string_view kind = target.substr(0, colon);
    const std::string_view rest
        = colon == std::string_view::npos ? std::string_view() : target.substr(colon + 1);
    if (kind == "view")
        return viewLink(rest);
    if (kind == "field")
        return fieldLink(rest);
    if (kind == "worker")
        return workerLink(rest);
    return tl::unexpected(
        fmt::format("{} leads nowhere; use view:NAME, field:NAME=VALUE, worker:NUMBER or https://",
            shown(target)));
}

void checkLinks(std::string_view text, std::size_t line, std::vector<LessonProblem>& problems)
{
    std::size_t from = 0;
    for (std::size_t middle = text.find("]("); middle != std::string_view::npos;
         middle = text.find("](", middle + 2)) {
        const std::size_t end = text.find_first_of(")\n", middle);
        const std::size_t open = text.rfind('[', middle);
        if (end == std::string_view::npos || text[end] != ')' || open == std::string_view::npos)
            continue;
        line
            += static_cast<std::size_t>(std::ranges::count(text.substr(from, middle - from), '\n'));
        from = middle;
        const bool isPicture = open > 0 && text[open - 1] == '!';
        if (auto problem = targetProblem(text.substr(middle + 2, end - middle - 2), isPicture))
            problems.push_back({line, *std::move(problem)});
    }
}

} // namespace interleave
