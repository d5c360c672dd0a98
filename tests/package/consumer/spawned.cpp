#include <interleave/interleave.h>
#include <iostream>

using namespace interleave;

int countWords(const std::vector<std::string>& words)
{
    std::cout << "a spawned process has " << words.size() << " words\n";
    return static_cast<int>(words.size());
}

int main(int argc, char** argv)
{
    childMain(argc, argv);
    const auto context = orThrow(Context::create(StartMethod::Spawn));
    Process process({.context = context}, countWords, std::vector<std::string>{"of", "its", "own"});
    orThrow(process.start());
    process.join();
    std::cout << "its exit code was " << process.exitCode().value_or(-1) << '\n';
}
