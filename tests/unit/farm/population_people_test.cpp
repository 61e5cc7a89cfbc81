// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>
#include <utility>

#include "shipped_values.hpp"
#include "smallholder/farm/household_size.hpp"
#include "smallholder/farm/synthesise.hpp"
#include "smallholder/livelihood/adult_equivalents.hpp"

namespace {

using namespace smallholder;

TEST(HouseholdSize, AdultsAreRoundedAndNeverNone) {
    EXPECT_EQ(adults_among(1, 0.54), 1);
    EXPECT_EQ(adults_among(2, 0.54), 1);   // 1.08
    EXPECT_EQ(adults_among(3, 0.54), 2);   // 1.62
    EXPECT_EQ(adults_among(6, 0.54), 3);   // 3.24
    EXPECT_EQ(adults_among(16, 0.54), 9);  // 8.64
    EXPECT_EQ(adults_among(1, 0.2), 1);
}

TEST(HouseholdSize, TheOddAdultHasTheSexOfTheHead) {
    EXPECT_EQ(women_among(1, true, 0.5), 1);
    EXPECT_EQ(women_among(1, false, 0.5), 0);
    EXPECT_EQ(women_among(2, true, 0.5), 1);
    EXPECT_EQ(women_among(2, false, 0.5), 1);
    EXPECT_EQ(women_among(3, true, 0.5), 2);
    EXPECT_EQ(women_among(3, false, 0.5), 1);
    // Whatever the share, the head is there.
    EXPECT_EQ(women_among(2, true, 0.0), 1);
    EXPECT_EQ(women_among(2, false, 1.0), 1);
}

TEST(HouseholdSize, WhatIsRecordedOfTheMembersIsKept) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const auto of = [](double size, double adults, double children) {
        const Members m = members_of(size, adults, children, 0.54);
        return std::pair(m.adults, m.children);
    };
    EXPECT_EQ(of(6, none, none), std::pair(3.0, 3.0));
    EXPECT_EQ(of(6, 4, none), std::pair(4.0, 2.0));
    EXPECT_EQ(of(6, none, 1), std::pair(5.0, 1.0));
    EXPECT_EQ(of(6, 4, 2), std::pair(4.0, 2.0));
    // Two adults and three children are the 2.4 of the reference family.
    EXPECT_NEAR(adult_equivalents_of({2.0, 3.0}, 0.5, 0.3), 2.4, 1e-12);
}

TEST(HouseholdSize, PersonsAddUpAndEquivalentsAreThoseOfTheModel) {
    const Population people = synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = 500});
    for (std::size_t i = 0; i < people.id.size(); ++i) {
        const double adults = people.men[i] + people.women[i];
        EXPECT_EQ(adults + people.children[i], people.household_size[i]);
        EXPECT_EQ(adults, adults_among(people.household_size[i], 0.54));
        EXPECT_GE(people.female_head[i] == 1.0 ? people.women[i] : people.men[i], 1.0);
        EXPECT_NEAR(people.adult_equivalents[i], livelihood::adult_equivalents(adults, people.children[i]), 1e-12);
    }
}

}  // namespace
