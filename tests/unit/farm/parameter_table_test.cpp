// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/parameter_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace smallholder {
namespace {

ParameterRow row(std::string name, double value, double low, double high, Shape shape, std::string unit) {
    ParameterRow made;
    made.name = std::move(name);
    made.value = value;
    made.low = low;
    made.high = high;
    made.shape = shape;
    made.unit = std::move(unit);
    if (is_money(made.unit)) made.price_year = 2018;
    made.source = "made up for this test";
    made.drawn = shape != Shape::fixed;
    return made;
}

std::vector<ParameterRow> few_rows() {
    return {row("wage", 4.0, 2.5, 7.0, Shape::lognormal, "USD/day"), row("loss", 0.2, 0.1, 0.3, Shape::beta, "share"),
            row("trend", 0.0, -0.01, 0.01, Shape::normal, "1/yr"), row("steps", 15.0, 15.0, 15.0, Shape::fixed, "yr"),
            row("fare", 0.05, 0.025, 0.1, Shape::lognormal, "USD/km")};
}

DistributionSpec range(Shape shape, double p5, double p95) {
    DistributionSpec spec;
    spec.shape = shape;
    spec.p5 = p5;
    spec.p95 = p95;
    return spec;
}

template <class Failure, class Function>
std::string message(Function function) {
    try {
        function();
    } catch (const Failure& error) {
        return error.what();
    }
    return "no error";
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

constexpr std::uint64_t kSeed = 20240501;

TEST(ParameterTable, FindsByNameAndSuggestsTheNearest) {
    const ParameterTable table(few_rows());
    EXPECT_EQ(table.value("wage"), 4.0);
    EXPECT_TRUE(table.contains("loss"));
    EXPECT_FALSE(table.contains("Loss"));
    const std::string text = message<ProgrammeError>([&] { (void)table.find("wages"); });
    EXPECT_TRUE(has(text, "there is no parameter \"wages\"")) << text;
    EXPECT_TRUE(has(text, "Did you mean \"wage\"?")) << text;
}

TEST(ParameterTable, DrawsHaveTheRangeOfTheirRow) {
    const ParameterTable table(few_rows());
    constexpr std::uint32_t kDraws = 20000;
    for (const std::string_view name : {"wage", "loss", "trend"}) {
        const ParameterRow& wanted = table.find(name);
        int below = 0, above = 0;
        for (std::uint32_t m = 0; m < kDraws; ++m) {
            const double value = table.drawn_value(name, kSeed, m);
            below += value < wanted.low ? 1 : 0;
            above += value > wanted.high ? 1 : 0;
        }
        // Five standard errors of a share of 5%.
        const double tolerance = 5.0 * std::sqrt(0.05 * 0.95 * kDraws);
        EXPECT_NEAR(below, 0.05 * kDraws, tolerance) << name;
        EXPECT_NEAR(above, 0.05 * kDraws, tolerance) << name;
    }
    EXPECT_EQ(table.drawn_value("steps", kSeed, 7), 15.0);
}

TEST(ParameterTable, ADrawDependsOnNothingButItsOwnRow) {
    const ParameterTable table(few_rows());
    std::vector<ParameterRow> more = few_rows();
    more.insert(more.begin(), row("another", 1.0, 0.5, 2.0, Shape::lognormal, "1"));
    std::reverse(more.begin() + 1, more.end());
    const ParameterTable larger(more);
    const std::vector<ParameterOverride> fixed{{"wage", 5.0, ""}};
    const ParameterTable changed = table.changed_by(fixed);
    for (const std::uint32_t m : {0u, 1u, 99u}) {
        for (const std::string_view name : {"loss", "trend", "fare"}) {
            EXPECT_EQ(table.drawn_value(name, kSeed, m), larger.drawn_value(name, kSeed, m));
            EXPECT_EQ(table.drawn_value(name, kSeed, m), changed.drawn_value(name, kSeed, m));
        }
        EXPECT_EQ(changed.drawn_value("wage", kSeed, m), 5.0);
    }
    EXPECT_NE(table.drawn_value("loss", kSeed, 0), table.drawn_value("loss", kSeed, 1));
    EXPECT_NE(table.drawn_value("loss", kSeed, 0), table.drawn_value("loss", kSeed + 1, 0));
}

TEST(ParameterTable, OneRowAloneAndAllAtOnceAgree) {
    const ParameterTable table(few_rows(), {{"wage", "fare", 0.7, "test", ""}});
    for (std::uint32_t m = 0; m < 5; ++m) {
        const std::vector<double> all = table.drawn_values(kSeed, m);
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_EQ(all[i], table.drawn_value(table.rows()[i].name, kSeed, m));
        }
    }
}

double score_correlation(const ParameterTable& table, std::string_view a, std::string_view b, std::uint32_t draws) {
    double aa = 0.0, bb = 0.0, ab = 0.0, ma = 0.0, mb = 0.0;
    for (std::uint32_t m = 0; m < draws; ++m) {
        const double x = std::log(table.drawn_value(a, kSeed, m)), y = std::log(table.drawn_value(b, kSeed, m));
        ma += x / draws;
        mb += y / draws;
        aa += x * x / draws;
        bb += y * y / draws;
        ab += x * y / draws;
    }
    return (ab - ma * mb) / std::sqrt((aa - ma * ma) * (bb - mb * mb));
}

TEST(ParameterTable, CorrelatedRowsMoveTogetherAndKeepTheirOwnRange) {
    const ParameterTable alone(few_rows());
    const ParameterTable tied(few_rows(), {{"wage", "fare", 0.8, "test", ""}});
    // Both are lognormal, so the correlation of logarithms is that of the scores. se = (1 - rho^2)/sqrt(n) = 0.004.
    EXPECT_NEAR(score_correlation(tied, "wage", "fare", 8000), 0.8, 0.02);
    EXPECT_NEAR(score_correlation(alone, "wage", "fare", 8000), 0.0, 0.056);
    // "fare" comes first in the alphabet: it keeps its own random number.
    EXPECT_NEAR(tied.drawn_value("fare", kSeed, 3), alone.drawn_value("fare", kSeed, 3), 1e-12);
    EXPECT_EQ(tied.drawn_value("loss", kSeed, 3), alone.drawn_value("loss", kSeed, 3));
    int below = 0;
    constexpr std::uint32_t kDraws = 8000;
    for (std::uint32_t m = 0; m < kDraws; ++m) below += tied.drawn_value("wage", kSeed, m) < 2.5 ? 1 : 0;
    EXPECT_NEAR(below, 0.05 * kDraws, 5.0 * std::sqrt(0.05 * 0.95 * kDraws));
}

TEST(ParameterTable, AnOverrideIsMarkedAndKeepsTheUnit) {
    const ParameterTable table(few_rows());
    const std::vector<ParameterOverride> changes{{"wage", range(Shape::lognormal, 3.0, 6.0), "plan.toml line 9"},
                                                 {"loss", 0.25, "plan.toml line 10"}};
    const ParameterTable changed = table.changed_by(changes);
    ASSERT_EQ(changed.changed().size(), 2u);
    const ParameterRow& wage = changed.find("wage");
    EXPECT_TRUE(wage.changed && wage.drawn);
    EXPECT_NEAR(wage.low, 3.0, 1e-9);
    EXPECT_NEAR(wage.high, 6.0, 1e-9);
    EXPECT_NEAR(wage.value, std::sqrt(18.0), 1e-9);  // the median
    EXPECT_EQ(wage.unit, "USD/day");
    EXPECT_EQ(wage.provenance, Provenance::assumed);
    EXPECT_EQ(wage.source, "set by the user in plan.toml line 9");
    const ParameterRow& loss = changed.find("loss");
    EXPECT_FALSE(loss.drawn);
    EXPECT_EQ(changed.drawn_value("loss", kSeed, 5), 0.25);
    EXPECT_TRUE(table.changed().empty()) << "the table it came from is as it was";
}

TEST(ParameterTable, ASignedRowStaysSignedWhateverItsNewRange) {
    const ParameterTable table(few_rows());
    const std::vector<ParameterOverride> up{{"trend", range(Shape::normal, 0.001, 0.009), ""}};
    const ParameterTable changed = table.changed_by(up);
    const std::vector<ParameterOverride> down{{"trend", -0.02, ""}};
    EXPECT_EQ(changed.changed_by(down).value("trend"), -0.02);
}

TEST(ParameterTable, ImpossibleOverridesAreRefused) {
    const ParameterTable table(few_rows());
    const auto change = [&](ParameterOverride one) {
        return message<ProgrammeError>([&] { (void)table.changed_by(std::vector{std::move(one)}); });
    };
    EXPECT_TRUE(has(change({"wges", 4.0, "plan.toml line 3"}),
                    "plan.toml line 3, wges: there is no parameter of that name. Did you mean \"wage\"?"));
    EXPECT_TRUE(has(change({"loss", 1.2, ""}), "1.2 share cannot be. It must be between 0 and 1; before it was 0.2"));
    EXPECT_TRUE(has(change({"wage", -4.0, ""}), "It must be 0 or more"));
    EXPECT_TRUE(has(change({"wage", std::nan(""), ""}), "cannot be"));
    EXPECT_TRUE(has(change({"wage", range(Shape::lognormal, 6.0, 3.0), ""}), "p5 = 6 is above p95 = 3"));
    EXPECT_TRUE(has(change({"loss", range(Shape::normal, 0.1, 0.9), ""}), "in rare draws it reaches"));
    const std::vector<ParameterOverride> twice{{"wage", 4.0, ""}, {"wage", 5.0, ""}};
    EXPECT_TRUE(has(message<ProgrammeError>([&] { (void)table.changed_by(twice); }), "it is set twice"));
}

TEST(ParameterTable, ASwitchIsOffOrOnAndNothingBetween) {
    auto rows = few_rows();
    rows.push_back(row("form", 0.0, 0.0, 1.0, Shape::fixed, "switch"));
    const ParameterTable table(rows);
    const auto change = [&](std::variant<double, DistributionSpec> to) {
        return table.changed_by(std::vector<ParameterOverride>{{"form", std::move(to), "plan.toml line 3"}});
    };
    EXPECT_EQ(change(1.0).value("form"), 1.0);
    EXPECT_TRUE(has(message<ProgrammeError>([&] { (void)change(0.5); }),
                    "plan.toml line 3, form: 0.5 is no position of a switch. Write 0 or 1; before it was 0"));
    for (const DistributionSpec& between : {range(Shape::uniform, 0.1, 0.9), range(Shape::beta, 0.1, 0.9)})
        EXPECT_TRUE(has(message<ProgrammeError>([&] { (void)change(between); }), "no position between 0 and 1"));
    // Both forms may be believed in, each in its share of the draws.
    DistributionSpec both;
    both.shape = Shape::discrete;
    both.values = {0.0, 1.0};
    both.probabilities = {0.7, 0.3};
    const ParameterTable mixed = change(both);
    int on = 0;
    for (std::uint32_t draw = 0; draw < 2000; ++draw) {
        const double value = mixed.drawn_value("form", kSeed, draw);
        EXPECT_TRUE(value == 0.0 || value == 1.0);
        on += value == 1.0 ? 1 : 0;
    }
    EXPECT_NEAR(on / 2000.0, 0.3, 0.04);  // four standard errors
    both.values = {0.0, 0.5};
    EXPECT_TRUE(has(message<ProgrammeError>([&] { (void)change(both); }), "no position between 0 and 1"));
    rows.back().value = 0.5;
    EXPECT_TRUE(has(message<SchemaError>([&] { ParameterTable broken(rows); }), "a switch is 0 or 1"));
}

TEST(ParameterTable, CorrelationsAreChecked) {
    const ParameterTable table(few_rows());
    const auto tie = [&](std::vector<Correlation> ties) {
        return message<ProgrammeError>([&] { (void)table.changed_by({}, ties); });
    };
    EXPECT_TRUE(has(tie({{"wage", "los", 0.5, "", ""}}), "Did you mean \"loss\"?"));
    EXPECT_TRUE(has(tie({{"wage", "steps", 0.5, "", ""}}), "\"steps\" is not drawn"));
    EXPECT_TRUE(has(tie({{"wage", "wage", 0.5, "", ""}}), "tied to itself"));
    EXPECT_TRUE(has(tie({{"wage", "loss", 1.0, "", ""}}), "between -1 and 1"));
    EXPECT_TRUE(has(tie({{"wage", "loss", 0.5, "", ""}, {"loss", "wage", 0.4, "", ""}}), "named twice"));
    EXPECT_EQ(tie({{"wage", "loss", 0.9, "", ""}, {"loss", "fare", 0.9, "", ""}, {"wage", "fare", 0.7, "", ""}}),
              "no error");
    // Two that go with a third cannot go against each other.
    const std::string text = tie({{"wage", "loss", 0.9, "", "plan.toml line 4"},
                                  {"loss", "fare", 0.9, "", "plan.toml line 8"},
                                  {"wage", "fare", -0.9, "", "plan.toml line 12"}});
    EXPECT_TRUE(has(text, "the correlations contradict one another")) << text;
    EXPECT_TRUE(has(text, "plan.toml line") && has(text, "Bring that pair nearer to")) << text;
}

TEST(ParameterTable, AUsersPairReplacesTheShippedOneAndZeroRemovesIt) {
    const ParameterTable table(few_rows(), {{"wage", "fare", 0.8, "test", ""}});
    const std::vector<Correlation> weaker{{"fare", "wage", 0.3, "", ""}}, none{{"fare", "wage", 0.0, "", ""}};
    EXPECT_NEAR(score_correlation(table.changed_by({}, weaker), "wage", "fare", 8000), 0.3, 0.06);
    EXPECT_TRUE(table.changed_by({}, none).correlations().empty());
    // Fixing one of the pair leaves the other alone and is no error.
    const std::vector<ParameterOverride> fixed{{"wage", 5.0, ""}};
    const ParameterTable alone(few_rows());
    EXPECT_EQ(table.changed_by(fixed).drawn_value("fare", kSeed, 1), alone.drawn_value("fare", kSeed, 1));
}

TEST(ParameterTable, BrokenRowsAreListedTogether) {
    std::vector<ParameterRow> rows = few_rows();
    rows[0].low = 9.0;
    rows[1].unit = "furlong";
    rows[2].source.clear();
    rows[4].price_year = 0;
    rows.push_back(rows[3]);
    const std::string text = message<SchemaError>([&] { ParameterTable table(rows); });
    for (const std::string_view part : {"low 9 is above high 7", "\"furlong\" is no known unit", "there is no source",
                                        "money needs a price_year", "the name stands already"}) {
        EXPECT_TRUE(has(text, part)) << part << " in: " << text;
    }
    rows = few_rows();
    rows[1].value = 0.5;
    EXPECT_TRUE(
        has(message<SchemaError>([&] { ParameterTable table(rows); }), "value 0.5 lies outside low 0.1 to high 0.3"));
    rows = few_rows();
    rows[1].high = 1.4;
    EXPECT_TRUE(has(message<SchemaError>([&] { ParameterTable table(rows); }), "must be between 0 and 1"));
    EXPECT_TRUE(has(message<SchemaError>([&] {
                        ParameterTable table(few_rows(), {{"wage", "x", 0.1, "s", ""}});
                    }),
                    "there is no parameter \"x\""));
}

TEST(ParameterTable, TheModelNeedsAllItsParameters) {
    const ParameterTable table(few_rows());
    EXPECT_TRUE(has(message<SchemaError>([&] { (void)central(table); }), "there is no row for ymax"));
}

TEST(Units, AreWordsAndCurrencies) {
    for (const std::string_view unit : {"1", "kg/ha", "USD/person/yr", "GHS", "share/yr", "logit/4yr", "kg/AE/day"}) {
        EXPECT_TRUE(is_unit(unit)) << unit;
    }
    for (const std::string_view unit : {"", "kg/", "kilo", "kg ha", "usd/ha", "USDX"})
        EXPECT_FALSE(is_unit(unit)) << unit;
    EXPECT_TRUE(is_money("USD/ha"));
    EXPECT_FALSE(is_money("kg/ha"));
}

TEST(Provenance, CountsWhatIsDrawn) {
    std::vector<ParameterRow> rows = few_rows();
    rows[0].provenance = Provenance::recalled;
    rows[1].provenance = Provenance::published;
    rows[1].active = "megakarya zone";
    rows[2].provenance = Provenance::computed;
    rows[4].provenance = Provenance::published;
    const ParameterTable table(rows);
    const ProvenanceCounts counts = provenance_of_drawn(table);
    EXPECT_EQ(counts.text(), "2 published, 1 computed, 1 recalled, 0 assumed");
    EXPECT_EQ(counts.total(), 4);  // the fixed row is not counted
    EXPECT_TRUE(counts.is_assumption_range());
    const auto always =
        provenance_of_drawn(table, [](const ParameterRow& r) { return r.active == "always" && r.name != "wage"; });
    EXPECT_EQ(always.total(), 2);
    EXPECT_FALSE(always.is_assumption_range());
}

}  // namespace
}  // namespace smallholder
