// SPDX-License-Identifier: Apache-2.0
// The shipped alliances without households say in their first lines what they are there to show: they show it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "smallholder/consortium/assessment.hpp"
#include "smallholder/io/programme_members.hpp"
#include "smallholder/io/programme_plan.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

struct Alliance {
    Consortium consortium;
    ConsortiumParameters parameters;
    Response response;

    explicit Alliance(const std::string& name)
        : consortium(*io::consortium_of(io::read_programme(io::find_programme(name), io::catalogue_vocabulary()))),
          response(given_response(*consortium.given)) {
        for (const auto& [setting, value] : consortium.settings) parameters.set(setting, value);
    }
    Planner planner() const { return {response, consortium, parameters, 0.05, 1, 1}; }
};

TEST(ShippedAlliances, TheFixtureIsWorthWhatItsFileSays) {
    const Alliance alliance("f1_fixture");
    const Planner planner = alliance.planner();
    const CoalitionWorths worths = coalition_worths(planner, Convention::zero);
    const std::vector<double> expected{0, 0, 0, 0, 0, 20000, 2500, 55000};  // by coalition: bit 0 firm 1, bit 1 firm 2, bit 2 the donor
    ASSERT_EQ(worths.worth.size(), expected.size());
    for (std::size_t s = 0; s < expected.size(); ++s) EXPECT_NEAR(worths.worth[s], expected[s], 1e-6) << s;
}

// Nobody acts alone; all together it pays, after what talking costs; and members' values do not count a dollar twice.
TEST(ShippedAlliances, OfBanksAndOfSchoolsNobodyActsAloneAndAllTogetherItPays) {
    for (const std::string name : {"values_banks", "management_schools"}) {
        const Alliance alliance(name);
        const Planner planner = alliance.planner();
        const CoalitionWorths worths = coalition_worths(planner, Convention::gamma);
        for (Index i = 0; i < planner.members(); ++i) EXPECT_NEAR(worths.worth[std::size_t{1} << i], 0.0, 1e-6) << name << ", " << alliance.consortium.members[static_cast<std::size_t>(i)].name;
        const auto all = static_cast<std::size_t>(planner.everybody());
        EXPECT_GT(worths.worth[all], 1e5) << name;
        for (const double level : worths.plan[all].joint) EXPECT_DOUBLE_EQ(level, 1.0) << name;
        double weights = 0.0;
        for (const Member& member : alliance.consortium.members) weights += stats::quantile(member.per_usd_of_income, 0.5);
        EXPECT_LT(weights, 1.0) << name;
    }
}

}  // namespace
