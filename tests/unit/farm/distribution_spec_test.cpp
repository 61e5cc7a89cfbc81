// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/distribution_spec.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace smallholder {
namespace {

DistributionSpec range(Shape shape, double p5, double p95) {
    DistributionSpec spec;
    spec.shape = shape;
    spec.p5 = p5;
    spec.p95 = p95;
    return spec;
}

DistributionSpec moments(Shape shape, double mean, double sd) {
    DistributionSpec spec;
    spec.shape = shape;
    spec.mean = mean;
    spec.sd = sd;
    return spec;
}

DistributionSpec ends(Shape shape, double low, double mode, double high) {
    DistributionSpec spec;
    spec.shape = shape;
    spec.low = low;
    spec.mode = mode;
    spec.high = high;
    return spec;
}

DistributionSpec list(std::vector<double> values, std::vector<double> probabilities) {
    DistributionSpec spec;
    spec.shape = Shape::discrete;
    spec.values = std::move(values);
    spec.probabilities = std::move(probabilities);
    return spec;
}

TEST(DistributionSpec, ARangeIsMetByEveryShapeThatTakesOne) {
    for (const Shape shape : {Shape::normal, Shape::lognormal, Shape::beta, Shape::uniform}) {
        const auto made = make_distribution(range(shape, 0.2, 0.6), {}, "test");
        EXPECT_NEAR(stats::quantile(made, 0.05), 0.2, 1e-8) << name_of(shape);
        EXPECT_NEAR(stats::quantile(made, 0.95), 0.6, 1e-8) << name_of(shape);
    }
    for (const Shape shape : {Shape::triangular, Shape::pert}) {
        DistributionSpec spec = range(shape, 0.2, 0.6);
        spec.mode = 0.3;
        const auto made = make_distribution(spec, {}, "test");
        EXPECT_NEAR(stats::quantile(made, 0.05), 0.2, 1e-8) << name_of(shape);
        EXPECT_NEAR(stats::quantile(made, 0.95), 0.6, 1e-8) << name_of(shape);
    }
}

TEST(DistributionSpec, MomentsAreMet) {
    for (const Shape shape : {Shape::normal, Shape::lognormal, Shape::beta}) {
        const auto made = make_distribution(moments(shape, 0.4, 0.1), {}, "test");
        EXPECT_NEAR(stats::mean(made), 0.4, 1e-9) << name_of(shape);
        EXPECT_NEAR(stats::standard_deviation(made), 0.1, 1e-9) << name_of(shape);
    }
}

TEST(DistributionSpec, EndsAreNeverPassed) {
    for (const Shape shape : {Shape::triangular, Shape::pert}) {
        const auto made = make_distribution(ends(shape, 1.0, 2.0, 4.0), {}, "test");
        EXPECT_GE(stats::quantile(made, 0x1p-33), 1.0);
        EXPECT_LE(stats::quantile(made, 1.0 - 0x1p-33), 4.0);
    }
}

TEST(DistributionSpec, AListMayLeaveProbabilitiesOutOrRoundThem) {
    const auto equal = make_distribution(list({3.0, 1.0}, {}), {}, "test");
    EXPECT_EQ(stats::quantile(equal, 0.4), 1.0);
    EXPECT_EQ(stats::quantile(equal, 0.6), 3.0);
    const auto thirds = make_distribution(list({1.0, 2.0, 3.0}, {0.333, 0.333, 0.333}), {}, "test");
    EXPECT_NEAR(stats::mean(thirds), 2.0, 1e-12);
}

TEST(DistributionSpec, SaysWhatIsWrong) {
    const auto wrong = [](const DistributionSpec& spec, const Bounds& bounds = {}) {
        return problem_with(spec, bounds).value_or("nothing");
    };
    EXPECT_EQ(wrong(range(Shape::normal, 0.6, 0.2)), "p5 = 0.6 is above p95 = 0.2");
    EXPECT_EQ(wrong(range(Shape::normal, 0.2, 0.2)), "p5 and p95 are both 0.2; give a plain number");
    EXPECT_EQ(wrong(ends(Shape::pert, 5.0, 1.0, 2.0)), "low = 5 is above high = 2");
    EXPECT_EQ(wrong(ends(Shape::pert, 1.0, 3.0, 2.0)), "mode = 3 is above high = 2");
    EXPECT_EQ(wrong(ends(Shape::normal, 1.0, 2.0, 3.0)),
              "a normal distribution takes p5, p95 or mean, sd, not low, mode, high");
    EXPECT_EQ(wrong(moments(Shape::normal, 1.0, -1.0)), "sd = -1 must be above 0");
    EXPECT_EQ(wrong(moments(Shape::normal, std::nan(""), 1.0)), "mean = nan is not a finite number");
    EXPECT_EQ(wrong(range(Shape::lognormal, -1.0, 2.0)),
              "a lognormal distribution is above 0 throughout; use normal, or figures above 0");
    EXPECT_EQ(wrong(range(Shape::beta, 0.2, 1.5)), "a beta distribution lies between 0 and 1; its figures must too");
    EXPECT_EQ(wrong(moments(Shape::beta, 0.5, 0.6)), "sd = 0.6 is more than a share with mean 0.5 can have");
    EXPECT_EQ(wrong(range(Shape::normal, 0.2, 1.5), {0.0, 1.0}), "p95 = 1.5 cannot be: it must be between 0 and 1");
    EXPECT_EQ(wrong(list({1.0, 2.0}, {0.5})), "2 values have 1 probabilities");
    EXPECT_EQ(wrong(list({1.0, 2.0}, {0.5, 0.6})), "the probabilities sum to 1.1 and not to 1");
    EXPECT_EQ(wrong(list({1.0, 2.0}, {1.5, -0.5})), "1.5 is no probability");
    EXPECT_EQ(wrong(list({}, {})), "a discrete distribution needs a list of values");
    EXPECT_EQ(wrong(range(Shape::normal, 0.2, 0.6)), "nothing");
}

TEST(DistributionSpec, RareDrawsMayNotLeaveWhatTheQuantityCanBe) {
    EXPECT_NO_THROW(make_distribution(range(Shape::normal, 0.45, 0.55), {0.0, 1.0}, "test"));
    try {
        make_distribution(range(Shape::normal, 0.2, 0.6), {0.0, 1.0}, "plan.toml line 3");
        FAIL() << "a normal with sd 0.12 about 0.4 reaches below 0";
    } catch (const ProgrammeError& error) {
        EXPECT_EQ(error.where(), "plan.toml line 3");
        EXPECT_NE(error.what_happened().find("it must be between 0 and 1"), std::string::npos);
        EXPECT_NE(error.remedy().find("beta"), std::string::npos);
    }
}

TEST(DistributionSpec, IsWrittenAsProgrammeFilesWriteIt) {
    EXPECT_EQ(to_string(range(Shape::lognormal, 3.0, 6.5)), "{p5 = 3, p95 = 6.5, distribution = \"lognormal\"}");
    EXPECT_EQ(to_string(list({1.0, 2.0}, {0.25, 0.75})),
              "{values = [1, 2], probabilities = [0.25, 0.75], distribution = \"discrete\"}");
}

TEST(Shortest, WritesHouseholdsAsPeopleDo) {
    EXPECT_EQ(shortest(500000.0), "500000");
    EXPECT_EQ(shortest(0.1), "0.1");
    EXPECT_EQ(shortest(-0.0099), "-0.0099");
    EXPECT_EQ(shortest(1e300), "1e+300");
    EXPECT_EQ(shortest(1e-9), "1e-09");
    EXPECT_EQ(std::stod(shortest(1.0 / 3.0)), 1.0 / 3.0);
}

TEST(Shapes, HaveTheirNames) {
    EXPECT_EQ(shape_named("pert"), Shape::pert);
    EXPECT_FALSE(shape_named("gauss").has_value());
    EXPECT_EQ(shape_names().size(), 7u);
}

}  // namespace
}  // namespace smallholder
