// Borders of fields and boxes can be seen in every theme: computed from the palette, and found on
// what is drawn.

#include "tests/ui/print_qt.h"
#include "ui/widgets/bordered_style.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <memory>
#include <vector>

namespace interleave::ui {
namespace {

constexpr double kEnough = 3;

std::vector<QPalette> themes()
{
    return {lightTheme(), darkTheme(), BorderedStyle().standardPalette()};
}

TEST(BorderedStyle, BordersStandOutFromTheWindowAndFromWithin)
{
    for (const QPalette& theme : themes()) {
        for (const auto role : {QPalette::Window, QPalette::Base}) {
            EXPECT_GE(contrastRatio(borderColor(theme), theme.color(role)), kEnough);
            EXPECT_GE(contrastRatio(focusColor(theme), theme.color(role)), kEnough);
        }
    }
}

// Somewhere on the way from the left edge into the middle of its height.
double contrastOfLeftBorder(QWidget& widget, const QPalette& theme)
{
    const QImage image = widget.grab().toImage();
    double most = 0;
    for (int x = 0; x < 4; ++x) {
        const QColor color = image.pixelColor(x, image.height() / 2);
        most = std::max(most,
            std::min(contrastRatio(color, theme.color(QPalette::Window)),
                contrastRatio(color, theme.color(QPalette::Base))));
    }
    return most;
}

TEST(BorderedStyle, FieldsAndBoxesAreDrawnWithThem)
{
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        applyTheme(theme);
        const QPalette palette = QApplication::palette();
        std::vector<std::unique_ptr<QWidget>> widgets;
        widgets.push_back(std::make_unique<QLineEdit>());
        widgets.push_back(std::make_unique<QSpinBox>());
        widgets.push_back(std::make_unique<QComboBox>());
        widgets.push_back(std::make_unique<QCheckBox>());
        for (const auto& widget : widgets) {
            widget->resize(120, 26);
            EXPECT_GE(contrastOfLeftBorder(*widget, palette), kEnough)
                << widget->metaObject()->className() << (isDark(palette) ? " dark" : " light");
        }
    }
    applyTheme(Theme::Light);
}

} // namespace
} // namespace interleave::ui
