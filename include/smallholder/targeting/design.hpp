// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Whether what a programme says about who and when fits together, before any household is known.
///
/// Two ways of saying who is offered it, a column that says who takes part beside a share to be drawn, waves that leave years without
/// anybody, quality lost where money is handed out: each is refused, none is repaired.
/// Tested: tests/unit/targeting/design_test.cpp

#include <string>
#include <vector>

#include "smallholder/programme/catalogue.hpp"
#include "smallholder/programme/programme.hpp"

namespace smallholder::targeting {

/// Something wrong with the field `key`, as programme files write it ("who.coverage").
struct DesignProblem {
    std::string key, what, remedy;
};

/// `years`: of the run. The levers are those of the catalogue's entry.
std::vector<DesignProblem> design_problems(const Intervention& intervention, const CatalogueEntry& entry, int years);

}  // namespace smallholder::targeting
