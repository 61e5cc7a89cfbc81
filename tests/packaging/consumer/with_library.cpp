// SPDX-License-Identifier: Apache-2.0
// Needs the compiled library, and prints where it finds the shipped data.
#include <iostream>

#include "smallholder/smallholder.hpp"

int main() {
    smallholder::require_same_basis({"USD", 2018, true}, "one", {"USD", 2018, true}, "another");
    std::cout << smallholder::data_folder().string() << "\n";
}
