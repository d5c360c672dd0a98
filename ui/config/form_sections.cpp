#include "ui/config/form_sections.h"

#include <QCoreApplication>
#include <QLayout>

#include <algorithm>
#include <array>
#include <vector>

namespace interleave::ui {

namespace {

struct FormSectionsText
{
    Q_DECLARE_TR_FUNCTIONS(FormSectionsText)
};

struct Section
{
    const char* key;
    const char* title;
    Folding folding;
    std::vector<std::string_view> names;
};

const std::array kSections{
    Section{"workload",
        QT_TRANSLATE_NOOP("FormSectionsText", "What"),
        Folding::Never,
        {"workload", "tasks"}},
    Section{"workers",
        QT_TRANSLATE_NOOP("FormSectionsText", "Who"),
        Folding::Never,
        {"workers", "executor", "all_at_once"}},
    Section{"start",
        QT_TRANSLATE_NOOP("FormSectionsText", "Start and schedule"),
        Folding::Folded,
        {"start_method",
            "schedule",
            "chunk",
            "call",
            "without_join",
            "hand_back",
            "joblib_backend",
            "joblib_memory",
            "python",
            "pin"}},
    Section{"shared",
        QT_TRANSLATE_NOOP("FormSectionsText", "Shared state"),
        Folding::Never,
        {"sync", "permits"}},
    Section{"evidence",
        QT_TRANSLATE_NOOP("FormSectionsText", "Evidence and delay"),
        Folding::Folded,
        {"evidence", "probe", "delay_ns"}},
    Section{
        "trials", QT_TRANSLATE_NOOP("FormSectionsText", "How often"), Folding::Never, {"trials"}},
    Section{"compare",
        QT_TRANSLATE_NOOP("FormSectionsText", "Compare"),
        Folding::Folded,
        {"compare", "vary_workers", "vary_param"}},
    Section{"faults",
        QT_TRANSLATE_NOOP("FormSectionsText", "Time-out, faults, seed"),
        Folding::Folded,
        {"timeout", "on_error", "inject", "seed"}},
};

} // namespace

std::vector<FormSection*> makeFormSections(QWidget* content)
{
    std::vector<FormSection*> sections;
    for (const Section& section : kSections) {
        sections.push_back(new FormSection(QLatin1String(section.key),
            FormSectionsText::tr(section.title),
            section.folding,
            content));
        content->layout()->addWidget(sections.back());
    }
    return sections;
}

std::size_t sectionOf(std::string_view name)
{
    const auto found = std::ranges::find_if(kSections, [&](const Section& section) {
        return std::ranges::find(section.names, name) != section.names.end();
    });
    return found == kSections.end() ? kWorkloadSection
                                    : static_cast<std::size_t>(found - kSections.begin());
}

} // namespace interleave::ui
