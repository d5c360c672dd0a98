// Choices of which any number can be taken: chips, each pressed or not.
#pragma once

#include <QList>
#include <QWidget>

class QToolButton;

namespace interleave::ui {

class ChipList : public QWidget
{
    Q_OBJECT

public:
    explicit ChipList(QWidget* parent = nullptr);

    /// `name` tells chips apart; `help` is what it means.
    QToolButton* addChip(const QString& name, const QString& title, const QString& help);
    void clear();
    [[nodiscard]] QList<QToolButton*> chips() const { return m_chips; }
    [[nodiscard]] static QString nameOf(const QToolButton* chip);
    /// Emits nothing.
    void setChosen(const QStringList& names);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    /// By the user.
    void toggled(const QString& name, bool chosen);

protected:
    void changeEvent(QEvent* event) override;

private:
    QList<QToolButton*> m_chips;
    bool m_readOnly = false;
};

} // namespace interleave::ui
