#include "tests/ui/print_qt.h"
#include "ui/views/run_view.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QPixmap>

#include <set>
#include <string_view>

namespace interleave::ui {
namespace {

// The colour that covers most of what is painted.
QColor inkOf(const QIcon& icon, int size)
{
    const QImage image = icon.pixmap(QSize(size, size), 1.0).toImage();
    QColor ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() == 255)
                ink = image.pixelColor(x, y);
        }
    }
    return ink;
}

TEST(Icons, AreSeenInBothThemes)
{
    ASSERT_FALSE(iconNamed("run").isNull());
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList();
    ASSERT_GE(files.size(), 15);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(theme);
        const QPalette palette = theme == Theme::Light ? lightTheme() : darkTheme();
        for (const QString& file : files) {
            const QByteArray name = QString(file).remove(QStringLiteral(".svg")).toLatin1();
            const QColor ink = inkOf(iconNamed(name.constData()), 64);
            ASSERT_TRUE(ink.isValid()) << name.constData();
            EXPECT_GE(contrastRatio(ink, palette.color(QPalette::Button)), 4.5) << name.constData();
        }
    }
    applyTheme(Theme::Light);
}

TEST(Icons, AreOfOneViewEach)
{
    std::set<std::string_view> names;
    for (const RunViewKind& view : runViews()) {
        EXPECT_FALSE(iconNamed(view.icon).isNull()) << view.icon;
        EXPECT_TRUE(names.insert(view.icon).second) << view.icon;
    }
    EXPECT_GE(names.size(), 10U);
}

TEST(Icons, ThatDoNotExistAreNone)
{
    EXPECT_TRUE(iconNamed("no such icon").isNull());
}

} // namespace
} // namespace interleave::ui
