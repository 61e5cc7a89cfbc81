// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/disclosure.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

constexpr std::size_t kHouseholds = 60;
constexpr Index kMinimum = 10;

Disclosure fresh() { return {std::vector<double>(kHouseholds, 2.0), kMinimum}; }
std::vector<double> figures() {
    std::vector<double> made;
    for (std::size_t h = 0; h < kHouseholds; ++h) made.push_back(100.0 + static_cast<double>(h * h));
    return made;
}
std::vector<char> from_to(std::size_t from, std::size_t to) {
    std::vector<char> cell(kHouseholds, 0);
    for (std::size_t h = from; h < to; ++h) cell[h] = 1;
    return cell;
}
bool answers(Disclosure& disclosure, const std::vector<char>& cell) {
    try {
        (void)disclosure.mean(cell, figures());
        return true;
    } catch (const RangeError& error) {
        EXPECT_FALSE(error.remedy().empty());
        return false;
    }
}

TEST(Disclosure, OfManyIsTheirMeanAndHowManyTheyStandFor) {
    Disclosure disclosure = fresh();
    const SharedMean all = disclosure.mean(from_to(0, 60), std::vector<double>(kHouseholds, 7.0));
    EXPECT_EQ(all.households, 60);
    EXPECT_EQ(all.stand_for, 120.0);
    EXPECT_EQ(all.mean, 7.0);
    EXPECT_NEAR(disclosure.mean(from_to(0, 10), figures()).mean, 100.0 + 285.0 / 10.0, 1e-12);  // squares of 0 to 9
}

TEST(Disclosure, OfFewAndOfAllButFewIsRefused) {
    Disclosure disclosure = fresh();
    EXPECT_FALSE(answers(disclosure, from_to(0, 9)));
    EXPECT_TRUE(answers(disclosure, from_to(0, 10)));
    Disclosure other = fresh();
    EXPECT_FALSE(answers(other, from_to(0, 51)));  // the nine who are left
    EXPECT_TRUE(answers(other, from_to(0, 50)));
    EXPECT_FALSE(answers(other, from_to(60, 60)));
}

// The differencing attack: the mean of thirty and of twenty-nine of them give away the thirtieth.
TEST(Disclosure, TwoCellsThatDifferByOneHouseholdDoNotRevealIt) {
    Disclosure disclosure = fresh();
    EXPECT_TRUE(answers(disclosure, from_to(0, 30)));
    EXPECT_FALSE(answers(disclosure, from_to(0, 29)));
    EXPECT_FALSE(answers(disclosure, from_to(0, 31)));
    EXPECT_TRUE(answers(disclosure, from_to(0, 30)));   // again: nothing new
    EXPECT_TRUE(answers(disclosure, from_to(30, 60)));  // the others: known already
    EXPECT_TRUE(answers(disclosure, from_to(0, 60)));
}

// By two cells that overlap in one household, and everything else that is known.
TEST(Disclosure, NeitherDoTwoThatShareOne) {
    Disclosure disclosure = fresh();
    EXPECT_TRUE(answers(disclosure, from_to(0, 30)));
    EXPECT_FALSE(answers(disclosure, from_to(29, 60)));
    EXPECT_TRUE(answers(disclosure, from_to(20, 50)));  // ten here, ten there, twenty in the middle
}

// Whatever is asked, ten thousand times: of any household there are nine others whom no answer tells from it. Exchange its figure with one
// of theirs, and every answer is the same: so that nothing that can be worked out of the answers says which of the ten it was.
TEST(Disclosure, NoChainOfQuestionsSinglesOutAHousehold) {
    std::mt19937 luck(3);
    Disclosure disclosure = fresh();
    std::vector<std::vector<char>> answered;
    for (int question = 0; question < 10000; ++question) {
        std::vector<char> cell(kHouseholds, 0);
        if (question % 2 == 0) {
            // Blocks of ten, some of them: the kind of cell that does no harm.
            const unsigned blocks = luck() % 64;
            for (std::size_t h = 0; h < kHouseholds; ++h) cell[h] = blocks >> (h / 10) & 1u;
        } else {
            for (char& in : cell) in = luck() % 2;
        }
        if (answers(disclosure, cell)) answered.push_back(cell);
    }
    EXPECT_GT(answered.size(), 100u);
    std::map<std::vector<char>, Index> alike;
    for (std::size_t h = 0; h < kHouseholds; ++h) {
        std::vector<char> in;
        for (const auto& cell : answered) in.push_back(cell[h]);
        ++alike[in];
    }
    for (const auto& [in, count] : alike) EXPECT_GE(count, kMinimum);
    EXPECT_GT(alike.size(), 1u);
}

TEST(Disclosure, RefusesWhatWouldHideNothing) {
    const auto refusal = [](std::vector<double> weight, Index minimum) {
        try {
            (void)Disclosure(std::move(weight), minimum);
        } catch (const RangeError& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    EXPECT_NE(refusal(std::vector<double>(60, 1.0), 4).find("Use 5 or more"), std::string::npos);
    EXPECT_NE(refusal(std::vector<double>(9, 1.0), 10).find("9 households"), std::string::npos);
    EXPECT_NE(refusal(std::vector<double>(60, 0.0), 10).find("weight"), std::string::npos);
    Disclosure disclosure = fresh();
    std::vector<double> gap = figures();
    gap[3] = std::nan("");
    EXPECT_THROW((void)disclosure.mean(from_to(0, 20), gap), RangeError);
    EXPECT_NO_THROW((void)disclosure.mean(from_to(10, 30), gap));
}

}  // namespace
