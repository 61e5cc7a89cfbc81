// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Coaching: somebody comes to the farm, teaches one to one, and helps with what a package asks for.
///
///   course_i = share 1{enrolled} 1{delivered this year} 1{u_attend < attendance} ramp
///   hassle_relief_i = hassle_relief, for the same households, in the same years
///
/// Moves: course, hassle_relief. Help ends with the coach's last visit; knowledge fades by its own law. Never: practices, yield, income.
/// Source: attendance, help and cost in data/parameters/interventions.csv.
/// Page: docs/effects/coaching.md   Tested: tests/unit/effects/coaching_test.cpp
class Coaching final : public Effect {
public:
    static constexpr std::string_view kKey = "coaching";
    static constexpr std::string_view kSummary = "Visits to the farm: farmers learn one to one and are helped with what a package asks for.";

    double course_share = 1.0;
    double attendance = 0.85;
    double hassle_relief = 0.5;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::course, Lever::hassle_relief});
    static constexpr auto kFields = std::to_array<Field<Coaching>>({
        {{"course_share", "1", 0.0, 1.0, 1.0, "coaching.course_share", "", "share of a full course that a year of visits teaches"}, &Coaching::course_share},
        {{"attendance", "1", 0.0, 1.0, 0.85, "coaching.attendance", "", "chance that an enrolled farmer is met often enough in a year"},
         &Coaching::attendance},
        {{"hassle_relief", "util", 0.0, 20.0, 0.5, "coaching.hassle_relief", "", "taken off the hassle of every package while the coach comes"},
         &Coaching::hassle_relief},
    });

    bool delivered_yearly() const override { return true; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        const double ramp = delivery.ramp(year);
        for (Index i = 0; i < levers.count; ++i) {
            const double met = reach.u_attendance[i] < attendance ? ramp * reach.served[i] : 0.0;
            levers.move(Lever::course, i, course_share * met);
            levers.move(Lever::hassle_relief, i, hassle_relief * met);
        }
    }
};

}  // namespace smallholder::effects
