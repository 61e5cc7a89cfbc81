// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/parameters.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <string>

#include "smallholder/consortium/parameter_rows.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(ConsortiumParameters, EveryMemberHasOneRow) {
    // The struct holds nothing but doubles, so its size counts the members that the table must name.
    EXPECT_EQ(sizeof(ConsortiumParameters), kConsortiumParameterRows.size() * sizeof(double));
    std::set<std::string_view> names;
    ConsortiumParameters marked;
    for (const auto& row : kConsortiumParameterRows) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        marked.*row.member = -77.0;  // a member named twice would leave another one unmarked
    }
    for (const auto& row : kConsortiumParameterRows) EXPECT_EQ(marked.*row.member, -77.0) << row.name;
}

TEST(ConsortiumParameters, EveryRowIsExplainedAndHoldsItsDefault) {
    const std::set<std::string_view> provenances{"published", "computed", "recalled", "assumed"};
    for (const auto& row : kConsortiumParameterRows) {
        const double value = ConsortiumParameters{}.*row.member;
        EXPECT_TRUE(row.least <= row.low && row.low <= value && value <= row.high && row.high <= row.most) << row.name;
        EXPECT_LT(row.low, row.high) << row.name;
        EXPECT_FALSE(row.unit.empty() || row.meaning.empty() || row.source.empty()) << row.name;
        EXPECT_TRUE(provenances.contains(row.provenance)) << row.name << ": " << row.provenance;
    }
}

TEST(ConsortiumParameters, AreSetByNameAndByNothingElse) {
    ConsortiumParameters p;
    p.set("exit_intercept", 2.5);
    EXPECT_EQ(p.exit_intercept, 2.5);
    EXPECT_EQ(p.get("exit_intercept"), 2.5);
    p.set("exit_intercept", ConsortiumParameters{}.exit_intercept);
    EXPECT_EQ(p, ConsortiumParameters{});
}

TEST(ConsortiumParameters, NameWhatWasMeant) {
    ConsortiumParameters p;
    try {
        p.set("exit_intersept", 2.0);
        FAIL() << "took a name that there is not";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("exit_intercept"), std::string::npos) << error.what();
    }
    EXPECT_THROW(p.get(""), ProgrammeError);
}

TEST(ConsortiumParameters, RefuseWhatTheyCannotMean) {
    ConsortiumParameters p;
    EXPECT_THROW(p.set("excludability", 1.01), RangeError);
    EXPECT_THROW(p.set("pair_cost", -1.0), RangeError);
    EXPECT_THROW(p.set("join_intercept", std::numeric_limits<double>::quiet_NaN()), RangeError);
    EXPECT_EQ(p, ConsortiumParameters{});
    p.set("excludability", 0.9);  // beyond what is plausible, but it has a meaning
    EXPECT_EQ(p.excludability, 0.9);
}

}  // namespace
