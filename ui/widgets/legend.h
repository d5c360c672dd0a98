// One line that says what colours and signs mean: a swatch and its word, again and again.
#pragma once

#include "ui/widgets/palette.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace interleave::ui {

enum class Swatch {
    Area, // with its hatch
    Plain, // without
    Line,
};

struct LegendEntry
{
    QString text;
    std::optional<Meaning> meaning{}; // nothing: in the text's colour
    Swatch swatch = Swatch::Area;
};

class Legend : public QWidget
{
    Q_OBJECT

public:
    explicit Legend(std::vector<LegendEntry> entries, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<LegendEntry> m_entries;
};

} // namespace interleave::ui
