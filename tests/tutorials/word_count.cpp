// Map-reduce: each text becomes pairs (word, 1) in some worker, the numbers of a word are added.
//
// Output:
// TOP WORDS BY FREQUENCY
// process: 5
// a: 3
// memory: 3
// pool: 2
// shares: 2
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

using Counts = std::vector<std::pair<std::string, int>>;

Counts wordsOf(const std::string& text)
{
    Counts words;
    std::istringstream stream(text);
    for (std::string word; stream >> word;)
        words.emplace_back(word, 1);
    return words;
}

int main()
{
    const std::vector<std::string> texts{
        "a process has memory and a process shares nothing",
        "a pool keeps every process of the pool",
        "thread shares memory process copies memory process",
    };
    auto pool = orThrow(Pool::create());
    const auto counts = orThrow(mapReduce(pool, wordsOf, std::plus<>{}, texts));

    Counts byFrequency(counts.begin(), counts.end());
    std::ranges::stable_sort(
        byFrequency, std::greater<>{}, [](const auto& each) { return each.second; });
    print("TOP WORDS BY FREQUENCY");
    for (const auto& [word, count] : byFrequency | std::views::take(5))
        print(word + ":", count);
}
