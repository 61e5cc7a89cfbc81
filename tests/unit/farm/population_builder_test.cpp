// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/population_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "shipped_values.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/synthesise.hpp"

namespace {

using namespace smallholder;
using Column = Population::Column;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const PopulationMoments kMoments = shipped::ghana_moments();
const Parameters kCentral = shipped::central_parameters();

Population completed(const SurveyColumns& survey, const CompletionOptions& options = {}) {
    return complete(survey, kMoments, kCentral, options);
}

/// Made-up households in villages of about ten, with land, production and household size.
SurveyColumns made_up(std::size_t households, unsigned seed = 5) {
    std::mt19937 luck(seed);
    SurveyColumns survey;
    Column area, production, size;
    for (std::size_t i = 0; i < households; ++i) {
        survey.household.push_back("GH-" + std::to_string(i + 1));
        survey.village.push_back("village " + std::to_string(luck() % (households / 10 + 1)));
        survey.weight.push_back(1.0 + luck() % 3);
        area.push_back(0.5 + 0.001 * (luck() % 5000));
        production.push_back(area.back() * (100.0 + luck() % 600));
        size.push_back(1.0 + luck() % 10);
    }
    survey.values = {{"area_ha", area}, {"production_kg", production}, {"household_size", size}};
    return survey;
}

/// The same rows in another order.
SurveyColumns shuffled(const SurveyColumns& survey, unsigned seed) {
    std::vector<std::size_t> order(survey.household.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(seed));
    SurveyColumns result = survey;
    const auto permute = [&](const auto& from, auto& to) {
        for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[order[i]];
    };
    permute(survey.household, result.household);
    permute(survey.village, result.village);
    permute(survey.region, result.region);
    permute(survey.segment, result.segment);
    permute(survey.weight, result.weight);
    for (auto& [name, values] : result.values) permute(survey.values.at(name), values);
    return result;
}

void expect_same(const Population& a, const Population& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.weight, b.weight);
    EXPECT_EQ(a.village, b.village);
    EXPECT_EQ(a.village_id, b.village_id);
    EXPECT_EQ(a.village_begin, b.village_begin);
    EXPECT_EQ(a.region_name, b.region_name);
    EXPECT_EQ(a.trees, b.trees);
    EXPECT_EQ(a.segments, b.segments);
    EXPECT_EQ(a.origin, b.origin);
    for (const PopulationColumn& column : population_columns()) {
        const Column &x = column.in(a), &y = column.in(b);
        for (std::size_t i = 0; i < x.size(); ++i) {
            EXPECT_TRUE(x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i]))) << column.name << " of " << a.name[i];
        }
    }
}

std::size_t where(const Population& people, const std::string& name) {
    return static_cast<std::size_t>(std::find(people.name.begin(), people.name.end(), name) - people.name.begin());
}

double correlation(const Column& x, const Column& y) {
    const auto n = static_cast<double>(x.size());
    const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n, my = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xy / std::sqrt(xx * yy);
}

std::string message(const SurveyColumns& survey, const CompletionOptions& options = {}) {
    try {
        completed(survey, options);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Complete, TheOrderOfRowsChangesNothing) {
    SurveyColumns survey = made_up(300);
    std::mt19937 luck(11);
    for (auto& [name, values] : survey.values) {
        for (double& value : values) {
            if (luck() % 4 == 0) value = kNone;
        }
    }
    survey.region.assign(300, "");
    for (std::size_t i = 0; i < 300; i += 2) survey.region[i] = "Ashanti";
    for (std::size_t i = 0; i < 300; i += 7) survey.village[i] = "";
    survey.segment.assign(300, "typical");
    for (std::size_t i = 0; i < 300; i += 5) survey.segment[i] = i % 2 == 0 ? "large" : "";
    const Population reference = completed(survey, {.seed = 9, .represents = 123456});
    for (const unsigned seed : {1u, 2u, 3u}) {
        expect_same(reference, completed(shuffled(survey, seed), {.seed = 9, .represents = 123456}));
    }
    expect_same(completed(survey, {.group_villages = 12}), completed(shuffled(survey, 4), {.group_villages = 12}));
}

TEST(Complete, RowsLeadBackToTheFile) {
    const SurveyColumns survey = shuffled(made_up(80), 6);
    const Population people = completed(survey);
    for (std::size_t i = 0; i < people.id.size(); ++i) {
        const auto row = static_cast<std::size_t>(people.row_of[i]);
        EXPECT_EQ(survey.household[row], people.name[i]);
        EXPECT_EQ(survey.values.at("area_ha")[row], people.recorded_area_ha[i]);
        EXPECT_EQ(household_id(people.name[i]), people.id[i]);
    }
}

TEST(Complete, FourColumnsAreEnough) {
    SurveyColumns survey = made_up(200);
    survey.village.clear();
    survey.weight.clear();
    const Population people = completed(survey);
    EXPECT_NO_THROW(require_valid(people));
    EXPECT_EQ(people.represents, 200.0);
    EXPECT_FALSE(people.has_villages());
    for (std::size_t i = 0; i < 200; ++i) {
        const auto row = static_cast<std::size_t>(people.row_of[i]);
        EXPECT_EQ(people.area_ha[i], survey.values.at("area_ha")[row]);
        EXPECT_EQ(people.household_size[i], survey.values.at("household_size")[row]);
        EXPECT_EQ(people.recorded_production_kg[i], survey.values.at("production_kg")[row]);
        EXPECT_EQ(people.recorded_yield_kg_per_ha[i], people.recorded_production_kg[i] / people.recorded_area_ha[i]);
        EXPECT_TRUE(std::isnan(people.recorded_income_usd[i]));
        EXPECT_TRUE(std::isnan(people.benchmark_usd[i]));
    }
    EXPECT_EQ(people.origin_of("area_ha")->imputed_share, 0.0);
    EXPECT_EQ(people.origin_of("household_size")->imputed_share, 0.0);
    EXPECT_EQ(people.origin_of("cash_usd")->imputed_share, 1.0);
    EXPECT_EQ(people.origin_of("wealth_usd")->imputed_share, 1.0);
    EXPECT_NE(people.origin_of("wealth_usd")->how.find("given what is recorded"), std::string::npos);
    EXPECT_NE(people.segments.find("land"), nullptr);
    EXPECT_EQ(people.segments.find("sex"), nullptr);  // drawn, hence not a group of the survey
    EXPECT_EQ(people.segments.left_out.size(), 2u);   // sex and region
    EXPECT_GT(people.village_id.size(), 199u);
    EXPECT_NE(people.km_road[0], people.km_road[1]);
}

TEST(Complete, WhateverIsMissingIsFilledAndWhateverIsThereStays) {
    // Every household has a gap pattern of its own, over all concepts.
    const Population source = synthesise(kMoments, kCentral, {.households = 600, .seed = 21});
    SurveyColumns survey;
    survey.household = source.name;
    const std::vector<std::string> concepts{
        "area_ha",          "wealth_usd",     "household_size",     "school_years", "practice_pruning",
        "practice_weeding", "practice_mirid", "practice_black_pod", "knowledge",    "other_level_usd",
        "cash_usd",         "infected",       "female_head",        "coop",         "km_foot"};
    std::mt19937 luck(3);
    for (const std::string& name : concepts) {
        Column values = find_population_column(name)->in(source);
        for (double& value : values) {
            if (luck() % 100 < 35) value = kNone;
        }
        survey.values[name] = values;
    }
    const Population people = completed(survey, {.seed = 4});
    for (const std::string& name : concepts) {
        const Column& recorded = survey.values.at(name);
        const Column& filled = find_population_column(name)->in(people);
        std::size_t missing = 0;
        for (std::size_t i = 0; i < filled.size(); ++i) {
            const double before = recorded[static_cast<std::size_t>(people.row_of[i])];
            if (std::isnan(before)) {
                ++missing;
                EXPECT_TRUE(std::isfinite(filled[i])) << name;
            } else {
                EXPECT_EQ(filled[i], before) << name;
            }
        }
        EXPECT_NEAR(people.origin_of(name)->imputed_share, static_cast<double>(missing) / 600.0, 1e-12) << name;
        EXPECT_GT(missing, 100u);
    }
}

TEST(Complete, DrawsWhatIsMissingGivenWhatIsThere) {
    const Population source = synthesise(kMoments, kCentral, {.households = 5000, .seed = 8});
    SurveyColumns survey;
    survey.household = source.name;
    survey.values = {{"area_ha", source.area_ha}, {"knowledge", source.knowledge}};
    const Population people = completed(survey, {.seed = 77});
    constexpr double kError = 4.0 / 70.7;
    const auto logs = [](Column x) {
        for (double& each : x) each = std::log(each);
        return x;
    };
    // Normal scores of a rank correlation of .5 and .4; wealth is lognormal, so its logarithm is a score.
    EXPECT_NEAR(correlation(logs(people.area_ha), logs(people.wealth_usd)), 0.5176, kError);
    EXPECT_NEAR(correlation(logs(people.area_ha), logs(people.other_level_usd)), 0.4, kError);
    EXPECT_NEAR(correlation(people.knowledge, people.practice[2]), 0.4, kError);
    EXPECT_NEAR(correlation(people.practice[0], people.practice[1]), 0.2, kError);
    EXPECT_NEAR(correlation(logs(people.wealth_usd), people.knowledge), 0.0, kError);
    // They are new draws, not the household's own of old.
    EXPECT_LT(correlation(logs(people.cash_usd), logs(source.cash_usd)), 0.1);
}

TEST(Complete, MedianHouseholdsAreDrawnAroundTheMedian) {
    // A household at the middle of the recorded land says nothing of its wealth but what all say; at the top it is richer.
    SurveyColumns survey;
    Column area;
    for (int i = 0; i < 3000; ++i) {
        survey.household.push_back(std::to_string(i));
        area.push_back(i < 1000 ? 1.0 : i < 2000 ? 2.0 : 6.0);
    }
    survey.values = {{"area_ha", area}};
    const Population people = completed(survey);
    double log_wealth[3] = {0, 0, 0};
    for (std::size_t i = 0; i < 3000; ++i) {
        log_wealth[people.area_ha[i] > 5     ? 2
                   : people.area_ha[i] > 1.5 ? 1
                                             : 0] += std::log(people.wealth_usd[i]) / 1000.0;
    }
    // Mid-ranks 1/6, 1/2, 5/6: scores -.9674, 0, .9674; mean log wealth ln 900 - 1/2 + .5176 score.
    for (int k = 0; k < 3; ++k) {
        EXPECT_NEAR(log_wealth[k], std::log(900.0) - 0.5 + 0.5176 * 0.9674 * (k - 1), 4.0 / std::sqrt(1000.0)) << k;
    }
}

TEST(Complete, GapsFollowTheSurveysOwnSpreadWhereItHasOne) {
    SurveyColumns survey = made_up(400);
    Column& area = survey.values["area_ha"];
    Column& size = survey.values["household_size"];
    for (std::size_t i = 0; i < 400; ++i) {
        area[i] = i % 2 == 0 ? kNone : 20.0 + 0.01 * static_cast<double>(i);  // larger than any published farm
        size[i] = i % 3 == 0 ? kNone : (i % 3 == 1 ? 4.0 : 9.0);
    }
    survey.values["coop"] = Column(400, 1.0);
    survey.values["coop"][0] = kNone;
    survey.values["cash_usd"] = Column(400, kNone);
    for (std::size_t i = 0; i < 20; ++i) survey.values["cash_usd"][i] = 1e6;  // too few to learn from
    const Population people = completed(survey);
    for (std::size_t i = 0; i < 400; ++i) {
        EXPECT_GE(people.counted_area_ha[i], 20.01);
        EXPECT_LE(people.counted_area_ha[i], 24.0);
        EXPECT_TRUE(people.household_size[i] == 4.0 || people.household_size[i] == 9.0);
    }
    EXPECT_EQ(people.coop[where(people, "GH-1")], 1.0);
    EXPECT_LT(people.cash_usd[where(people, "GH-100")], 1e5);
    EXPECT_NE(people.origin_of("area_ha")->how.find("other households of the survey"), std::string::npos);
    EXPECT_NE(people.origin_of("cash_usd")->how.find("published moments"), std::string::npos);
}

TEST(Complete, ATenantKeepsWhatHeToldAndOthersGetContractsThatOccur) {
    SurveyColumns survey = made_up(200);
    Column told(200, kNone);
    for (std::size_t i = 0; i < 200; i += 2) told[i] = i % 3 == 0 ? 0.5 : (i % 5 == 0 ? 0.6 : 1.0);
    survey.values["crop_share"] = told;
    const Population people = completed(survey);
    int filled = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        const double share = people.crop_share[i], said = told[static_cast<std::size_t>(people.row_of[i])];
        if (std::isnan(said)) {
            filled += share < 1.0;
            EXPECT_TRUE(share == 0.5 || share == 0.6 || share == 1.0) << share;
        } else {
            EXPECT_EQ(share, said);
        }
    }
    EXPECT_GT(filled, 20);
    // Where nobody was asked, the published shares of owners and of the two contracts take their place.
    const Column drawn = completed(made_up(2000)).crop_share;
    EXPECT_NEAR(static_cast<double>(std::count(drawn.begin(), drawn.end(), 1.0)), 2000 * kMoments.tenure_owner, 80.0);
    EXPECT_NEAR(static_cast<double>(std::count(drawn.begin(), drawn.end(), kMoments.abunu_share)), 2000 * kMoments.tenure_abunu, 80.0);
    EXPECT_GT(std::count(drawn.begin(), drawn.end(), kMoments.abusa_share), 200);
}

TEST(Complete, WeightsSayForWhomAHouseholdStands) {
    SurveyColumns survey = made_up(50);
    const double total = std::accumulate(survey.weight.begin(), survey.weight.end(), 0.0);
    EXPECT_NEAR(completed(survey).represents, total, 1e-9);
    const Population people = completed(survey, {.represents = 1000.0});
    for (std::size_t i = 0; i < 50; ++i) {
        EXPECT_NEAR(people.weight[i], survey.weight[static_cast<std::size_t>(people.row_of[i])] * 1000.0 / total, 1e-9);
    }
    // A share imputed counts people, not rows.
    survey.values["knowledge"] = Column(50, 0.3);
    survey.values["knowledge"][10] = kNone;
    EXPECT_NEAR(completed(survey).origin_of("knowledge")->imputed_share, survey.weight[10] / total, 1e-12);
}

TEST(Complete, OtherIncomeGivesTheLevelOfThoseWhoHadSome) {
    SurveyColumns survey = made_up(4);
    survey.values["income_usd"] = {1500.0, 900.0, 700.0, kNone};
    survey.values["cocoa_income_usd"] = {1000.0, 900.0, 800.0, 100.0};
    const Population people = completed(survey);
    const std::size_t some = where(people, "GH-1"), none = where(people, "GH-2"), loss = where(people, "GH-3"),
                      unknown = where(people, "GH-4");
    EXPECT_EQ(people.recorded_other_income_usd[some], 500.0);
    EXPECT_EQ(people.other_level_usd[some], 500.0);
    EXPECT_EQ(people.recorded_other_income_usd[none], 0.0);
    EXPECT_EQ(people.recorded_other_income_usd[loss], -100.0);
    EXPECT_TRUE(std::isnan(people.recorded_other_income_usd[unknown]));
    for (const std::size_t i : {none, loss, unknown}) EXPECT_GT(people.other_level_usd[i], 0.0);
    EXPECT_EQ(people.origin_of("other_level_usd")->imputed_share,
              (survey.weight[1] + survey.weight[2] + survey.weight[3]) /
                  std::accumulate(survey.weight.begin(), survey.weight.end(), 0.0));
}

TEST(Complete, LandOfAllAgesFollowsFromLandOlderThanFive) {
    SurveyColumns survey = made_up(100);
    survey.area_base_older5 = true;
    const Population people = completed(survey);
    for (std::size_t i = 0; i < 100; ++i) {
        const double older = share_older_than_5(people.tree_profile_of(static_cast<Index>(i)));
        EXPECT_EQ(people.counted_area_ha[i], people.recorded_area_ha[i]);
        EXPECT_NEAR(people.area_ha[i] * older, people.recorded_area_ha[i], 1e-12);
    }
    survey.values["tree_age_years"] =
        Column(100, 2.0);  // a farm so young that a survey of older cocoa saw little of it
    const Population young = completed(survey);
    EXPECT_NEAR(young.area_ha[0], 2.0 * young.recorded_area_ha[0], 1e-12);
}

TEST(Complete, TreesHaveTheRecordedAgeAndDensity) {
    SurveyColumns survey = made_up(60);
    Column age(60), density(60);
    for (std::size_t i = 0; i < 60; ++i) {
        age[i] = 6.0 + static_cast<double>(i) / 2.0;
        density[i] = 400.0 + 10.0 * static_cast<double>(i);
    }
    age[5] = kNone;
    survey.values["tree_age_years"] = age;
    survey.values["tree_density_per_ha"] = density;
    const Population people = completed(survey);
    for (std::size_t i = 0; i < 60; ++i) {
        const auto row = static_cast<std::size_t>(people.row_of[i]);
        const TreeProfile farm = people.tree_profile_of(static_cast<Index>(i));
        EXPECT_NEAR(std::accumulate(farm.begin(), farm.end(), 0.0), density[row], 1e-9);
        if (std::isnan(age[row])) continue;
        EXPECT_NEAR(mean_age(farm), age[row], 1e-6);
    }
    EXPECT_GT(people.origin_of("trees")->imputed_share, 0.0);
    EXPECT_EQ(people.origin_of("initial_stand_per_ha")->imputed_share, 0.0);
}

TEST(Complete, PersonsAreTakenAsFarAsTheyAreRecorded) {
    SurveyColumns survey;
    survey.household = {"a", "b", "c", "d", "e"};
    survey.values = {{"household_size", {6, 6, kNone, 6, kNone}},
                     {"adults", {kNone, 4, 2, kNone, kNone}},
                     {"children", {kNone, kNone, 3, 5, kNone}},
                     {"female_head", {0, 1, 1, 0, 1}}};
    const Population people = completed(survey);
    const auto at = [&](const char* name) {
        const std::size_t i = where(people, name);
        return std::vector<double>{people.men[i], people.women[i], people.children[i], people.household_size[i]};
    };
    EXPECT_EQ(at("a"), (std::vector<double>{2, 1, 3, 6}));
    EXPECT_EQ(at("b"), (std::vector<double>{2, 2, 2, 6}));
    EXPECT_EQ(at("c"), (std::vector<double>{1, 1, 3, 5}));
    EXPECT_EQ(at("d"), (std::vector<double>{1, 0, 5, 6}));
    EXPECT_GE(at("e")[3], 1.0);
    EXPECT_NEAR(people.origin_of("household_size")->imputed_share, 0.2, 1e-12);
    EXPECT_NEAR(people.origin_of("children")->imputed_share, 0.6, 1e-12);
}

TEST(Complete, AHouseholdIsNeverSmallerThanItsRecordedAdults) {
    SurveyColumns survey;
    survey.household = {"a", "b"};
    survey.values = {{"adults", {30, kNone}}, {"children", {kNone, 25}}};  // sizes are drawn, and are at most 16
    const Population people = completed(survey);
    EXPECT_EQ(people.household_size[0], 30.0);
    EXPECT_EQ(people.children[0], 0.0);
    EXPECT_EQ(people.household_size[1], 26.0);
    EXPECT_EQ(people.men[1] + people.women[1], 1.0);
}

TEST(Complete, HouseholdsWithoutARegionShareOne) {
    SurveyColumns survey = made_up(6);
    EXPECT_EQ(completed(survey).region_name, std::vector<std::string>{"no region recorded"});
    EXPECT_EQ(completed(survey, {.region = "Ivory Coast"}).region_name, std::vector<std::string>{"Ivory Coast"});
    survey.region = {"Ahafo", "", "Ahafo", "", "Bono", "Bono"};
    EXPECT_EQ(completed(survey).regions(), 3);
}

TEST(Complete, AVillageSharesItsRoad) {
    SurveyColumns survey = made_up(4);
    survey.weight = {1, 3, 1, 1};
    survey.village = {"Akomadan", "Akomadan", "Akomadan", ""};
    survey.values["km_road"] = {10.0, 30.0, kNone, kNone};
    const Population people = completed(survey);
    EXPECT_EQ(people.km_road[where(people, "GH-1")], 10.0);
    EXPECT_EQ(people.km_road[where(people, "GH-3")], 25.0);  // (10 + 3 x 30)/4
    EXPECT_NE(people.km_road[where(people, "GH-4")], 25.0);
    EXPECT_EQ(people.villages(), 2);
}

TEST(Complete, VillagesOfOneNameInTwoRegionsAreTwo) {
    SurveyColumns survey = made_up(4);
    survey.village.assign(4, "Nkwanta");
    survey.region = {"Oti", "Western", "Oti", "Western"};
    const Population people = completed(survey);
    EXPECT_EQ(people.villages(), 2);
    EXPECT_NE(people.village_id[0], people.village_id[1]);
    EXPECT_NE(people.segments.find("region"), nullptr);
}

TEST(Complete, HouseholdsWithoutVillagesAreGroupedWhenAsked) {
    SurveyColumns survey = made_up(103);
    survey.village.clear();
    const Population people = completed(survey, {.group_villages = 25});
    EXPECT_EQ(people.villages(), 5);
    for (Index v = 0; v < 5; ++v) {
        const Index size =
            people.village_begin[static_cast<std::size_t>(v) + 1] - people.village_begin[static_cast<std::size_t>(v)];
        EXPECT_TRUE(size == 20 || size == 21) << size;
    }
    // Neighbours by identifier: 1 to 21 are together, although "10" comes before "2" as a text.
    EXPECT_EQ(people.village[where(people, "GH-2")], people.village[where(people, "GH-19")]);
}

TEST(Complete, SegmentsKnowOnlyWhatTheSurveyKnows) {
    SurveyColumns survey = made_up(5);
    survey.values["area_ha"] = {1.0, 3.0, 5.0, kNone, 2.0};
    survey.values["production_kg"] = {100, 100, 100, 100, 100};
    survey.values["female_head"] = {1, kNone, 0, 0, 0};
    survey.segment = {"typical", "typical", "large", "", "typical"};
    const Population people = completed(survey);
    const auto code = [&](const char* grouping, const char* name) {
        return people.segments.find(grouping)->code[where(people, name)];
    };
    EXPECT_EQ(code("land", "GH-1"), 0);
    EXPECT_EQ(code("land", "GH-2"), 1);
    EXPECT_EQ(code("land", "GH-3"), 2);
    EXPECT_EQ(code("land", "GH-4"), Grouping::kUnknown);
    EXPECT_EQ(code("sex", "GH-1"), 1);
    EXPECT_EQ(code("sex", "GH-2"), Grouping::kUnknown);
    EXPECT_EQ(code("survey", "GH-3"), 0);
    EXPECT_EQ(code("survey", "GH-4"), Grouping::kUnknown);
}

TEST(Complete, WorksOutLandFromYieldAndProduction) {
    SurveyColumns survey;
    survey.household = {"a", "b"};
    survey.values = {
        {"yield_kg_per_ha", {400.0, 300.0}}, {"production_kg", {1000.0, kNone}}, {"area_ha", {kNone, 2.0}}};
    const Population people = completed(survey);
    EXPECT_EQ(people.area_ha[0], 2.5);
    EXPECT_EQ(people.recorded_production_kg[1], 600.0);
    EXPECT_EQ(people.origin_of("area_ha")->imputed_share, 0.0);
}

TEST(Complete, RefusesBadValuesAndSaysWhere) {
    SurveyColumns survey = made_up(10);
    survey.values["area_ha"][3] = 0.0;
    survey.values["area_ha"][8] = -1.5;
    try {
        for (Index i = 0; i < 10; ++i) survey.row_number.push_back(i < 5 ? i + 2 : i + 12);
        completed(survey, {.where = "survey.csv"});
        FAIL() << "land of 0 ha was accepted";
    } catch (const RangeError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("survey.csv, column area_ha"), std::string::npos) << text;
        EXPECT_NE(text.find("row 5 (household \"GH-4\"): 0 is not above 0"), std::string::npos) << text;
        EXPECT_EQ(error.rows(), (std::vector<Index>{5, 20}));
    }
    survey = made_up(10);
    survey.values["knowledge"] = Column(10, 60.0);
    EXPECT_NE(message(survey).find("(and 5 more)"), std::string::npos);
    survey = made_up(10);
    survey.values["coop"] = Column(10, 0.5);
    EXPECT_NE(message(survey).find("neither 0 nor 1"), std::string::npos);
    survey = made_up(10);
    survey.values["cash_usd"] = Column(10, std::numeric_limits<double>::infinity());
    EXPECT_NE(message(survey).find("infinite"), std::string::npos);
    survey = made_up(10);
    survey.values["prodution_kg"] = Column(10, 1.0);
    EXPECT_NE(message(survey).find("production_kg"), std::string::npos) << message(survey);
    survey = made_up(10);
    survey.values["cash_usd"] = Column(9, 1.0);
    EXPECT_THROW(completed(survey), SchemaError);
    survey = made_up(10);
    survey.household[4] = survey.household[2];
    EXPECT_NE(message(survey).find("occurs more than once"), std::string::npos);
    EXPECT_THROW(completed(SurveyColumns{}), SchemaError);
}

TEST(Complete, RefusesImpossibleHouseholds) {
    SurveyColumns survey;
    survey.household = {"a", "b"};
    survey.values = {{"household_size", {4, 4}}, {"adults", {2, 2}}, {"children", {2, 4}}};
    EXPECT_NE(message(survey).find("2 adults and 4 children in a household of 4"), std::string::npos);
    survey.values = {{"adults", {0, 2}}};
    EXPECT_NE(message(survey).find("no adult"), std::string::npos);
    survey.values = {{"household_size", {4, 4}}, {"adults", {5, 2}}};
    EXPECT_NE(message(survey).find("more persons"), std::string::npos);
    survey.values = {{"household_size", {4, 4}}, {"children", {4, 2}}};
    EXPECT_NE(message(survey).find("no adult among them"), std::string::npos);
}

TEST(Complete, RefusesWeightsThatAreNoWeights) {
    SurveyColumns survey = made_up(5);
    survey.weight[2] = -1.0;
    EXPECT_NE(message(survey).find("negative"), std::string::npos);
    survey.weight[2] = kNone;
    EXPECT_NE(message(survey).find("missing"), std::string::npos);
    survey.weight.assign(5, 0.0);
    EXPECT_NE(message(survey).find("all weights are zero"), std::string::npos);
    survey.weight = {0, 1, 1, 1, 1};
    EXPECT_EQ(completed(survey).weight[where(completed(survey), "GH-1")], 0.0);
    EXPECT_NE(message(survey, {.represents = -5.0}).find("represented"), std::string::npos);
}

TEST(Complete, RefusesToMixMoney) {
    SurveyColumns survey = made_up(5);
    survey.money = {"USD", 2022, true};
    EXPECT_THROW(completed(survey), UnitError);
    PopulationMoments moments = kMoments;
    moments.money = survey.money;
    EXPECT_EQ(complete(survey, moments, kCentral).money, survey.money);
}

}  // namespace
