// The pictures of tabs come and go with the room for them.

#include "ui/views/tab_icons.h"

#include <gtest/gtest.h>

#include <QPixmap>
#include <QTabBar>
#include <QTabWidget>

namespace interleave::ui {
namespace {

class CountingBar : public QTabBar
{
public:
    int layouts = 0;

protected:
    void tabLayoutChange() override { ++layouts; }
};

class Tabs : public QTabWidget
{
public:
    Tabs()
    {
        setTabBar(m_bar);
        QPixmap picture(16, 16);
        picture.fill(Qt::black);
        for (const char* name : {"Overview", "Timeline", "Timings"})
            addTab(new QWidget, QIcon(picture), QLatin1String(name));
        resize(800, 300);
        show();
    }
    [[nodiscard]] CountingBar& bar() const { return *m_bar; }
    [[nodiscard]] bool hasIcons() const { return !tabIcon(0).isNull() && !tabIcon(2).isNull(); }

private:
    CountingBar* m_bar = new CountingBar;
};

TEST(TabIcons, AreThereWhereTheyHaveRoomBesideAllWords)
{
    Tabs tabs;
    TabIcons icons(&tabs);
    const int wide = tabs.bar().sizeHint().width();
    icons.fit(wide);
    EXPECT_TRUE(tabs.hasIcons());
    icons.fit(wide - 1);
    EXPECT_FALSE(tabs.hasIcons());
    EXPECT_LT(tabs.bar().sizeHint().width(), wide);
    tabs.setTabVisible(1, false);
    icons.fit(wide - 1);
    EXPECT_TRUE(tabs.hasIcons());
}

TEST(TabIcons, LayOutNoTabWhereNothingHasChanged)
{
    Tabs tabs;
    TabIcons icons(&tabs);
    const int wide = tabs.bar().sizeHint().width();
    for (const int room : {wide, wide - 1}) {
        icons.fit(room);
        static_cast<void>(tabs.bar().sizeHint());
        const int before = tabs.bar().layouts;
        icons.fit(room);
        static_cast<void>(tabs.bar().sizeHint());
        EXPECT_EQ(tabs.bar().layouts, before) << room - wide;
    }
}

} // namespace
} // namespace interleave::ui
