#include "tests/pictures/scenes.h"

namespace interleave::ui {

void play(Stage& stage, const QString& only)
{
    for (const auto scenes : {windowScenes(),
             timeScenes(),
             comparisonScenes(),
             raceScenes(),
             pictureScenes(),
             lessonScenes()}) {
        for (const Scene& scene : scenes) {
            if (only.isEmpty() || only == QLatin1String(scene.name))
                scene.play(stage);
        }
    }
}

} // namespace interleave::ui
