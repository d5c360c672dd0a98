// How the timeline is drawn: a row per worker or per core, how high, how far scrolled, and what the
// colours mean. Rows, labels and legend share it.
#pragma once

#include <QObject>

#include <optional>

namespace interleave::ui {

enum class RowKind { Workers, Cores };
enum class Coloring { State, Outcome, Duration };

class TimelineDisplay : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setRowKind(RowKind kind);
    [[nodiscard]] RowKind rowKind() const { return m_rowKind; }
    void setColoring(Coloring coloring);
    [[nodiscard]] Coloring coloring() const { return m_coloring; }

    void setRows(int rows);
    [[nodiscard]] int rows() const { return m_rows; }
    /// The pixels in which rows are seen.
    void setRoom(int pixels);
    [[nodiscard]] int room() const { return m_room; }
    /// Whether the view has so little width that rows need the room of their names. Its page may
    /// scroll down then, so all of a few rows are seen.
    void setNarrow(bool narrow);
    [[nodiscard]] bool narrow() const { return m_narrow; }
    /// For rows that are always seen, as high as they usually are.
    [[nodiscard]] int leastRoom() const;
    /// Usual rows have room for a line of text.
    void setTextHeight(int pixels);
    /// Kept within what can be read and used. Before that, few rows are higher to use the room.
    void setRowHeight(int pixels);
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }

    /// Pixels above the room, at most so many that the last row is seen.
    void scrollTo(int pixels);
    [[nodiscard]] int scroll() const { return m_scroll; }
    [[nodiscard]] int longestScroll() const;
    /// Scrolls no further than needed.
    void showRow(int row);

    /// In the room's pixels.
    [[nodiscard]] int topOf(int row) const { return row * m_rowHeight - m_scroll; }
    [[nodiscard]] std::optional<int> rowAt(int y) const;
    /// The row that is nearest to y; there must be one.
    [[nodiscard]] int nearestRow(int y) const;
    /// The rows of which something is seen: from the first up to, not with, the last.
    [[nodiscard]] int firstSeen() const { return m_scroll / m_rowHeight; }
    [[nodiscard]] int endSeen() const;

Q_SIGNALS:
    void changed();
    /// And with it what a row or a colour is.
    void meaningChanged();

private:
    void fitRowHeight();

    RowKind m_rowKind = RowKind::Workers;
    Coloring m_coloring = Coloring::State;
    int m_rows = 0;
    int m_room = 0;
    bool m_narrow = false;
    int m_usualHeight = 26;
    int m_rowHeight = m_usualHeight;
    bool m_heightChosen = false; // by the user
    int m_scroll = 0;
};

} // namespace interleave::ui
