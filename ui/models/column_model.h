// What the tables have in common: named columns that explain themselves, and cells that are texts
// on the side on which their column stands, and plain numbers where they are copied.
#pragma once

#include <QAbstractTableModel>

#include <span>

namespace interleave::ui {

/// Texts to be translated, in the context of the model.
struct ColumnHead
{
    const char* title;
    const char* help;
    Qt::AlignmentFlag side = Qt::AlignRight; // numbers end below each other
    const char* unit = nullptr; // of the plain numbers that are copied
};

class ColumnModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const final;

protected:
    /// `heads` stay the caller's.
    explicit ColumnModel(std::span<const ColumnHead> heads, QObject* parent);

    [[nodiscard]] virtual int rows() const = 0;
    [[nodiscard]] virtual QString text(int row, int column) const = 0;
    /// What is copied of a cell: a number without its unit.
    [[nodiscard]] virtual QString plain(int row, int column) const;
    /// What a cell has besides its text and its side.
    [[nodiscard]] virtual QVariant more(int row, int column, int role) const;
    /// All rows have other values, in the same places.
    void tellChanged();

private:
    std::span<const ColumnHead> m_heads;
};

} // namespace interleave::ui
