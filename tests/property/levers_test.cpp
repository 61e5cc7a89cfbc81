// SPDX-License-Identifier: Apache-2.0
// What every intervention may do to levers, whatever its fields say: those it names, for those it serves, within their bounds.
#include <gtest/gtest.h>

#include "../support/effects.hpp"
#include "../support/runs.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using effects::kLeverRows;
using effects::kLevers;
using effects::Lever;

class MovesLevers : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Catalogue, MovesLevers, testing::ValuesIn(catalogue_keys()),
                         [](const auto& key) { return key.param; });

constexpr int kHorizon = 30;

/// An effect of that kind with every field of its own anywhere in its range, and its own start and end.
std::unique_ptr<effects::Effect> any_effect(const std::string& kind, Dice& dice) {
    Fields fields{{"start", std::floor(dice.between(1.0, 8.0))}, {"years", std::floor(dice.between(0.0, 9.0))}};
    if (dice.between(0.0, 1.0) < 0.5) fields.emplace_back("ramp_years", dice.between(0.5, 6.0));
    for (const FieldSpec& field : catalogue_entry(kind).fields) {
        if (field.table == "who" || field.name == "start" || field.name == "years" || field.name == "ramp_years") continue;
        const double low = std::max(field.minimum, -100.0), high = std::min(field.maximum, 100.0);
        double value = dice.between(0.0, 1.0) < 0.2 ? low : dice.between(low, high);
        fields.emplace_back(field.name, field.whole ? std::floor(value) : value);
    }
    return plain_effect(kind, fields);
}

TEST_P(MovesLevers, OnlyThoseItNamesOnlyForTheServedAndWithinTheirBounds) {
    Dice dice(71);
    std::set<std::string_view> named, seen;
    for (int i = 0; i < 300; ++i) {
        const auto effect = any_effect(GetParam(), dice);
        for (const Lever lever : effect->moves()) named.insert(effects::row_of(lever).name);
        for (int year = 1; year <= kHorizon; ++year) {
            Households nobody({0, 0, 0}), people({1, 0, 1});
            people.u_attendance = {dice.between(0.0, 1.0), 0.0, 0.0};
            nobody.apply(*effect, year, kHorizon);
            EXPECT_EQ(nobody.moved(), std::vector<std::string_view>{}) << "though nobody is served, in year " << year;
            people.apply(*effect, year, kHorizon);
            const auto moved = people.moved();
            if (year < effect->delivery.start || !effect->active(year, kHorizon)) {
                EXPECT_TRUE(moved.empty()) << moved[0] << " in year " << year << ", in which it is not active";
            }
            for (const std::string_view name : moved) {
                EXPECT_TRUE(std::ranges::any_of(effect->moves(), [&](Lever lever) { return effects::row_of(lever).name == name; }))
                    << name << " is not named by moves()";
                seen.insert(name);
            }
            for (std::size_t k = 0; k < kLevers; ++k) {
                const auto column = people.lever(static_cast<Lever>(k));
                EXPECT_EQ(bits_of(column[1]), bits_of(kLeverRows[k].neutral)) << kLeverRows[k].name << " of somebody not served";
                for (const double value : column) {
                    EXPECT_GE(value, kLeverRows[k].least) << kLeverRows[k].name;
                    EXPECT_LE(value, kLeverRows[k].most) << kLeverRows[k].name;
                }
            }
        }
    }
    EXPECT_EQ(seen, named) << "a lever that is named is never moved";
    EXPECT_FALSE(named.empty());
}

TEST_P(MovesLevers, NoneOfSizeZeroInAnyYear) {
    const auto effect = plain_effect(GetParam(), size_zero(GetParam()));
    for (int year = 1; year <= kHorizon; ++year) {
        Households people({1, 1});
        people.apply(*effect, year, kHorizon);
        EXPECT_EQ(people.moved(), std::vector<std::string_view>{}) << "year " << year;
    }
}

TEST_P(MovesLevers, PayingAtLeastADollarForEveryDollarReceived) {
    Dice dice(72);
    for (int i = 0; i < 100; ++i) EXPECT_GE(any_effect(GetParam(), dice)->paid_per_dollar_received(), 1.0);
}

}  // namespace
