// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/field_spec.hpp"

#include <gtest/gtest.h>

#include <set>

#include "../../support/shipped.hpp"
#include "smallholder/programme/catalogue.hpp"

namespace {

using namespace smallholder;

TEST(FieldSpec, EveryFieldHasAUnitARangeAroundItsDefaultAndALineOfDoc) {
    for (const CatalogueEntry& entry : catalogue())
        for (const FieldSpec& field : entry.fields) {
            const std::string name = std::string(entry.key) + "." + std::string(field.name);
            EXPECT_FALSE(field.unit.empty()) << name;
            EXPECT_GE(field.doc.size(), 10u) << name;
            EXPECT_LT(field.minimum, field.maximum) << name;
            EXPECT_GE(field.default_value, field.minimum) << name;
            EXPECT_LE(field.default_value, field.maximum) << name;
            EXPECT_TRUE(std::set<std::string_view>({"", "who", "when", "cost"}).contains(field.table)) << name;
        }
}

TEST(FieldSpec, MoneyHasRoomForAnyCurrency) {
    // A kilometre of road costs some 2e7 CFA francs; a limit meant for dollars would cut it down.
    for (const CatalogueEntry& entry : catalogue())
        for (const FieldSpec& field : entry.fields) {
            if (field.unit.starts_with("USD")) {
                EXPECT_GE(field.maximum, 1e11) << field.name;
            }
        }
}

TEST(FieldSpec, NamesAreUniqueWithinAnIntervention) {
    for (const CatalogueEntry& entry : catalogue()) {
        std::set<std::string_view> names;
        for (const FieldSpec& field : entry.fields) EXPECT_TRUE(names.insert(field.name).second) << field.name;
    }
}

TEST(FieldSpec, DefaultsThatAreParameterRowsLieInTheRangeOfTheField) {
    int rows = 0;
    const ParameterTable as_written = io::shipped_parameters();
    for (const CatalogueEntry& entry : catalogue())
        for (const FieldSpec& field : entry.fields) {
            if (field.default_row.empty() || !tests::shipped_table().contains(field.default_row)) continue;
            ++rows;
            const auto& row = tests::shipped_table().find(field.default_row);
            EXPECT_GE(row.low, field.minimum) << row.name;
            EXPECT_LE(row.high, field.maximum) << row.name;
            // Where both give a number they agree, in the row's own prices, unless only the row knows (a cost, a share of delivery).
            if (field.table.empty()) {
                EXPECT_EQ(field.default_value, as_written.value(field.default_row)) << row.name;
            }
        }
    EXPECT_GE(rows, 20);
}

TEST(FieldSpec, EveryRowOfAnInterventionIsAFieldOfIt) {
    for (const ParameterRow& row : tests::shipped_table().rows())
        for (const CatalogueEntry& entry : catalogue()) {
            const std::string prefix = std::string(entry.key) + ".";
            if (!row.name.starts_with(prefix)) continue;
            if (row.name == "feeder_road.households_per_km") continue;  // the inverse of km_per_household, for readers
            EXPECT_NE(entry.field(std::string_view(row.name).substr(prefix.size())), nullptr) << row.name;
        }
}

}  // namespace
