// A menu of which one entry holds, remembered from one start of the window to the next.
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <utility>

class QMenu;

namespace interleave::ui {

/// Adds an entry for each of `choices`, a title and its value. The value that is remembered under
/// `key`, or `usual`, is marked; choosing another remembers it and calls `apply`.
void addRememberedChoice(QMenu* menu,
    const QString& key,
    qulonglong usual,
    const QList<std::pair<QString, qulonglong>>& choices,
    const std::function<void(qulonglong)>& apply);

/// What is remembered under `key`, or `usual`.
[[nodiscard]] qulonglong rememberedChoice(const QString& key, qulonglong usual);

} // namespace interleave::ui
