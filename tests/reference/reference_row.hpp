// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A reference value as a row: what it was computed from, what must come out, and who says so.
///
/// Rows of the suite ReferenceSeen were published, or computed by other people's programs: they test
/// that the code describes the world. Rows of ReferenceDerived were computed from the specification:
/// they test that the code is the specification. The two are counted apart.

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace smallholder::reference_rows {

struct ReferenceRow {
    const char* id;
    const char* component;
    const char* input;
    std::vector<double> expected;
    double tolerance;  ///< absolute, on each number
    const char* source;
    std::vector<double> (*compute)();

    bool derived() const {
        const std::string_view from = source;
        return from.starts_with("DERIVED") || from.starts_with("computed here");
    }
};

inline void PrintTo(const ReferenceRow& row, std::ostream* out) {
    *out << row.id << " " << row.component << ": " << row.input << " [" << row.source << "]";
}

/// The rows of one of the two kinds, for INSTANTIATE_TEST_SUITE_P.
std::vector<ReferenceRow> rows_of_kind(const std::vector<ReferenceRow>& rows, bool derived);
/// The id of a row as the name of its test.
std::string row_id(const testing::TestParamInfo<ReferenceRow>& row);

class ReferenceTest : public testing::TestWithParam<ReferenceRow> {};
class ReferenceSeen : public ReferenceTest {};
class ReferenceDerived : public ReferenceTest {};

}  // namespace smallholder::reference_rows
