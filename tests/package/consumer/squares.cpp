#include <interleave/interleave.h>
#include <iostream>

using namespace interleave;

int main()
{
    auto pool = orThrow(Pool::create());
    for (int square : orThrow(pool.map([](int n) { return n * n; }, std::views::iota(1, 11))))
        std::cout << square << ' ';
}
