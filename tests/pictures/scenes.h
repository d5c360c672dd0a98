// What is photographed: every state of the window, from real runs.
#pragma once

#include <QString>

#include <span>

namespace interleave::ui {

class Stage;

struct Scene
{
    const char* name;
    void (*play)(Stage&);
};

[[nodiscard]] std::span<const Scene> windowScenes();
[[nodiscard]] std::span<const Scene> timeScenes();
[[nodiscard]] std::span<const Scene> comparisonScenes();
[[nodiscard]] std::span<const Scene> raceScenes();
[[nodiscard]] std::span<const Scene> pictureScenes();
[[nodiscard]] std::span<const Scene> lessonScenes();

/// The scene of that name, or all.
void play(Stage& stage, const QString& only);

} // namespace interleave::ui
