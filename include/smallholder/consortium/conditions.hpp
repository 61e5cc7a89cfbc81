// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The five conditions of collective impact as dials between 0 and 1: one mechanism and one observable each, and what each is worth.
///
///   floor      ag, sm, mr, cc >= .5 bb: a backbone keeps the others from falling asleep
///   overlap    ovl = ovl_0 (1 - mr)                       detection  q = q0 + (1 - q0) sm
///   governance gc(n) = (1 - bb) kap n (n - 1)/2 + bb (F_bb + kap_h n)        USD/yr: coordination.hpp
///   worth      phi_c = sum over sets S without c of |S|! (4 - |S|)!/5! [f(S with c) - f(S)]     from the 32 settings 0 or 1 of the five
///
/// Do all five have to be there? Interaction::from_mechanisms lets that come out of the mechanisms; `additive` and `product` impose an answer on the
/// joint gain, (sum of dials)/5 or (product of dials)^(1/5). Which one was assumed is part of every result.
/// Shape: the five worths add to f(all) - f(none); a dial that moves nothing is worth 0.
/// Source: names: Hanleybrown, Kania & Kramer (2012). Evidence is thin: a study of 25 sites (ORS Impact & Spark Policy Institute, 2018) speaks of
/// contribution and reports no effect sizes that were seen. Mechanisms and sizes are this project's own, assumed.
/// Page: docs/consortium/five_conditions.md
/// Tested: tests/unit/consortium/conditions_test.cpp

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

struct Dials {
    double agenda = kDefaultParameters.common_agenda;         ///< ag
    double measurement = kDefaultParameters.shared_measurement;    ///< sm
    double reinforcing = kDefaultParameters.mutual_reinforcement;    ///< mr
    double communication = kDefaultParameters.communication;  ///< cc
    double backbone = kDefaultParameters.backbone;      ///< bb
};
/// Everybody for itself.
inline constexpr Dials kIsolated{0.0, 0.0, 0.0, 0.0, 0.0};

struct ConditionRow {
    std::string_view name, symbol, mechanism, observable, unit;
    double Dials::*dial;
};
inline constexpr std::size_t kConditions = 5;
inline constexpr std::array<ConditionRow, kConditions> kConditionRows{{
    {"common agenda", "ag", "members weigh the others' payoffs by ag when they plan", "welfare of the plan over that of one owner of all", "share", &Dials::agenda},
    {"shared measurement", "sm", "reports fit together, defaults are seen, results show", "posterior spread of effects; chance that a default is seen", "share of effect; share", &Dials::measurement},
    {"mutually reinforcing activities", "mr", "programmes overlap less", "duplicated share of spend", "share", &Dials::reinforcing},
    {"continuous communication", "cc", "trust grows faster, beliefs align, money follows signals sooner", "trust; years from signal to reallocation", "share; yr", &Dials::communication},
    {"backbone", "bb", "a hub replaces dealings in pairs and keeps the other four at half its own level", "governance cost; members at which it pays", "USD/yr; members", &Dials::backbone},
}};

Dials dials_of(const ConsortiumParameters& p);
/// Throws RangeError for a dial outside [0, 1].
void require_dials(const Dials& dials);
/// With the backbone's floor under the other four.
Dials with_floor(Dials dials, double floor = kDefaultParameters.backbone_floor);

enum class Interaction : std::uint8_t { from_mechanisms, additive, product };
inline constexpr std::array<std::string_view, 3> kInteractionNames{"from mechanisms", "additive", "product"};
/// Factor on the joint gain, in [0, 1].
double joint_strength(const Dials& dials, Interaction interaction);

/// The outcome at the 32 settings 0 or 1 of the five dials (bit c: condition c), and what each condition is worth.
struct ConditionWorth {
    std::array<double, 32> outcome{};
    std::array<double, kConditions> shapley{};
    std::array<double, kConditions> first_in{}, last_in{};  ///< alone, and when the other four are there
    double additive_share = 0.0;                            ///< 1 where each condition adds the same whatever the others are; share of the variance of outcomes
    Interaction assumed = Interaction::from_mechanisms;
};
/// Dials at `high` or at `low` instead of 1 or 0 where asked.
ConditionWorth worth_of_conditions(const std::function<double(const Dials&)>& outcome, Interaction assumed, const Dials& low = kIsolated,
                                   const Dials& high = {1.0, 1.0, 1.0, 1.0, 1.0});
/// From outcomes that were found elsewhere, in the order of the bits.
ConditionWorth worth_of_conditions(const std::array<double, 32>& outcome, Interaction assumed);
/// The dials of a setting.
Dials dials_of(unsigned setting, const Dials& low, const Dials& high);

}  // namespace smallholder::consortium
