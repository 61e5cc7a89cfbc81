// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/programme.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "../../support/shipped.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/effects/community_health.hpp"
#include "smallholder/programme/catalogue.hpp"

namespace {

using namespace smallholder;
using stats::Distribution;
using tests::shipped_table;

Intervention nets(std::vector<FieldSetting> fields = {}) {
    return {"nets", "community_health", std::move(fields), {}};
}
FieldSetting set(const char* field, double value) {
    return {field, Distribution::fixed(value)};
}

void expect_refused(const Programme& programme, const std::string& says, int years = 20) {
    try {
        check_programme(programme, years);
        ADD_FAILURE() << "accepted; should say " << says;
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find(says), std::string::npos) << error.what();
    }
}

double value(const Intervention& intervention, const char* field, std::uint32_t draw, bool drawn,
             std::uint64_t seed = 1) {
    return field_value(intervention, *catalogue_entry(intervention.kind).field(field), shipped_table(), seed, draw,
                       drawn);
}

TEST(Programme, WhatCanBeRunIsAccepted) {
    EXPECT_NO_THROW(check_programme({}, 20));
    EXPECT_NO_THROW(check_programme({{nets({set("coverage", 0.5)})}, {{"with nets", {0}}}}, 20));
}

TEST(Programme, WhatCannotIsRefusedWithTheReason) {
    expect_refused({{{"", "community_health", {}, {}}}, {}}, "no name");
    expect_refused({{nets(), nets()}, {}}, "name");
    expect_refused({{{"x", "comunity_health", {}, {}}}, {}}, "community_health");
    expect_refused({{nets({set("burdn", 0.5)})}, {}}, "burden");
    expect_refused({{nets({set("burden", 3.0)})}, {}}, "outside 0 to 2");
    expect_refused({{nets({set("coverage", -0.1)})}, {}}, "coverage");
    expect_refused({{nets({set("start", 2.5)})}, {}}, "whole number");
    expect_refused({{nets({set("start", 21)})}, {}}, "after the last year 20");
    expect_refused({{nets()}, {{"baseline", {0}}}}, "baseline");
    expect_refused({{nets()}, {{"a", {0}}, {"a", {0}}}}, "\"a\"");
    expect_refused({{nets()}, {{"a", {1}}}}, "does not exist");
}

TEST(Programme, ADistributionMustLieInTheRange) {
    EXPECT_NO_THROW(check_programme({{nets({{"burden", Distribution::uniform(0.5, 0.7)}})}, {}}, 20));
    expect_refused({{nets({{"burden", Distribution::uniform(1.5, 2.5)}})}, {}}, "burden");
}

TEST(Programme, AFieldIsWhatTheProgrammeSaysElseItsRowElseTheCatalogue) {
    EXPECT_EQ(value(nets({set("burden", 0.55)}), "burden", 0, true), 0.55);
    EXPECT_EQ(value(nets(), "burden", 0, false), shipped_table().value("community_health.burden"));
    EXPECT_EQ(value(nets(), "burden", 4, true), shipped_table().drawn_value("community_health.burden", 1, 4));
    EXPECT_EQ(value(nets(), "coverage", 4, true), 1.0);
    EXPECT_EQ(value(nets(), "min_km", 4, true), 0.0);
}

TEST(Programme, OwnDistributionsAreDrawnByTheNameOfTheInstance) {
    const Distribution spread = Distribution::uniform(0.5, 0.7);
    const Intervention one = nets({{"burden", spread}});
    Intervention other = one;
    other.name = "clinics";
    EXPECT_EQ(value(one, "burden", 3, true), value(one, "burden", 3, true));
    EXPECT_NE(value(one, "burden", 3, true), value(one, "burden", 4, true));
    EXPECT_NE(value(one, "burden", 3, true), value(other, "burden", 3, true));
    EXPECT_NE(value(one, "burden", 3, true), value(one, "burden", 3, true, 2));
    EXPECT_NEAR(value(one, "burden", 3, false), 0.6, 1e-12);
    for (std::uint32_t draw = 0; draw < 100; ++draw) {
        EXPECT_GE(value(one, "burden", draw, true), 0.5);
        EXPECT_LE(value(one, "burden", draw, true), 0.7);
    }
}

TEST(Programme, WholeYearsStayWhole) {
    const Intervention late = nets({{"start", Distribution::uniform(1.0, 9.0)}});
    for (std::uint32_t draw = 0; draw < 50; ++draw) {
        const double start = value(late, "start", draw, true);
        EXPECT_EQ(start, std::round(start));
    }
}

TEST(Programme, TheEffectCarriesItsFields) {
    const auto effect =
        make_effect(nets({set("burden", 0.8), set("coverage", 0.3), set("start", 4)}), shipped_table(), 1, 0, false);
    const auto* health = dynamic_cast<const effects::CommunityHealth*>(effect.get());
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->burden, 0.8);
    EXPECT_EQ(health->decay, shipped_table().value("community_health.decay"));
    EXPECT_EQ(health->delivery.coverage, 0.3);
    EXPECT_EQ(health->delivery.start, 4.0);
    EXPECT_EQ(health->delivery.cost_per_person_year, shipped_table().value("community_health.cost_per_person_year"));
    EXPECT_EQ(health->delivery.delivered, shipped_table().value("delivery.done_share"));
}

}  // namespace
