// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// What a composed intervention does to one lever.
struct LeverChange {
    Lever lever = Lever::course;
    double change = 0.0;                       // in the unit of the lever; the factor, where the lever multiplies
    std::optional<double> ramp_years{};        // none: the intervention's own
    std::optional<double> decay{};             // 1/year; none: nothing is left after the last year
    double attendance = 1.0;                   // chance that a household served gets it in a year
};

/// An intervention put together from levers by whoever plans it, without a line of C++.
///
///   strength(t) = ramp(min(t, t_end)) exp(-decay max(0, t - t_end))      0 after t_end where no decay is given
///   x_i moves by change strength 1{enrolled} 1{delivered} 1{u_attend < attendance}
///   x_i is multiplied by 1 - (1 - change) strength ...                   where the lever multiplies
///
/// Moves: the levers it is given, once each. What is handed out or done within a year (flow_of) has no decay: it ends. Never: an outcome.
/// Source: none of its own; every change is a figure of whoever plans it.
/// Page: docs/effects/composed.md   Tested: tests/unit/effects/composed_test.cpp, tests/property/composed_test.cpp
class Composed final : public Effect {
public:
    static constexpr std::string_view kKey = "composed";
    static constexpr std::string_view kSummary = "Put together from levers: what changes, by how much, for how long, for whom and at what cost.";

    double offered_by_village = 0.0, yearly = 0.0, paid_per_dollar = 1.0;

    static constexpr std::array<Lever, 0> kMoves{};
    static constexpr auto kFields = std::to_array<Field<Composed>>({
        {{"by_village", "0/1", 0.0, 1.0, 0.0, "", "who", "the offer is made to whole villages, not to households"}, &Composed::offered_by_village},
        {{"delivered_yearly", "0/1", 0.0, 1.0, 0.0, "", "when", "each year's delivery is a new event, as a course is; not one thing that lasts"},
         &Composed::yearly},
        {{"paid_per_dollar", "1", 1.0, 100.0, 1.0, "", "cost", "what leaves the payer for each dollar that its levers hand to a household"},
         &Composed::paid_per_dollar},
    });

    void set(std::vector<LeverChange> changes) {
        changes_ = std::move(changes);
        moves_.clear();
        for (const LeverChange& each : changes_) moves_.push_back(each.lever);
    }

    bool by_village() const override { return offered_by_village > 0.5; }
    bool delivered_yearly() const override { return yearly > 0.5; }
    bool active(int year, int horizon) const override {
        if (delivery.running(year, horizon)) return true;
        return year >= delivery.start && std::ranges::any_of(changes_, [](const LeverChange& each) { return each.decay.has_value(); });
    }

    std::span<const Lever> moves() const override { return moves_; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        for (const LeverChange& each : changes_) {
            const double strength = strength_of(each, year, horizon);
            if (strength == 0.0) continue;
            const bool multiplies = row_of(each.lever).combine == Combine::multiply;
            for (Index i = 0; i < levers.count; ++i) {
                const double dose = reach.u_attendance[i] < each.attendance ? strength * reach.served[i] : 0.0;
                levers.move(each.lever, i, multiplies ? 1.0 - (1.0 - each.change) * dose : each.change * dose);
            }
        }
    }
    double paid_per_dollar_received() const override { return paid_per_dollar; }

private:
    double strength_of(const LeverChange& each, int year, int horizon) const {
        const int end = delivery.last_year(horizon);
        if (year < delivery.start || (year > end && !each.decay)) return 0.0;
        Delivery own = delivery;
        own.ramp_years = each.ramp_years.value_or(delivery.ramp_years);
        const double fading = year > end ? exp_of(-*each.decay * static_cast<double>(year - end)) : 1.0;
        return own.ramp(std::min(year, end)) * fading;
    }

    std::vector<LeverChange> changes_;
    std::vector<Lever> moves_;
};

}  // namespace smallholder::effects
