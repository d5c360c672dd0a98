// The files that were opened or saved last, as a menu; and the folder of the last one, where the
// next dialog begins. Both are remembered between sessions.
#pragma once

#include <QMenu>
#include <QStringList>

namespace interleave::ui {

class RecentFiles : public QMenu
{
    Q_OBJECT

public:
    static constexpr int kMost = 8;

    explicit RecentFiles(QWidget* parent = nullptr);

    void add(const QString& file);
    /// While nothing can be opened it is not offered.
    void setOffered(bool offered);
    /// The last one first.
    [[nodiscard]] static QStringList files();
    /// `name` in the folder of the last file; `name` alone before the first.
    [[nodiscard]] static QString inLastFolder(const QString& name);

Q_SIGNALS:
    void chosen(const QString& file);

private:
    void fill();

    bool m_offered = true;
};

} // namespace interleave::ui
