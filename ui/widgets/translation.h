// The window's texts in the user's language, which is English: its translation has the forms of
// what is counted, "1 trial" and "2 trials" for "%1 trial(s)".
#pragma once

namespace interleave::ui {

/// To be called once, when the application was made: the program, its tests and its pictures speak
/// alike.
void installTranslation();

} // namespace interleave::ui
