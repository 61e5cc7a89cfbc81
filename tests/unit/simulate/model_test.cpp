// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/model.hpp"

#include <gtest/gtest.h>

#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using simulate::Model;
using tests::shipped;

TEST(Model, TablesAreThoseOfTheFunctionsTheyStandFor) {
    const Model m(shipped());
    const agronomy::AgeCurve f(shipped());
    for (std::size_t a = 0; a < 41; ++a) EXPECT_EQ(m.bearing[a], f(static_cast<double>(a)));
    EXPECT_EQ(m.mortality, agronomy::mortality_table(shipped()));
    EXPECT_EQ(m.gain, livelihood::replacement_gain(m.bearing, m.mortality, shipped()));
}

TEST(Model, TheOtherAgeCurveServesBearingAndReplantingAlike) {
    Parameters p = shipped();
    p.age_form = 1.0;
    const Model m(p);
    EXPECT_EQ(m.bearing, agronomy::HoerlCurve(p).table());
    EXPECT_EQ(m.gain, livelihood::replacement_gain(agronomy::HoerlCurve(p).table(), m.mortality, p));
    EXPECT_NE(m.bearing, Model(shipped()).bearing);
}

TEST(Model, PackagesAreNestedAndTheFirstCostsNoEffort) {
    const Model m(shipped());
    EXPECT_EQ(m.hassle[0], 0.0);
    for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_LE(m.target[0][k], m.target[1][k]);
        EXPECT_LE(m.target[1][k], m.target[2][k]);
        EXPECT_EQ(m.target[2][k], m.target[3][k]);  // fertiliser is what the last one adds
    }
    EXPECT_EQ(m.target[1][agronomy::kPruning], shipped().target_1_pruning);
    EXPECT_EQ(m.target[2][agronomy::kBlackPod], shipped().target_2_black_pod);
    EXPECT_EQ(m.target[0][agronomy::kMirid], shipped().target_0_mirid);
    EXPECT_EQ(m.target[3][agronomy::kWeeding], shipped().target_3_weeding);
    EXPECT_EQ(m.hassle[3], shipped().hassle_3);
}

}  // namespace
