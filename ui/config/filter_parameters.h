// The parameters of one filter of a chain, "blur sigma=3", each in its own field. A filter without
// parameters and a text that is no filter have none.
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QFormLayout;

namespace interleave::ui {

class ValueEditor;

class FilterParameters : public QWidget
{
    Q_OBJECT

public:
    explicit FilterParameters(QWidget* parent = nullptr);

    /// Emits nothing.
    void setStep(const QString& step);
    /// As the fields say it; what was typed stands in it, allowed or not.
    [[nodiscard]] QString step() const;
    /// What the step can mean where a number was typed that can mean several.
    [[nodiscard]] QStringList readings() const;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const;
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    using Parameter = std::pair<QString, ValueEditor*>; // its name on the command line

    void clear();
    [[nodiscard]] QString stepWith(const ValueEditor* changed, const QString& value) const;

    QFormLayout* m_form;
    QString m_filter; // its name, or a text that is none
    std::vector<Parameter> m_parameters;
    bool m_readOnly = false;
};

} // namespace interleave::ui
