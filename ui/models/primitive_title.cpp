#include "ui/models/primitive_title.h"

#include "ui/models/value_text.h"

#include <algorithm>

namespace interleave::ui {

namespace {

QString withoutBrackets(const Choice& choice)
{
    const QString title = coreWord(choice.title);
    return title.section(QStringLiteral(" ("), 0, 0);
}

} // namespace

QString primitiveTitle(Primitive primitive)
{
    const Choice& choice = choiceOf(primitive);
    const QString brief = withoutBrackets(choice);
    const auto called = std::ranges::count_if(choicesOf<Primitive>(),
        [&](const Choice& other) { return withoutBrackets(other) == brief; });
    if (called == 1)
        return brief;
    return coreWord(choice.title);
}

} // namespace interleave::ui
