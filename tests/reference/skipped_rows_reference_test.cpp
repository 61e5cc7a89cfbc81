// SPDX-License-Identifier: Apache-2.0
/// Rows that are carried by their id and not computed, each with the reason, so that nobody looks for them in vain.
#include <gtest/gtest.h>

#include <string>

namespace {

struct SkippedRow {
    const char* id;
    const char* what;
    const char* reason;
};

void PrintTo(const SkippedRow& row, std::ostream* out) {
    *out << row.id << " " << row.what;
}

constexpr const char* kNoData = "its data are not at hand, only the value";

class ReferenceSkipped : public testing::TestWithParam<SkippedRow> {};
INSTANTIATE_TEST_SUITE_P(
    Rows, ReferenceSkipped,
    testing::Values(
        SkippedRow{"TA14", "QUEFTS without fertiliser, Rquefts: 2848.64 56.55 9.78 54.44",
                   "a model of annual crops; needs the package it was computed with"},
        SkippedRow{"TA15", "QUEFTS with N60 P10 K60, Rquefts: 3756.95 81.67 10.89 77.39",
                   "a model of annual crops; needs the package it was computed with"},
        SkippedRow{"TA16", "QUEFTS with two other doses, Rquefts: 4179.11 4962.19",
                   "a model of annual crops; needs the package it was computed with"},
        SkippedRow{"TB03", "yearly price process on IMF prices: .880 .080 .174; 1.005 .082 .213", kNoData},
        SkippedRow{"TB04", "IMF cocoa price 2015 to 2025: 3130 ... 8384 USD/t", kNoData},
        SkippedRow{"TB15b", "World Bank price process to 2025: .959 .048 .238", kNoData},
        SkippedRow{"TG10", "value of information, chemotherapy example: 368.6051", kNoData},
        SkippedRow{"TG14", "Morris screening, exercise of Saltelli et al. (2008)", kNoData}),
    [](const auto& row) { return row.param.id; });

TEST_P(ReferenceSkipped, IsNotComputed) {
    GTEST_SKIP() << GetParam().id << ", " << GetParam().what << ": " << GetParam().reason;
}

}  // namespace
