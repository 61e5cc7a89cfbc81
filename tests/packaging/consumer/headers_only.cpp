// SPDX-License-Identifier: Apache-2.0
// Uses nothing that has to be linked: everything here is in the headers.
#include <iostream>

#include "smallholder/core.hpp"

#ifdef __FAST_MATH__
#error "fast math would change results"
#endif

int main() {
    using namespace smallholder;
    const Money margin = Area(2.0) * (Yield(400.0) * Price(2.0) - CostPerArea(300.0));
    std::cout << to_string(margin) << "\n";
}
