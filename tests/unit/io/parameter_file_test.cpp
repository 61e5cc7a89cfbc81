// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/parameter_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/population_moments.hpp"
#include "smallholder/io/csv.hpp"
#include "smallholder/programme/catalogue.hpp"

namespace smallholder::io {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "data" / "parameters";

const ParameterTable& shipped() {
    static const ParameterTable table = read_parameter_folder(kFolder);
    return table;
}

// ---- the shipped rows ----------------------------------------------------------------------------------

TEST(ShippedParameters, CocoaHasOneRowForEveryParameterOfTheModelAndNoOther) {
    const auto rows = parse_parameter_rows(read_text(kFolder / "cocoa.csv"), "cocoa.csv");
    std::set<std::string_view> fields, names;
    for (const ParameterField& field : kParameterFields) fields.insert(field.name);
    for (const ParameterRow& row : rows) names.insert(row.name);
    EXPECT_EQ(names.size(), rows.size());
    for (const std::string_view field : fields) EXPECT_TRUE(names.contains(field)) << field << " has no row";
    for (const std::string_view name : names)
        EXPECT_TRUE(fields.contains(name)) << name << " is no parameter of the model";
}

TEST(ShippedParameters, EveryMomentOfThePopulationHasARow) {
    for (const MomentField& field : kMomentFields) EXPECT_TRUE(shipped().contains(field.name)) << field.name;
}

TEST(ShippedParameters, EveryRowThatTheCatalogueNamesForOneInterventionExistsOrHasAPlainDefault) {
    // A pattern "<key>.field" need not have a row in each intervention; a row of its own must.
    for (const CatalogueEntry& entry : catalogue()) {
        for (const FieldSpec& spec : entry.fields) {
            if (!shipped().contains(spec.default_row)) continue;
            const ParameterRow& row = shipped().find(spec.default_row);
            EXPECT_GE(row.low, spec.minimum) << row.name;
            EXPECT_LE(row.high, spec.maximum) << row.name;
        }
    }
    for (const ParameterRow& row : shipped().rows()) {
        const std::string kind = row.name.substr(0, row.name.find('.'));
        const auto entry = std::ranges::find(catalogue(), kind, &CatalogueEntry::key);
        if (entry == catalogue().end()) continue;
        const bool known =
            std::ranges::any_of(entry->fields, [&](const FieldSpec& spec) { return spec.default_row == row.name; });
        const bool inverse = row.name == "feeder_road.households_per_km";  // shown beside km_per_household
        EXPECT_TRUE(known || inverse) << row.name << " is nobody's default";
    }
}

TEST(ShippedParameters, ValuesStandBetweenThePercentilesOfWhatIsDrawn) {
    int drawn = 0;
    for (const ParameterRow& row : shipped().rows()) {
        EXPECT_LE(row.low, row.value) << row.name;
        EXPECT_LE(row.value, row.high) << row.name;
        if (!row.drawn) continue;
        ++drawn;
        EXPECT_LT(row.low, row.value) << row.name;
        EXPECT_LT(row.value, row.high) << row.name;
        const stats::Distribution& belief = shipped().distribution(row.name);
        EXPECT_NEAR(stats::quantile(belief, 0.05), row.low, 1e-6 * (1.0 + std::abs(row.low))) << row.name;
        EXPECT_NEAR(stats::quantile(belief, 0.95), row.high, 1e-6 * (1.0 + std::abs(row.high))) << row.name;
        // The value of a run without draws is a middling draw, not a corner of the range.
        EXPECT_GT(stats::cdf(belief, row.value), 0.3) << row.name;
        EXPECT_LT(stats::cdf(belief, row.value), 0.7) << row.name;
    }
    EXPECT_GT(drawn, 100);
}

TEST(ShippedParameters, NoDrawHoweverRareLeavesWhatTheQuantityCanBe) {
    for (const ParameterRow& row : shipped().rows()) {
        if (!row.drawn) continue;
        const stats::Distribution& belief = shipped().distribution(row.name);
        for (const double u : {0x1p-33, 1.0 - 0x1p-33}) {
            const double value = stats::quantile(belief, u);
            EXPECT_TRUE(std::isfinite(value) && row.bounds.contains(value)) << row.name << " draws " << value;
        }
    }
}

TEST(ShippedParameters, CalibratedRowsAreNotDrawnOneByOne) {
    for (const std::string_view name :
         {"hassle_1", "hassle_2", "hassle_3", "replant_hassle", "replant_knowledge", "knowledge_slope", "profit_weight",
          "peer_weight", "inefficiency_sd", "land_quality_sd"}) {
        EXPECT_FALSE(shipped().find(name).drawn) << name;
        EXPECT_NE(shipped().find(name).source.find("not drawn"), std::string::npos) << name << " does not say why";
    }
    for (const std::string_view anchored : {"ymax", "fob_0", "theta_r", "y_ref", "haul_reference"}) {
        EXPECT_FALSE(shipped().find(anchored).drawn) << anchored;
    }
}

TEST(ShippedParameters, WhatIsNotDrawnSaysWhy) {
    for (const std::string_view file : {"cocoa.csv", "interventions.csv", "population_ghana_cocoa.csv"}) {
        for (const ParameterRow& row : parse_parameter_rows(read_text(kFolder / file), std::string(file))) {
            if (row.drawn) continue;
            const bool says =
                std::ranges::any_of(std::to_array<std::string_view>({"not drawn", "never drawn", "a reference",
                                                                     "a guard", "a choice of the programme", "chosen",
                                                                     "is drawn", "unless the file says"}),
                                    [&](std::string_view why) { return row.source.find(why) != std::string::npos; });
            EXPECT_TRUE(says) << row.name << ": " << row.source;
        }
    }
}

TEST(ShippedParameters, WhatIsNotDrawnOfACropSaysWhy) {
    const std::filesystem::path folder = kFolder.parent_path() / "crops";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".csv") continue;
        ++files;
        for (const ParameterRow& row : parse_parameter_rows(read_text(entry.path()), entry.path().filename().string())) {
            EXPECT_TRUE(row.drawn || row.source.find("not drawn") != std::string::npos || row.source.find("a reference") != std::string::npos ||
                        row.source.find("never drawn") != std::string::npos)
                << row.where << ", " << row.name << ": " << row.source;
            EXPECT_EQ(row.unit, shipped().find(row.name).unit) << row.where;
        }
    }
    EXPECT_EQ(files, 10u);
}

TEST(CropParameters, EverySettingIsATableLikeCocoasAndCocoaIsTheTableItself) {
    EXPECT_EQ(shipped_crops(), (std::vector<std::string>{"arabica", "cassava", "cocoa", "maize", "rice", "robusta"}));
    EXPECT_EQ(shipped_populations(), (std::vector<std::string>{"ethiopia_arabica", "ghana_cocoa", "ghana_rice", "kenya_maize", "nigeria_cassava",
                                                               "uganda_robusta"}));
    for (const char* setting : {"", "cocoa", "ghana_cocoa"}) {
        const ParameterTable table = shipped_parameters(setting);
        for (const ParameterRow& row : shipped().rows()) EXPECT_EQ(table.value(row.name), row.value) << setting;
    }
    for (const auto& settings : {shipped_crops(), shipped_populations()})
        for (const std::string& setting : settings) {
            const ParameterTable table = shipped_parameters(setting);
            ASSERT_EQ(table.rows().size(), shipped().rows().size()) << setting;
            EXPECT_NO_THROW(require_valid(population_moments(table))) << setting;
            EXPECT_TRUE(table.changed().empty()) << setting << ": a crop's rows are shipped and not the user's";
            // What one draw in ten leaves, and what is drawn, stays what the quantity can be.
            for (std::uint32_t m = 0; m < 50; ++m) {
                const Parameters p = draw(table, 3, m);
                EXPECT_GT(p.ymax, 0.0);
                EXPECT_LE(p.food_price_farm, p.food_price_consumer * 1.05) << setting;
            }
        }
    EXPECT_EQ(shipped_parameters("maize").value("annual"), 1.0);
    EXPECT_EQ(shipped_parameters("maize").value("area_mean"), shipped().value("area_mean")) << "a crop alone brings no population";
    EXPECT_NE(shipped_parameters("kenya_maize").value("area_mean"), shipped().value("area_mean"));
    EXPECT_EQ(crop_of("uganda_robusta"), "robusta");
    EXPECT_EQ(crop_of("maize"), "maize");
    EXPECT_EQ(crop_of(""), "cocoa");
}

TEST(CropParameters, WhatDoesNotExistIsNamed) {
    const auto said = [](const auto& act) -> std::string {
        try {
            act();
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_NE(said([] { shipped_parameters("mazie"); }).find("Did you mean \"maize\"?"), std::string::npos);
    EXPECT_NE(said([] { shipped_parameters("kenya_maiz"); }).find("there is no built-in population \"kenya_maiz\""), std::string::npos);
    std::vector<ParameterRow> rows{shipped().find("ymax")};
    rows[0].name = "ymaxx";
    rows[0].where = "own.csv line 2";
    const std::string message = said([&] { overlaid(shipped(), rows); });
    EXPECT_NE(message.find("own.csv line 2"), std::string::npos) << message;
    EXPECT_NE(message.find("Did you mean \"ymax\"?"), std::string::npos) << message;
}

TEST(ShippedParameters, RowsKnownOnlyToInactivePartsAreNotDrawn) {
    for (const ParameterRow& row : parse_parameter_rows(read_text(kFolder / "inactive.csv"), "inactive.csv")) {
        EXPECT_FALSE(row.drawn) << row.name;
        EXPECT_NE(row.active, "always") << row.name;
    }
}

TEST(ShippedParameters, WhatActivatesADrawnRowIsAKnownCondition) {
    // The report asks which drawn rows can move its figures by these words (python/smallholder/result.py).
    const std::set<std::string_view> known{"always",
                                           "age_form 0",
                                           "age_form 1",
                                           "fertiliser_form 0",
                                           "fertiliser_form 1",
                                           "any intervention",
                                           "liberal price regime",
                                           "liberal price regime with a feeder road",
                                           "lid_usd_per_t above 0",
                                           "megakarya zone",
                                           "share_tenancy above 0",
                                           "market answer",
                                           "paved roads (no intervention builds them yet)",
                                           "survey recording and anchoring",
                                           "target_input_learning 1",
                                           "contagion_threshold above 0",
                                           "disadoption 1",
                                           "safety_first 1",
                                           "bass_adoption 1",
                                           "welfare measures only"};
    for (const ParameterRow& row : shipped().rows()) {
        if (!row.drawn || known.contains(row.active)) continue;
        EXPECT_NO_THROW((void)catalogue_entry(row.active)) << row.name << " is active with \"" << row.active << "\"";
    }
}

TEST(ShippedParameters, OrderedPairsKeepTheirOrderInNearlyAllDraws) {
    const auto disorder = [](std::string_view lower, std::string_view higher) {
        int wrong = 0;
        for (std::uint32_t m = 0; m < 5000; ++m) {
            wrong += shipped().drawn_value(lower, 1, m) >= shipped().drawn_value(higher, 1, m) ? 1 : 0;
        }
        return wrong;
    };
    EXPECT_LE(disorder("c_gravel", "c_earth"), 5);
    EXPECT_LE(disorder("speed_earth", "speed_gravel"), 5);
    EXPECT_LE(disorder("food_price_farm", "food_price_consumer"), 5);
    EXPECT_LE(disorder("leak_vsla", "leak"), 25);
    EXPECT_LE(disorder("age_rise", "age_fall"), 0);
    EXPECT_LE(disorder("interest_formal", "interest_lender"), 500);
}

TEST(ShippedParameters, ValuesOfTheSpecification) {
    const Parameters p = central(shipped());
    EXPECT_EQ(p.ymax, 2700.0);
    EXPECT_EQ(p.land_quality_sd, 0.34);
    EXPECT_EQ(p.inefficiency_sd, 0.50);
    EXPECT_EQ(p.removal, 0.20);
    EXPECT_EQ(p.lid_usd_per_t, 0.0);
    EXPECT_EQ(p.target_2_mirid, 0.80);
    EXPECT_EQ(p.benchmark_usd, 4742.0);
    // Together they give the survey's farm-gate price, without a differential.
    EXPECT_NEAR(p.theta_r * p.fob_0 / 1000.0, shipped().value("farm_gate_price"), 0.0005);
    EXPECT_NEAR(p.haul_reference,
                p.c_foot * shipped().value("km_foot_mean") + p.c_earth * shipped().value("km_road_mean"), 1e-12);
    EXPECT_NEAR(shipped().value("initial_removal"), p.removal * shipped().value("infected_mean"), 1e-12);
    EXPECT_NEAR(shipped().value("feeder_road.km_per_household") * shipped().value("feeder_road.households_per_km"), 1.0,
                1e-12);
    EXPECT_NEAR(shipped().value("tenure_owner") + shipped().value("tenure_abunu") + 0.15,
                1.0, 1e-12);
    EXPECT_NEAR(shipped().value("cssvd.death") + shipped().value("cssvd.roguing"), p.removal, 1e-12);
    EXPECT_NEAR(p.food_price_farm / p.food_price_consumer, 0.7, 1e-12);
}

TEST(ShippedParameters, DrawsAreTheSameForTheSameSeedAndDraw) {
    const Parameters a = draw(shipped(), 5, 17), b = draw(shipped(), 5, 17), c = draw(shipped(), 5, 18);
    int moved = 0;
    for (const ParameterField& field : kParameterFields) {
        EXPECT_EQ(a.*field.member, b.*field.member) << field.name;
        const bool drawn = shipped().find(field.name).drawn;
        moved += a.*field.member != c.*field.member ? 1 : 0;
        EXPECT_EQ(drawn, a.*field.member != c.*field.member) << field.name;
    }
    EXPECT_GT(moved, 100);
}

TEST(ShippedParameters, MostRestsOnAssumptionsAndTheTableSaysSo) {
    const ProvenanceCounts counts = provenance_of_drawn(shipped());
    EXPECT_TRUE(counts.is_assumption_range());
    EXPECT_GT(counts.of(Provenance::assumed), counts.of(Provenance::published));
    EXPECT_GT(counts.of(Provenance::computed), 0);
}

// ---- files that are wrong ------------------------------------------------------------------------------

constexpr std::string_view kHead =
    "name,symbol,value,low,high,distribution,unit,price_year,source,provenance,design,drawn,active,used_in\n";

std::string failure(const std::string& text) {
    try {
        (void)parse_parameter_rows(text, "mine.csv");
    } catch (const SchemaError& error) {
        return error.what();
    }
    return "no error";
}

TEST(ParameterFile, ProblemsAreCollectedWithLineAndColumn) {
    const std::string text = failure(std::string(kHead) +
                                     "wage,w_0,\"4,0\",2.5,7,lognormal,USD/day,2018,me,recalled,,yes,always,-\n"
                                     "loss,,0.2,0.1,0.3,betta,share,,me,guessed,,maybe,always,-\n"
                                     "phi,,0.2,,inf,beta,share,,me,assumed,,yes,always,-\n");
    for (const std::string_view part :
         {"mine.csv", "line 2, column value: \"4,0\" is not a number",
          "line 3, column distribution: \"betta\" is not known. Did you mean \"beta\"?",
          "line 3, column provenance: \"guessed\" is not known", "line 3, column drawn: \"maybe\" is not known",
          "line 4, column low: the number is missing", "(and 1 more)"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in: " << text;
    }
}

TEST(ParameterFile, AMissingColumnIsNamed) {
    EXPECT_NE(failure("name,value\nx,1\n").find("there is no column \"symbol\""), std::string::npos);
}

TEST(ParameterFile, AFolderWithoutFilesAndTheSameNameInTwoFilesAreErrors) {
    const auto folder = std::filesystem::temp_directory_path() / "smallholder_parameter_file_test";
    std::filesystem::create_directories(folder);
    EXPECT_THROW((void)read_parameter_folder(folder), SchemaError);
    EXPECT_THROW((void)read_parameter_folder(folder / "none"), SchemaError);
    std::filesystem::remove_all(folder);
    const std::vector<std::filesystem::path> twice{kFolder / "cocoa.csv", kFolder / "cocoa.csv"};
    try {
        (void)read_parameters(twice);
        FAIL();
    } catch (const SchemaError& error) {
        EXPECT_NE(std::string(error.what()).find("the name stands already in"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("(adjust): the name stands already in"), std::string::npos)
            << error.what();
        EXPECT_NE(std::string(error.what()).find("cocoa.csv line "), std::string::npos) << error.what();
    }
}

TEST(ParameterFile, CorrelationsNeedASource) {
    EXPECT_THROW((void)parse_correlations("first,second,rho,source,provenance\na,b,0.5,,assumed\n", "ties.csv"),
                 SchemaError);
    const auto ties = parse_correlations("first,second,rho,source,provenance\na,b,0.5,because,assumed\n", "ties.csv");
    ASSERT_EQ(ties.size(), 1u);
    EXPECT_EQ(ties[0], (Correlation{"a", "b", 0.5, "", ""}));
}

}  // namespace
}  // namespace smallholder::io
