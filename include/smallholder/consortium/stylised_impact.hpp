// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A stand-in for farms in closed form: members share the benefit of what each contributes, and contributing more gets dearer.
///
///   payoff  u_i = b [G_out + x_i G_S] - c g_i^2/2       x_i = 1 inside the alliance, 1 - e outside
///   plan    g_j = (b/c) q_j (1 + ag (s - 1)) inside, (b/c) q_j outside       s members, ag their agenda
///   G       = w sum_j q_j g_j        q_j = mean over kinds of E_jk times the effect;  w: what overlap leaves, covered/sum of reaches
///   gain    of farmers from a year's G: gain_per_unit G, spread over the following years by `profile` (trees take their time)
///
/// b, c  USD per unit and member; a member's view uses its own beliefs about effects, what is delivered the true ones.
/// With q = 1 and no overlap this is the linear-quadratic game of the theory: alone g = b/c, as one g = s b/c.
/// It holds no household, price or weather: it is there to test the life of an alliance, and to show it without a programme file.
/// Source: the game Barrett (1994) and others use, quadratic cost and linear benefit; all sizes assumed.
/// Page: docs/consortium/lifecycle.md#the-whole-loop
/// Tested: tests/unit/consortium/stylised_impact_test.cpp

#include <vector>

#include "smallholder/consortium/impact.hpp"
#include "smallholder/consortium/parameters.hpp"

namespace smallholder::consortium {

struct StylisedGame {
    Index members = 9;
    Index kinds = 2;
    double benefit = 500e3;               ///< b, USD per unit of G to each member
    double cost = 500e3;                  ///< c, USD per squared unit
    double budget = 5e6;                  ///< USD a year, of each member; plans stop there
    double excludability = kDefaultParameters.excludability;  ///< e
    double overlap_alone = kDefaultParameters.overlap_alone;  ///< ovl_0
    double reach = .08;                   ///< share of households under one member's programmes
    double gain_per_unit = 3e6;           ///< USD of farmers' income per unit of G, over all years
    double baseline_income = 500e6;       ///< USD a year: 500,000 farms
    std::vector<double> profile{0.0, .1, .2, .25, .2, .15, .1};  ///< share of a plan's gain that comes 0, 1, 2, ... years later
    bool naive_promise = false;           ///< promises forget that trees take their time, though results do not
};

class StylisedImpact final : public Impact {
public:
    explicit StylisedImpact(StylisedGame game = {});
    Index members() const override { return game_.members; }
    Index kinds() const override { return game_.kinds; }
    bool funds(Index, Index) const override { return true; }
    double budget(Index) const override { return game_.budget; }
    double baseline_income() const override { return game_.baseline_income; }
    std::unique_ptr<ImpactPath> begin(std::uint64_t seed, const random::Address& path) const override;
    const StylisedGame& game() const { return game_; }

private:
    StylisedGame game_;
};

}  // namespace smallholder::consortium
