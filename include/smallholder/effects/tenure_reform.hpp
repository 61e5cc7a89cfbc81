// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Tenure reform: written contracts and titles take away a tenant's doubt that he will pick what he plants.
///
///   tenure_security_i = tenure_security 1{enrolled} 1{delivered} ramp      lasts: a paper stays written
///
/// Acts only where `share_tenancy` is on and the household works for a share: its replanting is then worth more to it (docs/odd.md 7.2.1).
/// Owners cost as much and gain nothing. Moves: tenure_security. Never: the share itself, effort, yield.
/// Source: size and cost in data/parameters/interventions.csv.
/// Page: docs/effects/tenure_reform.md   Tested: tests/unit/effects/tenure_reform_test.cpp
class TenureReform final : public Effect {
public:
    static constexpr std::string_view kKey = "tenure_reform";
    static constexpr std::string_view kSummary = "Written contracts and titles: tenants trust that they will pick what they plant.";

    double tenure_security = 0.7;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::tenure_security});
    static constexpr auto kFields = std::to_array<Field<TenureReform>>({
        {{"tenure_security", "1", 0.0, 1.0, 0.7, "tenure_reform.tenure_security", "", "share of a tenant's doubt about the harvest of new trees that is removed"},
         &TenureReform::tenure_security},
    });

    bool active(int year, int /*horizon*/) const override { return year >= delivery.start; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (year < delivery.start) return;
        levers.move_served(Lever::tenure_security, tenure_security * delivery.ramp(std::min(year, delivery.last_year(horizon))), reach.served);
    }
};

}  // namespace smallholder::effects
