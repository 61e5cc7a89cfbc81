// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Courses, field schools or coaching: those who attend learn, and choose and work differently afterwards.
///
///   course_i = share 1{enrolled} 1{delivered this year} 1{u_attend < attendance} ramp
///
/// Moves: course. Never: yield, income. Knowledge fades by its own law once courses stop, so there is no decay here.
/// Source: model of field-school training; attendance and cost in data/parameters/interventions.csv.
/// Page: docs/effects/farmer_training.md   Tested: tests/unit/effects/farmer_training_test.cpp
class FarmerTraining final : public Effect {
public:
    static constexpr std::string_view kKey = "farmer_training";
    static constexpr std::string_view kSummary = "Courses, field schools or coaching raise what farmers know; practice follows if cash and hands allow.";

    double course_share = 1.0;
    double attendance = 0.7;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::course});
    static constexpr auto kFields = std::to_array<Field<FarmerTraining>>({
        {{"course_share", "1", 0.0, 1.0, 1.0, "farmer_training.course_share", "", "share of a full course given each year"}, &FarmerTraining::course_share},
        {{"attendance", "1", 0.0, 1.0, 0.7, "farmer_training.attendance", "", "chance that an enrolled farmer attends in a year"},
         &FarmerTraining::attendance},
    });

    bool delivered_yearly() const override { return true; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        const double dose = course_share * delivery.ramp(year);
        for (Index i = 0; i < levers.count; ++i) {
            const double attends = reach.u_attendance[i] < attendance ? reach.served[i] : 0.0;
            levers.move(Lever::course, i, dose * attends);
        }
    }
};

}  // namespace smallholder::effects
