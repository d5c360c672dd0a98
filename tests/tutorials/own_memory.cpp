// Processes have no memory in common: what one puts into a list, the other does not see.
//
// Output:
// Result(in process p1): [1, 4, 9, 16]
// Result(in main program): []
#include <interleave/interleave.h>

#include "print.h"

using namespace interleave;

std::vector<int> squares;

void squareList(const std::vector<int>& numbers)
{
    for (int n : numbers)
        squares.push_back(n * n);
    print("Result(in process p1):", squares);
}

int main()
{
    Process p1(squareList, std::vector{1, 2, 3, 4});
    orThrow(p1.start());
    p1.join();
    print("Result(in main program):", squares);
}
