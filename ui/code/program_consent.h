// Whether what an experiment brings may run: a function and an interpreter can do all that the user
// can. Who has typed them knows them; what came with an experiment or a run, or from an earlier
// session, is shown first, with what was changed in it since: who has changed a line has not read
// the others.
#pragma once

#include "core/model/brought_programs.h"

#include <functional>
#include <set>
#include <string>

class QWidget;

namespace interleave::ui {

/// Shows what is not known yet, and asks whether it may run. Tests answer themselves.
using ProgramPrompt = std::function<bool(QWidget* parent, const BroughtPrograms& programs)>;

/// A dialog with the code and the interpreter in it.
[[nodiscard]] bool askWhetherTheyMayRun(QWidget* parent, const BroughtPrograms& programs);

class ProgramConsent
{
public:
    explicit ProgramConsent(ProgramPrompt prompt = askWhetherTheyMayRun)
        : m_prompt(std::move(prompt))
    {
    }

    /// The form has this now, and nobody has typed it there.
    void noteFilled(const Experiment& experiment);
    /// Asks where that is needed.
    [[nodiscard]] bool mayRun(const Experiment& experiment, QWidget* parent);

private:
    struct Acquaintance
    {
        void fill(const std::string& text);
        /// What is to be shown, of `text`; it counts as shown from then on.
        [[nodiscard]] std::string takeUnseen(const std::string& text);

        bool isForeign = false; // what the form has, or what that was made of
        std::set<std::string> known{}; // seen, and run
    };

    ProgramPrompt m_prompt;
    Acquaintance m_python;
    Acquaintance m_code;
};

} // namespace interleave::ui
