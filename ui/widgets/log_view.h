// What the engine did, a line each with its time and level; can be filtered by level and copied.
#pragma once

#include "ui/models/log_line.h"

#include <QWidget>

#include <cstdint>
#include <deque>

class QComboBox;
class QLabel;
class QPlainTextEdit;

namespace interleave::ui {

class LogView : public QWidget
{
    Q_OBJECT

public:
    /// Older lines go when there are more.
    static constexpr int kMaxLines = 10'000;

    explicit LogView(QWidget* parent = nullptr);

    /// What stands there while there is no line.
    void setEmptyText(const QString& text);
    void append(LogLine line);
    void clear();

    /// Shows this level and what is graver.
    void setLevel(LogLevel least);
    /// The lines that are shown, as they are copied.
    [[nodiscard]] QString text() const;

private:
    [[nodiscard]] LogLevel level() const;
    void showAll();
    void showEmptyText();
    void copyAll() const;

    std::deque<LogLine> m_lines;
    QString m_emptyText;
    QComboBox* m_filter;
    QPlainTextEdit* m_text;
    QLabel* m_forgotten;
    std::uint64_t m_linesForgotten = 0;
};

} // namespace interleave::ui
