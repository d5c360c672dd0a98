// The pictures of tabs: beside the words of all of them, where there is room for both. The words of
// all tabs go before.
#pragma once

#include <QFont>
#include <QIcon>
#include <QList>

class QTabWidget;

namespace interleave::ui {

class TabIcons
{
public:
    /// Of tabs that are there already, with their icons; they stay the caller's.
    explicit TabIcons(QTabWidget* tabs);

    /// Shows them, or not, in `room` for the bar of tabs. Where nothing has changed it does
    /// nothing.
    void fit(int room);

private:
    /// On which the width hangs.
    struct Tabs
    {
        QList<bool> visible;
        QFont font;
        bool operator==(const Tabs&) const = default;
    };
    [[nodiscard]] Tabs seen() const;
    void setShown(bool shown);

    QTabWidget* m_tabs;
    QList<QIcon> m_icons;
    Tabs m_measured;
    int m_width = 0; // of these with their icons
    bool m_shown = true;
};

} // namespace interleave::ui
