// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who could pay for a programme, what each may pay for, and what each would have of it.
///
/// Plain nouns: a programme file and Python fill them, the consortium layer (consortium/) works with them. A figure is a distribution,
/// because nobody knows the others' figures for sure; a figure that is known is fixed.
/// Page: docs/consortium/members.md     Tested: tests/unit/io/programme_members_test.cpp

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/stats/distributions.hpp"

namespace smallholder {

enum class MemberType { firm, government, local_government, development_bank, donor, ngo, farmer_organisation, other };

/// What one expects of a member of a type where its own figures are not given.
struct MemberTypeRow {
    std::string_view name;
    double discount_rate;  ///< 1/yr
    double hurdle_rate;    ///< 1/yr; 0: none
    bool needs_funds;      ///< must it be able to fund something? Others bring a seat, or people
    std::string_view source;
};
inline constexpr std::array<MemberTypeRow, 8> kMemberTypes{{
    {"firm", 0.10, 0.0, true, "assumed: a usual weighted cost of capital in food manufacturing is 8-12%"},
    {"government", 0.08, 0.0, true, "assumed: social discount rates in use in low-income countries are 8-12%"},
    {"local_government", 0.08, 0.0, true, "assumed: as government"},
    {"development_bank", 0.10, 0.10, true, "assumed: development banks ask for an economic rate of return of 10-12%"},
    {"donor", 0.04, 0.0, true, "assumed: between the 3% and 5% in use for health and education"},
    {"ngo", 0.04, 0.0, false, "assumed: as donor"},
    {"farmer_organisation", 0.25, 0.0, false, "assumed: farmers' own rate, as in every run"},
    {"other", 0.08, 0.0, true, "assumed"},
}};
constexpr const MemberTypeRow& row_of(MemberType type) { return kMemberTypes[static_cast<std::size_t>(type)]; }

/// An intervention that a member may fund, and how far it could go by itself.
struct Earmark {
    std::string intervention;      ///< by name
    std::vector<double> levels;    ///< shares of the eligible that its own programme may reach, ascending, above 0; 0 is always possible
    double effectiveness = 1.0;    ///< of what it delivers over that of a good local provider; 1: the same
};

struct Member {
    using Figure = stats::Distribution;

    std::string name;
    MemberType type = MemberType::other;
    bool leader = false;
    std::vector<Earmark> funds;
    Figure budget_usd_per_year = Figure::fixed(0.0);
    bool may_transfer = true;                                  ///< may it pay or receive cash beside what it funds?
    std::vector<std::pair<std::string, double>> sources;       ///< share of a region's supply that it buys; region "" is everywhere
    double discount_rate = 0.08, hurdle_rate = 0.0;            ///< 1/yr
    double staff_months = 0.0;                                 ///< a year, of its own people

    // What a gain is worth to it, USD.
    Figure per_usd_of_income = Figure::fixed(0.0);             ///< USD per USD of farmers' income gained, wherever they sell
    Figure per_usd_of_chain_income = Figure::fixed(0.0);       ///< the same, of farmers who sell to it
    Figure per_usd_of_gap = Figure::fixed(0.0);                ///< USD per USD of living-income gap closed
    Figure per_household_lifted = Figure::fixed(0.0);          ///< USD per household-year above the benchmark that was below it
    Figure tax_share = Figure::fixed(0.0);                     ///< share of farmers' income gained that comes back as taxes
    Figure required_tonnes = Figure::fixed(0.0);               ///< that it needs a year
    Figure shortage_usd_per_tonne = Figure::fixed(0.0);        ///< cost of replacing a missing tonne
    Figure passed_on = Figure::fixed(0.5);                     ///< share of a change of the world price that it passes on to consumers
    Figure risk_aversion = Figure::fixed(0.0);                 ///< 1/USD, of the variance of its cocoa bill
    Figure reputation_usd = Figure::fixed(0.0);                ///< USD a year: kappa ln(1 + households lifted/1,000) of those attributed to it

    /// None where it may not fund it.
    const Earmark* earmark(std::string_view intervention) const {
        for (const Earmark& one : funds)
            if (one.intervention == intervention) return &one;
        return nullptr;
    }
};

/// What is known of an alliance without the household model: gains per unit reached and costs, in place of a population.
struct GivenResponse {
    std::string unit = "households";
    double units = 0.0;
    struct Part {
        std::string name;
        double gain_usd = 0.0, cost_per_unit = 0.0, cost_fixed = 0.0;  ///< USD per unit reached and year; USD per unit; USD
    };
    struct Pair {
        std::string first, second;
        double gain_usd = 0.0;  ///< more than the two apart, USD per unit that has both
    };
    std::vector<Part> parts;
    std::vector<Pair> pairs;
};

struct Consortium {
    std::vector<Member> members;
    std::optional<GivenResponse> given;                            ///< none: the household engine answers
    std::vector<std::string> founders;                             ///< by name; empty: the leader and two more
    std::vector<std::string> conventions{"gamma", "zero"};         ///< what outsiders do
    std::string rule = "shapley";                                  ///< how the gain is shared, once formed
    std::vector<std::pair<std::string, double>> settings;          ///< rows of consortium/parameters.hpp, by name
    std::string view;                                              ///< member whose own knowledge is used; "": the figures as they are
    Index minimum_cell = 20;                                       ///< households below which nothing leaves a member
    Index paths = 400;                                             ///< lives of the alliance that are simulated
    bool keep_after_completion = false;                            ///< once institutionalised: go on with the last plan?
    bool assurance = false;                                        ///< join only where success is believed likely enough?
};

}  // namespace smallholder
