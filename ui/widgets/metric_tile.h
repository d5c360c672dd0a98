// One number of a run with its name above; as wide as the widest number that it may show, so
// nothing jumps.
#pragma once

#include <QFrame>

class QLabel;

namespace interleave::ui {

class MetricTile : public QFrame
{
    Q_OBJECT

public:
    /// `widest` is the longest text that setValue() will bring, as in "88.8 ms".
    MetricTile(const QString& caption,
        const QString& widest,
        const QString& help,
        QWidget* parent = nullptr);

    void setCaption(const QString& caption);
    [[nodiscard]] const QString& caption() const { return m_caption; }
    /// What its number is, in a sentence.
    void setHelp(const QString& help);
    /// With less room round the text.
    void setTight(bool tight);
    void setValue(const QString& value);
    [[nodiscard]] QString value() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void reserveWidth();
    void nameValue();

    QString m_caption;
    QString m_widest;
    QLabel* m_name;
    QLabel* m_value;
};

} // namespace interleave::ui
