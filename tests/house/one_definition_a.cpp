// SPDX-License-Identifier: Apache-2.0
#include "smallholder/smallholder.hpp"

int whole_seen_by_b();

int main() {
    return whole_seen_by_b() == static_cast<int>(smallholder::Share(1.0).value()) ? 0 : 1;
}
