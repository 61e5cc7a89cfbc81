// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/catalogue.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;

class EveryIntervention : public testing::TestWithParam<std::string_view> {
protected:
    const CatalogueEntry& entry() const { return catalogue_entry(GetParam()); }
};

std::vector<std::string_view> keys() {
    std::vector<std::string_view> all;
    for (const CatalogueEntry& entry : catalogue()) all.push_back(entry.key);
    return all;
}
INSTANTIATE_TEST_SUITE_P(Catalogue, EveryIntervention, testing::ValuesIn(keys()),
                         [](const auto& row) { return std::string(row.param); });

TEST_P(EveryIntervention, SaysWhatItDoesAndHasAPageAndATestOfItsName) {
    EXPECT_GE(entry().summary.size(), 20u);
    EXPECT_EQ(entry().summary.back(), '.');
    const std::filesystem::path root = SMALLHOLDER_SOURCE_DIR;
    const std::string key(entry().key);
    EXPECT_TRUE(std::filesystem::exists(root / "include/smallholder/effects" / (key + ".hpp")));
    EXPECT_TRUE(std::filesystem::exists(root / "tests/unit/effects" / (key + "_test.cpp")));
}

TEST_P(EveryIntervention, TakesEveryValueItsFieldsAllow) {
    for (const FieldSpec& field : entry().fields)
        for (const double value : {field.minimum, field.maximum}) {
            const auto effect = entry().make(
                [&](std::string_view name) { return name == field.name ? value : entry().field(name)->default_value; });
            ASSERT_NE(effect, nullptr);
        }
}

TEST_P(EveryIntervention, TheCommonFieldsReachTheDelivery) {
    double number = 1.0;
    std::map<std::string, double, std::less<>> values;
    for (const FieldSpec& field : entry().fields) values[std::string(field.name)] = number++;
    const auto effect = entry().make([&](std::string_view name) { return values.find(name)->second; });
    EXPECT_EQ(effect->delivery.coverage, values["coverage"]);
    EXPECT_EQ(effect->delivery.start, values["start"]);
    EXPECT_EQ(effect->delivery.cost_per_person_year, values["cost_per_person_year"]);
    EXPECT_EQ(effect->delivery.learning, values["learning"]);
    EXPECT_EQ(effect->delivery.enrol_school, values["enrol_school"]);
}

TEST_P(EveryIntervention, FieldsAreFoundByName) {
    for (const FieldSpec& field : entry().fields) EXPECT_EQ(entry().field(field.name), &field);
    EXPECT_EQ(entry().field("colour"), nullptr);
}

TEST(Catalogue, KeysAreUnique) {
    const auto all = keys();
    EXPECT_EQ(std::set<std::string_view>(all.begin(), all.end()).size(), all.size());
    EXPECT_GE(all.size(), 3u);
}

TEST(Catalogue, AnUnknownNameIsAnsweredWithTheNearest) {
    try {
        catalogue_entry("farmer_trainig");
        FAIL() << "was found";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("farmer_training"), std::string::npos) << error.what();
    }
}

}  // namespace
