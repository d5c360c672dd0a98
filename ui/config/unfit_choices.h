// Choices that do not go with the rest of an experiment.
#pragma once

#include <QMap>
#include <QString>

namespace interleave::ui {

/// Why each of them, by its name, cannot be chosen; empty where its field says it.
using UnfitChoices = QMap<QString, QString>;

} // namespace interleave::ui
