// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smallholder {

/// Whose gains are reported in every run, besides each payer by its own name (evaluate/ledger.hpp; a test compares the two).
std::span<const std::string_view> perspective_names();

/// Who pays which share of what an intervention costs. They must be shares above 0 that sum to 1, and no payer may bear a name
/// that stands for others in the books; "government" is the origin's own, "programme" means that it does not matter who pays.
/// Tested: tests/property/ledger_test.cpp, tests/unit/io/programme_errors_test.cpp
/// Throws ProgrammeError otherwise; `where` comes before it.
void require_payers(const std::vector<std::pair<std::string, double>>& shares, const std::string& where);

}  // namespace smallholder
