// The window's text sizes: plain text, titles of views (one question each), and the display size of
// answers.
#pragma once

#include <QLabel>

namespace interleave::ui {

enum class TextSize { Title, Display };

/// `base` in that size, bold.
[[nodiscard]] QFont scaledFont(const QFont& base, TextSize size);

/// A line or two in one of the larger sizes. Follows the application's font.
class Heading : public QLabel
{
    Q_OBJECT

public:
    explicit Heading(TextSize size, const QString& text = {}, QWidget* parent = nullptr);
    void setTextSize(TextSize size);

private:
    TextSize m_size;
};

} // namespace interleave::ui
