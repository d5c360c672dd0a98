// A table whose rows can be copied with Ctrl+C as tab-separated text: the numbers behind a chart.
#pragma once

#include <QStringList>
#include <QTableView>

#include <vector>

namespace interleave::ui {

/// Titles first.
using TextRows = std::vector<QStringList>;

[[nodiscard]] QString tabSeparated(const TextRows& rows);

/// Takes back what is selected in the tables and lists of `view` that are seen, and in itself.
/// False: there was nothing.
bool clearTables(QWidget& view);

class CopyableTable : public QTableView
{
    Q_OBJECT

public:
    /// What is copied of a cell or a title, where that is not what it shows.
    static constexpr int kCopyRole = Qt::UserRole + 100;

    explicit CopyableTable(QWidget* parent = nullptr);

    /// The selected rows, all when none is selected, as plain texts, after their headers.
    [[nodiscard]] TextRows plainRows() const;
    [[nodiscard]] QString asTabSeparated() const { return tabSeparated(plainRows()); }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitRows();
    void fitColumns();

    int m_letterWidth;
};

} // namespace interleave::ui
