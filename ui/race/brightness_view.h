// What a race did to the shared histogram of brightness of an image run.
#pragma once

#include "core/model/run_result.h"

#include <QWidget>

namespace interleave::ui {

class BrightnessPlot;
class Heading;

class BrightnessView : public QWidget
{
    Q_OBJECT

public:
    explicit BrightnessView(QWidget* parent = nullptr);

    /// `ofWhat` stands before its sentence: "trial 2 of 5"; empty: nothing.
    void setBrightness(const BrightnessResult& brightness, const QString& ofWhat = {});

private:
    Heading* m_sentence;
    BrightnessPlot* m_plot;
};

/// "✕ 12 of 786,432 pixels are missing from the shared histogram".
[[nodiscard]] QString brightnessSentence(const BrightnessResult& brightness);

} // namespace interleave::ui
