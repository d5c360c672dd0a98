// Facts one below the other: a word at the left, its value at the right. Selectable, and read out
// as lines.
#pragma once

#include <QLabel>

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
    [[nodiscard]] const Facts& facts() const { return m_facts; }
    /// The value beside the word; empty where it is not told.
    [[nodiscard]] QString value(const QString& word) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();

    Facts m_facts;
};

} // namespace interleave::ui
