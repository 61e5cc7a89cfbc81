// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/ids.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;

TEST(HashText, IsFixedForeverBecauseResultsHangOnIt) {
    // mix_bits of the published FNV-1a values of "" (the offset basis), "a" and "foobar".
    static_assert(hash_text("") == mix_bits(0xcbf29ce484222325u));
    static_assert(hash_text("a") == mix_bits(0xaf63dc4c8601ec8cu));
    static_assert(hash_text("foobar") == mix_bits(0x85944171f73967e8u));
    EXPECT_NE(hash_text("GH-1"), hash_text("GH-2"));
}

TEST(HashText, OneChangedLetterTurnsAboutHalfOfTheBits) {
    int turned = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::string name = "household " + std::to_string(i);
        turned += std::popcount(hash_text(name + "a") ^ hash_text(name + "b"));
    }
    // 64,000 fair coins: mean 32,000, standard deviation 126; 5 of them either way.
    EXPECT_NEAR(turned, 32000, 5 * 126);
}

TEST(HouseholdIds, FollowTheIdentifierAndNotTheRow) {
    const std::vector<std::string> names{"A7", "B2", "C9"}, sorted{"C9", "A7", "B2"};
    const auto ids = household_ids(names, "survey.csv"), moved = household_ids(sorted, "survey.csv");
    EXPECT_EQ(ids[0], moved[1]);
    EXPECT_EQ(ids[1], moved[2]);
    EXPECT_EQ(ids[2], moved[0]);
    EXPECT_EQ(ids[0], household_id("A7"));
}

TEST(HouseholdIds, RepeatedIdentifiersSayWhichRowsAndThinkOfAPanel) {
    const std::vector<std::string> names{"A7", "B2", "A7", "B2"};
    try {
        household_ids(names, "survey.csv, column hhid", 2);
        FAIL() << "repeated identifiers were accepted";
    } catch (const SchemaError& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("\"A7\" in rows 2 and 4"), std::string::npos) << message;
        EXPECT_NE(message.find("\"B2\" in rows 3 and 5"), std::string::npos) << message;
        EXPECT_NE(message.find("wave"), std::string::npos) << message;
        EXPECT_EQ(error.where(), "survey.csv, column hhid");
        EXPECT_EQ(error.rows().size(), 2u);
    }
}

TEST(HouseholdIds, EmptyIdentifiersAreRefused) {
    const std::vector<std::string> names{"A7", "", "B2"};
    try {
        household_ids(names, "survey.csv");
        FAIL() << "an empty identifier was accepted";
    } catch (const SchemaError& error) {
        EXPECT_EQ(error.rows(), std::vector<Index>{2});
    }
}

TEST(HouseholdIds, EqualHashesAreCaught) {
    const std::vector<HouseholdId> ids{{5}, {9}, {5}};
    EXPECT_THROW(require_distinct(ids, "population"), SchemaError);
    EXPECT_NO_THROW(require_distinct(std::vector<HouseholdId>{{5}, {9}}, "population"));
}

TEST(CopyOf, GivesEachCopyAnIdOfItsOwnAndKeepsTheFirst) {
    std::set<std::uint64_t> seen;
    for (int household = 0; household < 200; ++household) {
        const HouseholdId id = household_id(std::to_string(household));
        EXPECT_EQ(copy_of(id, 0), id);
        for (std::uint64_t copy = 0; copy < 50; ++copy) seen.insert(copy_of(id, copy).value);
    }
    EXPECT_EQ(seen.size(), 200u * 50u);
}

}  // namespace
