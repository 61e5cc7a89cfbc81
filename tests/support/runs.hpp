// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Small runs of the whole library, and what is the same in two of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lanes.hpp"
#include "shipped.hpp"
#include "smallholder/programme/catalogue.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/run.hpp"

namespace smallholder::tests {

using Fields = std::vector<std::pair<std::string, double>>;

/// An intervention of that kind with some fields set; delivered in full unless they say otherwise.
inline Intervention intervention(std::string_view kind, const Fields& fields = {}, std::string name = "") {
    Intervention made;
    made.kind = std::string(kind);
    made.name = name.empty() ? made.kind : std::move(name);
    made.fields.push_back({"delivered", stats::Distribution::fixed(1.0)});
    for (const auto& [field, value] : fields) {
        std::erase_if(made.fields, [&name = field](const FieldSetting& setting) { return setting.field == name; });
        made.fields.push_back({field, stats::Distribution::fixed(value)});
    }
    return made;
}

/// Fields that make an intervention of each kind move nothing, though everybody is reached. A new kind says here how.
inline Fields size_zero(std::string_view kind) {
    static const std::map<std::string, Fields, std::less<>> table{
        {"farmer_training", {{"course_share", 0.0}}},
        {"feeder_road", {{"foot_removed", 0.0}, {"upgrade_share", 0.0}}},
        {"community_health", {{"burden", 1.0}}},
        {"input_credit", {{"credit_usd", 0.0}, {"interest_relief", 0.0}}},
        {"input_subsidy", {{"subsidy_share", 0.0}}},
        {"cash_transfer", {{"cash_usd", 0.0}}},
        {"buyer_premium", {{"premium_usd_per_kg", 0.0}}},
        {"living_income_differential", {{"differential_usd_per_t", 0.0}}},
        {"minimum_price", {{"floor_usd_per_kg", 0.0}}},
        {"coaching", {{"course_share", 0.0}, {"hassle_relief", 0.0}}},
        {"education", {{"years_gained", 0.0}}},
        {"savings_group", {{"survival", 0.0}}},
        {"replanting",
         {{"replant_share", 0.0}, {"replant_subsidy", 0.0}, {"replant_relief", 0.0}, {"roguing", 0.0}, {"bridge_usd", 0.0}}},
        {"agroforestry", {{"shade", 0.0}, {"side_income_usd_per_ha", 0.0}, {"upkeep_days_per_ha", 0.0}}},
        {"diversification", {{"side_income_usd_per_ha", 0.0}, {"startup_usd_per_ha", 0.0}, {"upkeep_days_per_ha", 0.0}}},
        {"tenure_reform", {{"tenure_security", 0.0}}},
        {"weather_insurance", {{"cover_usd_per_ha", 0.0}, {"risk_relief", 0.0}}},
        {"weather_information", {{"risk_relief", 0.0}}},
        {"living_income_reference_price", {{"decent_living_usd", 0.0}, {"production_cost_usd_per_ha", 0.0}}}};
    const auto found = table.find(kind);
    if (found != table.end()) return found->second;
    ADD_FAILURE() << "say in tests/support/runs.hpp which fields make " << kind << " do nothing";
    return {};
}

/// Fields that make an intervention of each kind felt by everybody it reaches within a few years; most are by themselves.
inline Fields soon(std::string_view kind) {
    static const std::map<std::string, Fields, std::less<>> table{{"minimum_price", {{"floor_usd_per_kg", 2.5}}},
                                                                  {"education", {{"lag_years", 0.0}}}};
    const auto found = table.find(kind);
    return found == table.end() ? Fields{} : found->second;
}

/// Parameters under which an intervention of each kind can be felt: tenants' trust in papers only where tenants replant often enough to see.
inline std::vector<std::pair<std::string, double>> ground(std::string_view kind) {
    if (kind == "tenure_reform")
        return {{"share_tenancy", 1.0}, {"replant_hassle", 0.0}, {"replant_knowledge", 0.0}, {"replant_cost", 100.0}, {"private_discount", 0.05},
                {"profit_weight", 60.0}};
    return {};
}

inline std::vector<std::string> catalogue_keys() {
    std::vector<std::string> keys;
    for (const CatalogueEntry& entry : catalogue()) keys.emplace_back(entry.key);
    return keys;
}

/// An effect of that kind with some fields set and the catalogue's own numbers for the others.
inline std::unique_ptr<effects::Effect> plain_effect(std::string_view kind, const Fields& fields = {}) {
    const CatalogueEntry& entry = catalogue_entry(kind);
    return entry.make([&](std::string_view name) {
        for (const auto& [field, value] : fields)
            if (field == name) return value;
        return entry.field(name)->default_value;
    });
}

/// Puts every intervention into the first arm in which nobody else pays into an account that it pays into.
inline std::vector<Arm> arms_of_all(const std::vector<Intervention>& interventions) {
    std::vector<Arm> arms;
    std::vector<std::set<effects::Account>> taken;
    for (std::size_t k = 0; k < interventions.size(); ++k) {
        std::set<effects::Account> own;
        for (const effects::Lever lever : catalogue_entry(interventions[k].kind).moves) own.insert(effects::row_of(lever).account);
        own.erase(effects::Account::none);
        std::size_t a = 0;
        while (a < arms.size() && std::ranges::any_of(own, [&](effects::Account account) { return taken[a].contains(account); })) ++a;
        if (a == arms.size()) {
            arms.push_back({"arm " + std::to_string(a + 1), {}});
            taken.emplace_back();
        }
        arms[a].interventions.push_back(static_cast<Index>(k));
        taken[a].merge(own);
    }
    return arms;
}

inline simulate::RunSettings few_years(int years = 8) {
    simulate::RunSettings s;
    s.years = years;
    s.draws = 2;
    s.replicates = 1;
    s.threads = 2;
    return s;
}

/// Every measure of every group and year, bit for bit.
inline void expect_same_arms(const simulate::Runs& a, Index arm_a, const simulate::Runs& b, Index arm_b) {
    ASSERT_EQ(a.groups.size(), b.groups.size());
    ASSERT_EQ(a.years(), b.years());
    EXPECT_EQ(a.arm_hash[static_cast<std::size_t>(arm_a)], b.arm_hash[static_cast<std::size_t>(arm_b)])
        << "final states differ";
    int wrong = 0;
    for (Index pair = 0; pair < a.pairs(); ++pair)
        for (Index year = 0; year <= a.years(); ++year)
            for (Index group = 0; group < static_cast<Index>(a.groups.size()); ++group) {
                for (std::size_t m = 0; m < simulate::kMeasures; ++m) {
                    // Who is enrolled is no outcome: it may differ between arms in which nothing else does.
                    if (m == static_cast<std::size_t>(simulate::Measure::participants)) continue;
                    const double x = a.value(pair, arm_a, year, group, static_cast<simulate::Measure>(m)),
                                 y = b.value(pair, arm_b, year, group, static_cast<simulate::Measure>(m));
                    if (bits_of(x) != bits_of(y) && ++wrong < 5)
                        ADD_FAILURE() << simulate::kMeasureRows[m].name << " of year " << year << ": " << x << " and "
                                      << y;
                }
                const auto at = a.cell(pair, arm_a, year, group), bt = b.cell(pair, arm_b, year, group);
                wrong += bits_of(a.gini[at]) != bits_of(b.gini[bt]);
                wrong += bits_of(a.median_income[at]) != bits_of(b.median_income[bt]);
            }
    EXPECT_EQ(wrong, 0);
}

inline std::size_t flow_column(std::string_view name) {
    for (std::size_t c = 0; c < simulate::kFlowColumns; ++c)
        if (simulate::kFlowNames[c] == name) return c;
    ADD_FAILURE() << "no flow " << name;
    return 0;
}

/// A flow of one household of the recorded draw and replicate.
inline double recorded(const simulate::Runs& runs, Index arm, Index year, std::size_t flow, Index household) {
    return runs.records[((static_cast<std::size_t>(arm) * static_cast<std::size_t>(runs.years() + 1) +
                          static_cast<std::size_t>(year)) *
                             simulate::kFlowColumns +
                         flow) *
                            static_cast<std::size_t>(runs.households) +
                        static_cast<std::size_t>(household)];
}

/// Does any flow of the household differ between the two arms in any year?
inline bool changed(const simulate::Runs& runs, Index household, Index arm_a = 0, Index arm_b = 1) {
    for (Index year = 0; year <= runs.years(); ++year)
        for (std::size_t c = 0; c < simulate::kFlowColumns; ++c)
            if (bits_of(recorded(runs, arm_a, year, c, household)) !=
                bits_of(recorded(runs, arm_b, year, c, household)))
                return true;
    return false;
}

}  // namespace smallholder::tests
