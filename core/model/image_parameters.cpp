#include "core/model/image_parameters.h"

#include "core/model/filter_chain.h"
#include "core/model/problem_parameters.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

// In the order of ResultFormat.
constexpr std::array kResultFormats{
    Choice{"same",
        "as the picture",
        "JPEG, PNG, WebP, TIFF and BMP stay what they are; other pictures become PNG."},
    Choice{"jpeg", "JPEG", "Small, with losses; 8 bits, no alpha. The usual one for photographs."},
    Choice{"png", "PNG", "Without loss, 16 bits and alpha are kept; takes the longest to write."},
    Choice{"webp", "WebP", "Smaller than JPEG, with losses; 8 bits, alpha is kept."},
    Choice{"tiff", "TIFF", "Without loss, 16 bits and alpha are kept; large and soon written."},
    Choice{"bmp", "BMP", "Without loss and uncompressed; 8 bits, no alpha."},
};

constexpr std::array kWaysWithDamage{
    Choice{"strict",
        "fail",
        "The task of a damaged or incomplete picture fails, with the picture's name and the "
        "decoder's words."},
    Choice{"salvage",
        "salvage",
        "A damaged JPEG is filtered as far as it can be read, and marked in the result. Damaged "
        "pictures of other formats fail all the same."},
};

// In the order of TaskDivision.
constexpr std::array kTaskDivisions{
    Choice{"picture",
        "whole pictures",
        "Each task reads, filters and writes one picture. The usual one, and the fastest for many "
        "pictures."},
    Choice{"strip",
        "strips",
        "One picture after the other, and all workers at it: a task reads it, filters one strip "
        "of full width, or writes it. For few and large pictures; the results are the same."},
};

// In the order of HandOver.
constexpr std::array kHandOvers{
    Choice{"shared-memory",
        "shared memory",
        "Nothing is copied: each worker reads its rows where they were decoded or filtered."},
    Choice{"queue",
        "Queue",
        "A worker puts each strip into a queue, and others take it out: copied twice, and needs "
        "two workers."},
    Choice{"pipe",
        "Pipe",
        "A worker sends each strip through a pipe whose readers take turns, as Python's queue "
        "does: the kernel copies it in pieces of 64 KiB. Needs two workers."},
};

constexpr const char* kNamesHelp
    = "How results are called, without the ending: {name} is the picture's name, {number} its "
      "number in the order of names. Two results that would be called the same are refused.";

// What is left of the pattern when the places are taken out.
std::string withoutPlaces(std::string_view pattern)
{
    std::string rest(pattern);
    for (const std::string_view place : {kNamePlace, kNumberPlace}) {
        for (auto at = rest.find(place); at != std::string::npos; at = rest.find(place))
            rest.erase(at, place.size());
    }
    return rest;
}

std::optional<std::string> findNamesProblem(std::string_view pattern)
{
    const std::string rest = withoutPlaces(pattern);
    if (rest.size() == pattern.size())
        return "it has neither {name} nor {number} in it, and all results would be called the same";
    if (rest.find_first_of("{}") != std::string::npos)
        return "in braces only {name} and {number} are known";
    if (rest.find('/') != std::string::npos || rest.find('\0') != std::string::npos)
        return "a name has no / in it; name the folder as the output";
    return std::nullopt;
}

std::optional<std::string> findPatternProblem(std::string_view pattern)
{
    if (pattern.find('/') != std::string_view::npos || pattern.find('\0') != std::string_view::npos)
        return "a name has no / in it; name the folder as the input";
    return std::nullopt;
}

const ValueSpec kInputFolder{
    .name = "input",
    .title = "input folder",
    .help = "The folder with the pictures, one task each, one picture, or a text file (.txt) with "
            "the path of a picture in every line. Left empty, the program makes sample pictures "
            "itself.",
    .type = ValueType::Folder,
    .textForm = "a folder, a picture, or a .txt file with the paths of pictures",
    .automaticMeans = "built-in sample pictures",
    .defaultValue = std::string(),
};

constexpr double kLongestSide = 10'000; // 100 megapixels: what a worker has memory for

const ValueSpec kSamplesWidth{
    .name = "sample_width",
    .title = "their width",
    .unit = "pixels",
    .help = "How wide the built-in sample pictures are.",
    .minimum = 1,
    .maximum = kLongestSide,
    .defaultValue = std::int64_t{1024},
};

const ValueSpec kSamplesHeight{
    .name = "sample_height",
    .title = "their height",
    .unit = "pixels",
    .help = "How high the built-in sample pictures are.",
    .minimum = 1,
    .maximum = kLongestSide,
    .defaultValue = std::int64_t{768},
};

const ValueSpec kPatternOfNames{
    .name = "pattern",
    .title = "only files called",
    .help = "Takes only pictures whose names match, as in IMG_* or *.jpg: * stands for any "
            "characters, ? for one, [a-f] for one of these. Large and small letters are the same.",
    .type = ValueType::Text,
    .textForm = "a name with * and ? in it",
    .textProblem = findPatternProblem,
    .automaticMeans = "all pictures",
    .defaultValue = std::string(),
};

const ValueSpec kWithSubfolders{
    .name = "recursive",
    .title = "with subfolders",
    .help = "Takes the pictures of all folders in the input folder too. Results go into folders of "
            "the same names.",
    .type = ValueType::Flag,
    .defaultValue = false,
};

const ValueSpec kDamagedPictures{
    .name = "damaged",
    .title = "damaged pictures",
    .help = "What becomes of a picture that is cut off or has damaged data.",
    .type = ValueType::Choice,
    .choices = kWaysWithDamage,
    .defaultValue = std::string("strict"),
};

const ValueSpec kFilterChain{
    .name = "filters",
    .title = "filters",
    .help = "What is done to each picture: one filter or up to 16 with commas between them, "
            "each with the result of the one before. Parameters that are left out have their "
            "defaults. The command line lists them all: interleave list filters.",
    .type = ValueType::Text,
    .textForm = "a filter such as blur sigma=3, or several with commas between them",
    .textProblem = findFilterChainProblem,
    .defaultValue = std::string("blur sigma=3"),
};

const ValueSpec kDivision{
    .name = "division",
    .title = "divided into",
    .help = "How the work is divided. It changes no result.",
    .type = ValueType::Choice,
    .choices = kTaskDivisions,
    .defaultValue = std::string("picture"),
};

const ValueSpec kStrips{
    .name = "strips",
    .title = "strips per picture",
    .help = "Into how many strips a picture is cut for each filter, or filters that only look at "
            "near rows. More than workers even out what takes longer, and compute more rows twice.",
    .minimum = 1,
    .maximum = kMostStrips,
    .automaticMeans = "one for each worker",
    .defaultValue = std::string(kAutomatic),
};

const ValueSpec kHandOver{
    .name = "hand_over",
    .title = "strips come by",
    .help = "How the pixels of a strip come to the worker that filters it. Results always go into "
            "shared memory, so what differs in time is the way there.",
    .type = ValueType::Choice,
    .choices = kHandOvers,
    .defaultValue = std::string("shared-memory"),
};

const ValueSpec kOutputFolder{
    .name = "output",
    .title = "output folder",
    .help = "Where the filtered pictures are written. Left empty, the results are counted and "
            "dropped.",
    .type = ValueType::Folder,
    .automaticMeans = "results are not kept",
    .defaultValue = std::string(),
};

const ValueSpec kFormatOfResults{
    .name = "format",
    .title = "format of results",
    .help = "What the results are written as. Where a format has no alpha or no 16 bits, that is "
            "left out and counted.",
    .type = ValueType::Choice,
    .choices = kResultFormats,
    .defaultValue = std::string("same"),
};

const ValueSpec kQualityOfResults{
    .name = "quality",
    .title = "quality of results",
    .help = "Of JPEG and WebP: how much of a picture is kept. A lower one makes smaller files.",
    .minimum = 1,
    .maximum = 100,
    .defaultValue = std::int64_t{95},
};

const ValueSpec kNamesOfResults{
    .name = "names",
    .title = "names of results",
    .help = kNamesHelp,
    .type = ValueType::Text,
    .textForm = "a name with {name} or {number} in it",
    .textProblem = findNamesProblem,
    .defaultValue = std::string(kNamePlace),
};

const ValueSpec kReplaceExisting{
    .name = "overwrite",
    .title = "replace existing files",
    .help = "Without it a run whose results are there already does not begin.",
    .type = ValueType::Flag,
    .defaultValue = false,
};

const ValueSpec kGoOn{
    .name = "resume",
    .title = "go on with what is there",
    .help = "Pictures whose results are there are not done again, where the journal in the output "
            "folder (.interleave-journal) says that they were made from the same picture by the "
            "same filters, and nobody has changed them since. A batch that was stopped or killed "
            "goes on so, as often as need be.",
    .type = ValueType::Flag,
    .defaultValue = false,
};

const std::array kImageParameters{
    kInputFolder,
    kSamplesWidth,
    kSamplesHeight,
    kPatternOfNames,
    kWithSubfolders,
    kDamagedPictures,
    kFilterChain,
    kDivision,
    kStrips,
    kHandOver,
    kOutputFolder,
    kFormatOfResults,
    kQualityOfResults,
    kNamesOfResults,
    kReplaceExisting,
    kGoOn,
    delayParameter(),
};

} // namespace

std::optional<ResultFormat> resultFormatFromName(std::string_view name)
{
    const auto found = std::ranges::find(kResultFormats, name, &Choice::name);
    if (found == kResultFormats.end())
        return std::nullopt;
    return static_cast<ResultFormat>(found - kResultFormats.begin());
}

bool inStrips(const Experiment& experiment)
{
    return experiment.workload == WorkloadKind::ImageFilter
        && parameter<std::string>(experiment, kDivision.name) == kTaskDivisions[1].name;
}

bool goesOn(const Experiment& experiment)
{
    return experiment.workload == WorkloadKind::ImageFilter
        && parameter<bool>(experiment, kGoOn.name);
}

HandOver handOverOf(const Experiment& experiment)
{
    if (!inStrips(experiment))
        return HandOver::SharedMemory;
    const auto name = parameter<std::string>(experiment, kHandOver.name);
    const auto found = std::ranges::find(kHandOvers, name, &Choice::name);
    return static_cast<HandOver>(found - kHandOvers.begin());
}

std::optional<std::uint32_t> stripsWanted(const Experiment& experiment)
{
    const auto set = experiment.params.find(kStrips.name);
    if (set == experiment.params.end() || !std::holds_alternative<std::int64_t>(set->second))
        return std::nullopt;
    return static_cast<std::uint32_t>(std::get<std::int64_t>(set->second));
}

bool hasQuality(ResultFormat format)
{
    return format == ResultFormat::Same || format == ResultFormat::Jpeg
        || format == ResultFormat::WebP;
}

std::span<const ValueSpec> imageParameters()
{
    return kImageParameters;
}

} // namespace interleave
