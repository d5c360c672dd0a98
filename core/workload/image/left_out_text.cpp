// What a folder of pictures has beside those that are tasks, in words.

#include "core/base/printable.h"
#include "core/workload/image/picture_folder.h"

#include <fmt/core.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace interleave {

namespace {

struct LeftOutWords
{
    std::size_t LeftOut::*count;
    std::string_view one;
    std::string_view many;
};

constexpr LeftOutWords kWords[]{
    {&LeftOut::links,
        "link to a file outside of the input folder, which workers may not read",
        "links to files outside of the input folder, which workers may not read"},
    {&LeftOut::linkedFolders,
        "link to a folder, which is not followed",
        "links to folders, which are not followed"},
    {&LeftOut::closedFolders, "folder that cannot be read", "folders that cannot be read"},
    {&LeftOut::hidden,
        "hidden file that is called like a picture",
        "hidden files that are called like pictures"},
    {&LeftOut::hiddenFolders,
        "hidden folder, which is not searched",
        "hidden folders, which are not searched"},
};

void add(std::string& text, std::size_t count, std::string_view one, std::string_view many)
{
    if (count > 0)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, count == 1 ? one : many);
}

std::string describe(const std::map<std::string, std::size_t>& endings)
{
    std::string text;
    for (const auto& [ending, count] : endings)
        text += fmt::format("{}{} {}",
            text.empty() ? "" : ", ",
            count,
            ending.empty() ? "without an ending" : printable(ending));
    return text;
}

} // namespace

std::string describe(const LeftOut& leftOut)
{
    std::string text;
    for (const LeftOutWords& words : kWords)
        add(text, leftOut.*words.count, words.one, words.many);
    std::size_t files = 0;
    for (const auto& [ending, count] : leftOut.endings)
        files += count;
    add(text,
        files,
        "file that is no picture of a known format",
        "files that are no pictures of a known format");
    if (files > 0)
        text += fmt::format(" ({})", describe(leftOut.endings));
    return text;
}

} // namespace interleave
