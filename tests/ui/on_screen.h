// What the window's tests ask of widgets that are shown.
#pragma once

#include <QLabel>
#include <QString>
#include <QWidget>

#include <algorithm>

namespace interleave::ui {

/// How long a test waits for what must come, on any machine that it may run on.
inline constexpr int kPatienceMs = 50'000;

/// Whether a visible label below `view` contains `text`, whatever keeps its lines from breaking.
inline bool showsText(const QWidget& view, const QString& text)
{
    return std::ranges::any_of(view.findChildren<QLabel*>(), [&](const QLabel* label) {
        return label->isVisible()
            && label->text().replace(QChar::Nbsp, QLatin1Char(' ')).contains(text);
    });
}

} // namespace interleave::ui
