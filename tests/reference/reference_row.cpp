// SPDX-License-Identifier: Apache-2.0
#include "reference_row.hpp"

#include <algorithm>
#include <iterator>

namespace smallholder::reference_rows {

namespace {

void check(const ReferenceRow& row) {
    const std::vector<double> computed = row.compute();
    ASSERT_EQ(computed.size(), row.expected.size()) << row.id;
    for (std::size_t i = 0; i < computed.size(); ++i) {
        EXPECT_NEAR(computed[i], row.expected[i], row.tolerance) << row.id << ", number " << i + 1;
    }
}

}  // namespace

std::vector<ReferenceRow> rows_of_kind(const std::vector<ReferenceRow>& rows, bool derived) {
    std::vector<ReferenceRow> chosen;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(chosen),
                 [&](const ReferenceRow& row) { return row.derived() == derived; });
    return chosen;
}

std::string row_id(const testing::TestParamInfo<ReferenceRow>& row) { return row.param.id; }

TEST_P(ReferenceSeen, Holds) { check(GetParam()); }
TEST_P(ReferenceDerived, Holds) { check(GetParam()); }

}  // namespace smallholder::reference_rows
