// Facts one below the other: a word at the left, its value at the right. Selectable, and read out
// as lines.
#pragma once

#include <QLabel>

#include <span>
#include <utility>
#include <vector>

namespace interleave::ui {

using Facts = std::vector<std::pair<QString, QString>>;

class FactsLabel : public QLabel
{
    Q_OBJECT

public:
    explicit FactsLabel(QWidget* parent = nullptr);

    void setFacts(const Facts& facts);
    /// Beside each other, filled from above; sentences have all of them.
    void setColumns(int columns);
    [[nodiscard]] const Facts& facts() const { return m_facts; }
    /// The value beside the word; empty where it is not told.
    [[nodiscard]] QString value(const QString& word) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    void describe();
    [[nodiscard]] QString rowsOf(std::span<const Facts::value_type> facts) const;
    [[nodiscard]] QString cellsOf(const Facts::value_type& fact) const;

    Facts m_facts;
    int m_columns = 1;
};

} // namespace interleave::ui
