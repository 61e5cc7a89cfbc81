// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/payers.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include "smallholder/core/errors.hpp"

namespace smallholder {
namespace {

constexpr auto kPerspectives = std::to_array<std::string_view>(
    {"programme", "participants", "other_farmers", "farmers", "origin_farmers", "origin_growers", "workers_and_sharecroppers", "landlords", "lenders",
     "government", "growers_elsewhere", "buyers", "local_businesses", "country", "society", "society_with_spillovers"});
/// Parties of the books that are no perspective of their own.
constexpr auto kOtherParties = std::to_array<std::string_view>(
    {"participant_sharecroppers", "other_sharecroppers", "hired_workers", "traders", "baseline", "all"});

std::string text_of(double value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

}  // namespace

std::span<const std::string_view> perspective_names() { return kPerspectives; }

void require_payers(const std::vector<std::pair<std::string, double>>& shares, const std::string& where) {
    if (shares.empty()) return;
    double sum = 0.0;
    for (const auto& [payer, share] : shares) {
        const std::string at = where + ", paid_by." + payer;
        if (!(share > 0.0 && share <= 1.0))
            throw ProgrammeError(text_of(share) + " is no share of a bill", at,
                                 share > 1.0 && share <= 100.0 ? "Write " + text_of(share) + "% as " + text_of(share / 100.0)
                                                               : "Give a share above 0 and up to 1, or leave that payer out");
        const bool taken = std::ranges::find(kPerspectives, payer) != kPerspectives.end() || std::ranges::find(kOtherParties, payer) != kOtherParties.end();
        if (payer.empty() || (taken && payer != "government" && payer != "programme"))
            throw ProgrammeError("\"" + payer + "\" stands for others in the books and cannot be a payer's name", at,
                                 "Give the payer a name of its own; what farmers pay themselves is set by the intervention's fields");
        sum += share;
    }
    if (std::abs(sum - 1.0) > 1e-9)
        throw ProgrammeError("the shares sum to " + text_of(sum) + (sum < 1.0 ? ", so part of the bill would not be paid" : ", more than the bill"),
                             where + ", paid_by", "Let them sum to 1, such as government = 0.4, donor = 0.6");
}

}  // namespace smallholder
