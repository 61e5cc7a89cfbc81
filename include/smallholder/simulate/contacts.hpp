// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who a household looks to before it tries a package: its nearest in the village, in the order of the population's names.
///
/// The households of a village stand in a circle, each knowing k/2 on either side (rounded, at least one); in a village of k + 1 or fewer
/// everybody knows everybody. Contacts are mutual and the same in every year, arm and draw. Order in a village is that of names
/// (farm/village_order), hence the same whatever the order of rows, blocks and threads.
/// contacts   k    persons
/// Shape: packages of a village in order, 0..3 -> number of contacts with one above 0.
/// Source: mutual contacts of neighbours on a circle as in test value TC06; that lists of households follow lanes and kin is assumed.
/// Page: docs/odd.md 7.16      Tested: tests/unit/simulate/contacts_test.cpp (TC06)

#include <cmath>

#include "smallholder/core/index.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// How many to either side, >= 1.
inline Index reach_of_contacts(double contacts) {
    return contacts < 3.0 ? 1 : static_cast<Index>(std::lround(0.5 * contacts));
}

/// Contacts of household `who` (0 .. households - 1) of a village that have a package.
inline double contacts_with_package(const double* package, Index households, Index who, Index reach) {
    const Index either = 2 * reach >= households - 1 ? (households - 1) / 2 : reach;
    double found = 0.0;
    for (Index d = 1; d <= either; ++d) {
        found += package[(who + d) % households] > 0.0 ? 1.0 : 0.0;
        found += package[(who + households - d) % households] > 0.0 ? 1.0 : 0.0;
    }
    // Of an even number of people in a circle where all know all, one stands opposite.
    if (2 * reach >= households - 1 && households % 2 == 0) found += package[(who + households / 2) % households] > 0.0 ? 1.0 : 0.0;
    return found;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
