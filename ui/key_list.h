// Which keys there are, asked of the actions that have them: nobody writes a list of keys.
#pragma once

#include <QString>

#include <vector>

class QMenuBar;
class QWidget;

namespace interleave::ui {

struct KeyEntry
{
    QString keys; // as they stand on the keyboard: "Ctrl+R", "+ or ="
    QString what;
};

struct KeyGroup
{
    QString title; // of the menu, or of the part of a view
    std::vector<KeyEntry> keys;
};

/// Of the menus, in their order; but for what the views that are seen have.
[[nodiscard]] std::vector<KeyGroup> keysOfMenus(const QMenuBar& bar);
/// Of the views below `views` that are seen now.
[[nodiscard]] std::vector<KeyGroup> keysOfViews(const QWidget& views);

} // namespace interleave::ui
