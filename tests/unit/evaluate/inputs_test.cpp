// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/inputs.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "smallholder/evaluate/cvar.hpp"
#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/gini.hpp"
#include "smallholder/evaluate/living_income.hpp"
#include "smallholder/evaluate/lorenz.hpp"
#include "smallholder/evaluate/sen_shorrocks_thon.hpp"
#include "smallholder/evaluate/watts.hpp"

namespace {

using namespace smallholder;
using Column = std::vector<double>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The text of the RangeError that an action throws; empty when it throws none.
template <typename Action>
std::string range_error_of(Action action) {
    try {
        action();
    } catch (const RangeError& error) {
        return error.what();
    }
    return {};
}

/// Every measure of one column of incomes, under one roof, so that no measure can forget a check.
struct Measure {
    const char* name;
    void (*run)(const Column& incomes, const Column& weights);
};

const Measure kMeasures[] = {
    {"fgt", [](const Column& y, const Column& w) { (void)metrics::fgt(y, 10.0, 1.0, w); }},
    {"watts", [](const Column& y, const Column& w) { (void)metrics::watts(y, 10.0, w); }},
    {"sen_shorrocks_thon",
     [](const Column& y, const Column& w) { (void)metrics::sen_shorrocks_thon(y, 10.0, w); }},
    {"gini", [](const Column& y, const Column& w) { (void)metrics::gini(y, w); }},
    {"lorenz", [](const Column& y, const Column& w) { (void)metrics::lorenz(y, w); }},
    {"living_income",
     [](const Column& y, const Column& w) { (void)metrics::living_income(y, 10.0, w); }},
    {"cvar", [](const Column& y, const Column& w) { (void)metrics::cvar(y, 0.9, w); }},
};

class EveryMeasure : public testing::TestWithParam<Measure> {};

TEST_P(EveryMeasure, AcceptsPlainInput) {
    EXPECT_NO_THROW(GetParam().run({5.0, 20.0}, {}));
    EXPECT_NO_THROW(GetParam().run({5.0, 20.0}, {1.0, 3.0}));
    EXPECT_NO_THROW(GetParam().run({5.0, 20.0}, {0.0, 3.0}));
}

TEST_P(EveryMeasure, RefusesWhatItCannotMean) {
    const auto refuses = [](const Column& y, const Column& w, const std::string& because) {
        const std::string text = range_error_of([&] { GetParam().run(y, w); });
        EXPECT_NE(text.find(because), std::string::npos)
            << GetParam().name << " said: '" << text << "'";
        EXPECT_NE(text.find(std::string("metrics::") + GetParam().name + ": "), std::string::npos);
    };
    refuses({}, {}, "is empty");
    refuses({1.0, kNaN}, {}, "[1] is missing (NaN)");
    refuses({kInfinity, 1.0}, {}, "[0] is infinite");
    refuses({1.0, 2.0}, {1.0}, "weights has 1 entries for 2 households");
    refuses({1.0, 2.0}, {1.0, -0.5}, "weights[1] is negative");
    refuses({1.0, 2.0}, {kNaN, 1.0}, "weights[0] is missing (NaN)");
    refuses({1.0, 2.0}, {0.0, 0.0}, "all weights are zero");
}

INSTANTIATE_TEST_SUITE_P(Evaluate, EveryMeasure, testing::ValuesIn(kMeasures),
                         [](const auto& measure) { return std::string(measure.param.name); });

TEST(Lines, OneForAllOrOnePerHousehold) {
    const metrics::Lines one = 7.0;
    EXPECT_FALSE(one.per_household());
    EXPECT_EQ(one[0], 7.0);
    EXPECT_EQ(one[99], 7.0);
    const Column column{1.0, 2.0};
    const metrics::Lines each = column;
    EXPECT_TRUE(each.per_household());
    EXPECT_EQ(each.size(), 2u);
    EXPECT_EQ(each[1], 2.0);
}

TEST(Lines, MustBePositiveFiniteAndOnePerHousehold) {
    const Column incomes{1.0, 2.0, 3.0};
    const auto text = [&](const metrics::Lines& lines) {
        return range_error_of([&] { (void)metrics::fgt(incomes, lines, 0.0); });
    };
    EXPECT_NE(text(0.0).find("the line for all is 0"), std::string::npos);
    EXPECT_NE(text(-3.0).find("Use a line above zero"), std::string::npos);
    EXPECT_NE(text(kNaN).find("the line for all"), std::string::npos);
    EXPECT_NE(text(Column{1.0, 0.0, 1.0}).find("the line of household 1"), std::string::npos);
    EXPECT_NE(text(Column{1.0, 1.0}).find("lines has 2 entries for 3 households"),
              std::string::npos);
    // A column of one line is a column, not a line for all.
    EXPECT_NE(text(Column{1.0}).find("lines has 1 entries for 3 households"), std::string::npos);
}

TEST(NonPositiveRule, CountsWhatItTouches) {
    const Column incomes{-5.0, 0.0, 0.5, 4.0};
    const Column weights{1.0, 2.0, 3.0, 4.0};
    Column kept;
    const auto keep = [&](double income, double) { kept.push_back(income); };

    const auto dropped = metrics::detail::for_each_positive(
        incomes, weights, metrics::NonPositiveRule::drop(), "here", keep);
    EXPECT_EQ(kept, (Column{0.5, 4.0}));
    EXPECT_EQ(dropped.adjusted, 2);
    EXPECT_DOUBLE_EQ(dropped.adjusted_share, 0.3);

    kept.clear();
    const auto floored = metrics::detail::for_each_positive(
        incomes, weights, metrics::NonPositiveRule::floor_at(1.0), "here", keep);
    EXPECT_EQ(kept, (Column{1.0, 1.0, 1.0, 4.0}));
    EXPECT_EQ(floored.adjusted, 3);
    EXPECT_DOUBLE_EQ(floored.adjusted_share, 0.6);

    EXPECT_NE(range_error_of([&] {
                  metrics::detail::for_each_positive(incomes, weights,
                                                     metrics::NonPositiveRule::refuse(), "here", keep);
              }).find("incomes[0] is -5"),
              std::string::npos);
    EXPECT_NE(range_error_of([&] {
                  metrics::detail::for_each_positive(
                      incomes, weights, metrics::NonPositiveRule::floor_at(0.0), "here", keep);
              }).find("the floor is 0"),
              std::string::npos);
    EXPECT_NE(range_error_of([&] {
                  metrics::detail::for_each_positive(Column{-1.0, 0.0}, {},
                                                     metrics::NonPositiveRule::drop(), "here", keep);
              }).find("no income is above zero"),
              std::string::npos);
}

TEST(NonPositiveRule, LeavesRowsWithoutWeightAlone) {
    Column kept;
    const auto note = metrics::detail::for_each_positive(
        Column{-5.0, 4.0}, Column{0.0, 1.0}, metrics::NonPositiveRule::refuse(), "here",
        [&](double income, double) { kept.push_back(income); });
    EXPECT_EQ(kept, Column{4.0});
    EXPECT_EQ(note.adjusted, 0);
}

}  // namespace
