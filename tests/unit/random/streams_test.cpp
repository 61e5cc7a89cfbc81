// SPDX-License-Identifier: Apache-2.0
#include "smallholder/random/streams.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using namespace smallholder::random;

constexpr std::uint64_t kSeed = 0x0123456789abcdefu;

TEST(Streams, LayOutTheCounterAsTheHeaderSays) {
    const Address at{0x1122334455667788u, 0x00abcdef, 0x12, 0x34};
    const auto words = philox4x32_10({0x55667788, 0x11223344, 0xabcdef12, 0x00030234}, {0x89abcdef, 0x01234567});
    const auto u = uniforms(kSeed, at, Stream::household, 2);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(u[i], uniform_of(words[i]));
    EXPECT_EQ(uniform(kSeed, at, Purpose::insurance_index), u[0]);
    EXPECT_EQ(uniform(kSeed, at, Purpose::lump_expense), u[3]);
}

TEST(Streams, AreKnownBeforeTheProgramRuns) {
    constexpr double u = uniform(1, {7, 0, 0, 3}, Purpose::weather_iid);
    static_assert(u > 0.0 && u < 1.0);
    EXPECT_EQ(uniform(1, {7, 0, 0, 3}, Purpose::weather_iid), u);
}

TEST(Streams, ChangeWithEveryPartOfTheAddress) {
    const Address at{42, 3, 1, 5};
    const double u = uniform(kSeed, at, Purpose::replanting);
    EXPECT_NE(uniform(kSeed + 1, at, Purpose::replanting), u);
    EXPECT_NE(uniform(kSeed + (1ull << 32), at, Purpose::replanting), u);
    for (const Address other : {Address{43, 3, 1, 5}, Address{42 | (1ull << 40), 3, 1, 5}, Address{42, 4, 1, 5},
                                Address{42, 3, 2, 5}, Address{42, 3, 1, 6}}) {
        EXPECT_NE(uniform(kSeed, other, Purpose::replanting), u);
    }
    EXPECT_NE(uniform(kSeed, at, Purpose::rechoice), u);
}

TEST(Streams, GiveEveryPurposeANumberOfItsOwn) {
    // 32-bit numbers: among 200 households x 27 purposes a few may agree by chance (expected 0.003 pairs).
    std::set<double> seen;
    for (std::uint64_t household = 0; household < 200; ++household) {
        for (const auto& row : kPurposes) seen.insert(uniform(kSeed, {household, 1, 0, 2}, row.purpose));
    }
    EXPECT_EQ(seen.size(), 200 * kPurposes.size());
}

TEST(HouseholdUniforms, AreThoseOfTheirPurposes) {
    const Address at{hash_name("GH-17"), 9, 1, 4};
    const auto u = household_uniforms(kSeed, at);
    for (const auto& row : kPurposes) {
        if (row.stream != Stream::household) continue;
        EXPECT_EQ(u[static_cast<std::size_t>(slot(row.purpose))], uniform(kSeed, at, row.purpose)) << row.name;
    }
}

std::vector<std::uint64_t> household_ids(int count) {
    std::vector<std::uint64_t> ids;
    for (int i = 0; i < count; ++i) ids.push_back(hash_name("household " + std::to_string(i)));
    return ids;
}

TEST(HouseholdUniforms, FillColumnsAsOneByOne) {
    const auto ids = household_ids(37);  // not a multiple of any lane
    for (const Index count : {0, 1, 3, 4, 8, 16, 37}) {
        std::vector<double> columns(40 * kHouseholdSlots, -1.0);
        fill_household_uniforms(kSeed, ids.data(), count, 5, 1, 11, columns.data(), 40);
        for (int s = 0; s < kHouseholdSlots; ++s) {
            for (Index i = 0; i < 40; ++i) {
                const double found = columns[static_cast<std::size_t>(s * 40 + i)];
                if (i >= count) {
                    EXPECT_EQ(found, -1.0) << "written beyond the households";
                } else {
                    EXPECT_EQ(found, household_uniforms(kSeed, {ids[static_cast<std::size_t>(i)], 5, 1,
                                                                11})[static_cast<std::size_t>(s)]);
                }
            }
        }
    }
}

TEST(HouseholdUniforms, BelongToTheHouseholdAndNotToItsPlace) {
    // The same households in one block, in seven, backwards and shuffled.
    const int count = 1000, years = 10;
    const auto ids = household_ids(count);
    const auto luck_of = [&](const std::vector<std::uint64_t>& order, std::size_t blocks) {
        std::map<std::uint64_t, std::vector<double>> luck;
        const std::size_t size = (order.size() + blocks - 1) / blocks;
        for (std::size_t from = 0; from < order.size(); from += size) {
            const std::size_t here = std::min(size, order.size() - from);
            std::vector<double> columns(here * kHouseholdSlots);
            for (int year = 1; year <= years; ++year) {
                fill_household_uniforms(kSeed, order.data() + from, static_cast<Index>(here), 2, 0,
                                        static_cast<std::uint32_t>(year), columns.data(), static_cast<Index>(here));
                for (std::size_t i = 0; i < here; ++i) {
                    for (std::size_t s = 0; s < kHouseholdSlots; ++s) {
                        luck[order[from + i]].push_back(columns[s * here + i]);
                    }
                }
            }
        }
        return luck;
    };
    const auto expected = luck_of(ids, 1);
    EXPECT_EQ(luck_of(ids, 7), expected);
    auto order = ids;
    std::reverse(order.begin(), order.end());
    EXPECT_EQ(luck_of(order, 7), expected);
    std::mt19937_64 shuffling(6);
    std::shuffle(order.begin(), order.end(), shuffling);
    EXPECT_EQ(luck_of(order, 3), expected);
}

TEST(HouseholdUniforms, AreUniformAndIndependentOfOneAnother) {
    const int count = 20000;
    const auto ids = household_ids(count);
    std::vector<double> columns(static_cast<std::size_t>(count) * kHouseholdSlots);
    fill_household_uniforms(kSeed, ids.data(), count, 0, 0, 1, columns.data(), count);
    const auto column = [&](int s) { return columns.data() + static_cast<std::size_t>(s) * count; };
    // Mean of n uniforms: standard error sqrt(1/12n); correlation of two columns: 1/sqrt(n). Four of them, in
    // 16 and 120 comparisons.
    const double mean_error = 4.0 * std::sqrt(1.0 / (12.0 * count)), correlation_error = 4.5 / std::sqrt(count);
    for (int a = 0; a < kHouseholdSlots; ++a) {
        EXPECT_NEAR(std::accumulate(column(a), column(a) + count, 0.0) / count, 0.5, mean_error);
        for (int b = 0; b < a; ++b) {
            double sum = 0.0;
            for (int i = 0; i < count; ++i) sum += (column(a)[i] - 0.5) * (column(b)[i] - 0.5);
            EXPECT_NEAR(12.0 * sum / count, 0.0, correlation_error);
        }
    }
}

TEST(Streams, GiveConsecutiveYearsAndDrawsUnrelatedLuck) {
    const int count = 20000;
    double years = 0.0, draws = 0.0, replicates = 0.0;
    for (std::uint64_t household = 0; household < count; ++household) {
        const auto centred = [&](std::uint32_t draw, std::uint32_t replicate, std::uint32_t year) {
            return uniform(kSeed, {household, draw, replicate, year}, Purpose::weather_iid) - 0.5;
        };
        const double base = centred(1, 0, 1);
        years += base * centred(1, 0, 2);
        draws += base * centred(2, 0, 1);
        replicates += base * centred(1, 1, 1);
    }
    for (const double sum : {years, draws, replicates}) EXPECT_NEAR(12.0 * sum / count, 0.0, 4.0 / std::sqrt(count));
}

TEST(PopulationVariables, HaveADrawEach) {
    std::set<std::string_view> names(kPopulationVariables.begin(), kPopulationVariables.end());
    EXPECT_EQ(names.size(), kPopulationVariables.size());
    constexpr int area = population_variable("area");
    static_assert(kPopulationVariables[static_cast<std::size_t>(area)] == "area");
    const Address at{99, 0, 0, 0};
    std::set<double> seen;
    for (int v = 0; v < static_cast<int>(kPopulationVariables.size()); ++v) {
        seen.insert(population_uniform(kSeed, at, v));
    }
    EXPECT_EQ(seen.size(), kPopulationVariables.size());
    EXPECT_EQ(population_uniform(kSeed, at, area),
              uniforms(kSeed, at, Stream::population, area / 4)[static_cast<std::size_t>(area % 4)]);
}

TEST(InterventionStreams, DependOnTheNameAlone) {
    static_assert(intervention_stream("training north") == intervention_stream("training north"));
    const Address at{5, 0, 0, 2};
    const auto training = intervention_stream("training"), road = intervention_stream("road");
    EXPECT_NE(training, road);
    EXPECT_NE(intervention_uniform(kSeed, at, training, InterventionPurpose::offer),
              intervention_uniform(kSeed, at, road, InterventionPurpose::offer));
    const auto u = uniforms(kSeed, at, training, 0);
    EXPECT_EQ(intervention_uniform(kSeed, at, training, InterventionPurpose::offer), u[0]);
    EXPECT_EQ(intervention_uniform(kSeed, at, training, InterventionPurpose::enrolment), u[1]);
    EXPECT_EQ(intervention_uniform(kSeed, at, training, InterventionPurpose::attendance), u[2]);
    EXPECT_EQ(intervention_uniform(kSeed, at, training, InterventionPurpose::delivery), u[3]);
    // Those of villages, queues and leaving have calls of their own, beyond the three that were there first.
    EXPECT_EQ(std::vector<int>({kVillageCall, kQueueCall, kAttritionCall, kKeptCall}), std::vector<int>({3, 4, 5, 6}));
    EXPECT_EQ(word_of(InterventionPurpose::village), 0u);
    EXPECT_EQ(word_of(InterventionPurpose::saturation), 1u);
    EXPECT_EQ(word_of(InterventionPurpose::wave), 2u);
    EXPECT_EQ(word_of(InterventionPurpose::queue), 3u);
    EXPECT_EQ(word_of(InterventionPurpose::attrition), 0u);
    EXPECT_EQ(word_of(InterventionPurpose::kept), 1u);
}

TEST(InterventionStreams, KeepClearOfTheModel) {
    for (int i = 0; i < 100000; ++i) {
        const auto stream = intervention_stream("intervention " + std::to_string(i));
        ASSERT_GE(stream, kFirstInterventionStream);
        ASSERT_LT(stream, 0xF000);
    }
    for (const auto& row : kPurposes) EXPECT_LT(static_cast<std::uint16_t>(row.stream), kFirstInterventionStream);
}

}  // namespace
