// SPDX-License-Identifier: Apache-2.0
#include "smallholder/smallholder.hpp"

int whole_seen_by_b();

int whole_seen_by_b() {
    return static_cast<int>(smallholder::Share(1.0).value());
}
