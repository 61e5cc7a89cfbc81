// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How far a household has come with a package: from not having seen one to using it, or having given it up.
///
///   unexposed -> exposed -> aware (K > K_a) -> able (K > K_k) -> trying (first season) -> keeping -> dropped
///
/// A household is counted at the last stage it satisfies, so the shares of all stages sum to one. Use comes before knowledge: who uses
/// a package is trying or keeping it whatever it knows, and who has used one and uses none now has dropped it.
/// exposed   has had a course, has used a package, or somebody of the village did last year
/// K_a, K_k  knowledge from which a household is aware of what courses teach, and able to do it      share
/// Shape: lane -> lane.
/// Source: the ladder is that of Rogers (2003), Diffusion of Innovations; both thresholds are assumed.
/// Page: docs/odd.md 7.15
/// Tested: tests/unit/livelihood/adoption_stage_test.cpp

#include "smallholder/core/lane.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

enum class Stage { unexposed, exposed, aware, able, trying, keeping, dropped };

/// package    in use this year, 0..3
/// seasons    with a package so far, this one included
/// first      seasons that still count as trying: 1; 0 at the survey, which does not ask how long
template <Lane L>
inline L adoption_stage(L package, L seasons, double first, L exposed, L knowledge, const Parameters& p) {
    const auto of = [](Stage stage) { return broadcast<L>(static_cast<double>(stage)); };
    L stage = select(exposed > 0.0, of(Stage::exposed), of(Stage::unexposed));
    stage = select(knowledge > p.aware_knowledge, of(Stage::aware), stage);
    stage = select(knowledge > p.able_knowledge, of(Stage::able), stage);
    stage = select(seasons > 0.0, of(Stage::dropped), stage);
    return select(package > 0.0, select(seasons > first, of(Stage::keeping), of(Stage::trying)), stage);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
