// The bare arm is what a textbook says a race is: one load, one add, one store, and nothing that
// would lock. A compiler that folds the loop, or an access that grows an instruction, shows here
// and nowhere else: the counts would only be a little different.

#include "tests/core/evidence/bare_add.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace interleave::test {

using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

struct Instruction
{
    std::string address;
    std::string name; // "mov", "lock add"
    std::string operands;
};

std::string outputOf(const std::string& command)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
        ::popen(command.c_str(), "r"), ::pclose);
    std::string output;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get()))
        output += static_cast<char>(c);
    return output;
}

// A line is "    1010:	mov    (%rdi),%rax".
std::vector<Instruction> disassembled(const std::string& function)
{
    std::istringstream lines(
        outputOf("objdump --no-show-raw-insn -M att -C '--disassemble=interleave::test::" + function
            + "' /proc/" + std::to_string(::getpid()) + "/exe"));
    std::vector<Instruction> code;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t colon = line.find(":\t");
        if (colon == std::string::npos)
            continue;
        const std::size_t begin = line.find_first_not_of(' ');
        Instruction next{.address = line.substr(begin, colon - begin)};
        std::istringstream text(line.substr(colon + 2));
        text >> next.name;
        if (next.name == "lock" || next.name == "rep") {
            std::string prefixed;
            text >> prefixed;
            next.name += ' ' + prefixed;
        }
        text >> next.operands;
        code.push_back(next);
    }
    return code;
}

// From where the last jump back goes to that jump.
std::vector<Instruction> loopOf(const std::vector<Instruction>& code)
{
    for (auto jump = code.rbegin(); jump != code.rend(); ++jump) {
        const auto target = std::find_if(code.begin(), jump.base(), [&](const Instruction& at) {
            return jump->name.starts_with('j') && at.address == jump->operands;
        });
        if (target != jump.base())
            return {target, jump.base()};
    }
    return {};
}

bool touchesMemory(const Instruction& instruction)
{
    return instruction.operands.find('(') != std::string::npos
        && instruction.name.find("nop") == std::string::npos && instruction.name != "lea";
}

// The loop's instructions from its first access to memory to its last.
std::vector<std::string> windowOf(const std::vector<Instruction>& loop)
{
    const auto first = std::ranges::find_if(loop, touchesMemory);
    const auto end = std::find_if(loop.rbegin(), loop.rend(), touchesMemory).base();
    std::vector<std::string> window;
    std::for_each(first, std::max(first, end), [&](const Instruction& instruction) {
        window.push_back(instruction.name + ' ' + instruction.operands);
    });
    return window;
}

class MachineCode : public testing::Test
{
protected:
    void SetUp() override
    {
#if !defined(__x86_64__)
        GTEST_SKIP() << "this is another processor's machine code";
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        GTEST_SKIP() << "a sanitizer adds instructions of its own";
#elif !defined(__OPTIMIZE__)
        GTEST_SKIP() << "a build that is not optimised calls a function for everything";
#endif
    }

    static void expectOneLoadOneAddOneStore(const std::string& function)
    {
        const std::vector<Instruction> loop = loopOf(disassembled(function));
        ASSERT_FALSE(loop.empty()) << "objdump (package binutils) has shown no loop";
        const std::vector<std::string> window = windowOf(loop);
        EXPECT_THAT(window,
            ElementsAre(AllOf(StartsWith("mov"), HasSubstr(" (%rdi),%")),
                AnyOf(StartsWith("add"),
                    StartsWith("inc"),
                    StartsWith("lea"),
                    StartsWith("padd"),
                    StartsWith("vpadd")),
                AllOf(StartsWith("mov"), HasSubstr(",(%rdi)"))));
        for (const Instruction& instruction : loop) {
            EXPECT_FALSE(instruction.name.starts_with("lock")) << instruction.operands;
            EXPECT_FALSE(instruction.name.starts_with("xchg")) << instruction.operands;
            EXPECT_FALSE(instruction.name.starts_with("call")) << instruction.operands;
        }
        EXPECT_EQ(std::ranges::count_if(loop, touchesMemory), 2);
    }
};

} // namespace

TEST_F(MachineCode, OfTheBareArmIsOneLoadOneAddOneStore)
{
    std::uint64_t word = 0;
    addBareToWord(word, 3);
    EXPECT_EQ(word, 3U);
    expectOneLoadOneAddOneStore("addBareToWord(unsigned long&, unsigned long)");
}

TEST_F(MachineCode, OfTheBareArmOnATallyIsOneLoadOneAddOneStoreOfBothWords)
{
    Tally tally{};
    addBareToTally(tally, 3);
    EXPECT_EQ(tally.updates, 3U);
    expectOneLoadOneAddOneStore("addBareToTally(interleave::Tally&, unsigned long)");
}

// What the two above would see if the update were indivisible.
TEST_F(MachineCode, OfAnAtomicAddIsRecognisedAsLocked)
{
    EXPECT_TRUE(std::ranges::any_of(disassembled("addAtomicToWord(unsigned long&, unsigned long)"),
        [](const Instruction& at) { return at.name.starts_with("lock"); }));
}

} // namespace interleave::test
