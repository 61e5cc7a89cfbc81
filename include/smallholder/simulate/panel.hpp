// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Paths of single households through the years of a run, for whoever asks who gains, who falls and what a study would have seen.
///
/// A run keeps means of groups. A panel also keeps, for its first draws, what a chosen number of households went through in every
/// arm: off unless asked for, refused before the run begins where it does not fit into memory.
/// Households are taken at equal distances along the population's own order (by village, then identifier), so that every part of it
/// has its share; weights are raised by one factor until they stand for everybody. Nothing here depends on threads, blocks or the
/// order of rows.
/// Tested: tests/unit/simulate/panel_test.cpp      Page: docs/distribution.md

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/farm/segments.hpp"
#include "smallholder/simulate/household.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

struct PanelRow {
    std::string_view name, unit, meaning;
};

/// What a panel keeps of a household and year, in the order of panel_household.
inline constexpr auto kPanelRows = std::to_array<PanelRow>({
    {"yield", "kg/ha", "marketed dry beans per hectare of cocoa as the survey counts it"},
    {"production", "kg", "marketed dry beans"},
    {"sold", "kg", "dry beans sold: all of it, but for a crop that the household eats"},
    {"price", "USD/kg", "farm-gate price of dry beans"},
    {"cocoa_revenue", "USD", "cocoa sales, the landlord's part taken off"},
    {"landlord_share", "USD", "harvest that went to whoever owns the land, not part of income"},
    {"haulage", "USD", "carrying the harvest to the road"},
    {"inputs", "USD", "chemicals and fertiliser bought"},
    {"hired_wages", "USD", "paid to hired workers"},
    {"infill", "USD", "seedlings into gaps of the stand"},
    {"replanting", "USD", "renewal of trees, paid by the household"},
    {"replant_subsidy", "USD", "renewal of trees, paid for the household"},
    {"interest", "USD", "on this year's loan and on old debt"},
    {"loan", "USD", "borrowed for inputs and hands this year"},
    {"unpaid", "USD", "of loan and old debt, not paid back when due"},
    {"diversified", "USD", "all income but cocoa's, own food and what a programme or an insurance paid"},
    {"transfers", "USD", "cash handed out by a programme, and insurance paid out less its premium"},
    {"income", "USD", "net household income without the value of own food"},
    {"income_with_food", "USD", "net household income with own food at its buying price"},
    {"food_own", "USD", "own food eaten, at its buying price"},
    {"labour_charge", "USD", "family days on cocoa at 0.7 of the day wage"},
    {"family_days", "days", "family days worked on cocoa"},
    {"hired_days", "days", "days of hired work"},
    {"days_ill", "days", "adult days lost to illness"},
    {"consumption", "USD", "what the household lives on, own food included"},
    {"cash_before_sales", "USD", "cash to live on before animals or tools are sold in need"},
    {"months_short", "months", "months of food not covered"},
    {"cash", "USD", "cash at the end of the year"},
    {"wealth", "USD", "productive assets other than trees and animals"},
    {"livestock", "USD", "value of animals"},
    {"debt", "USD", "owed at the end of the year"},
    {"package", "code", "practices: 0 none, 1 labour, 2 and spraying, 3 and fertiliser"},
    {"knowledge", "1", "share of what courses teach"},
});
inline constexpr std::size_t kPanelColumns = kPanelRows.size();

/// One household's year as a panel keeps it.
std::array<double, kPanelColumns> panel_household(const Flows<double>& flow, const Stocks& stocks);

/// The households of a panel: `wanted` of the population, all of them when 0 or more than there are.
std::vector<Index> panel_households(const Population& population, Index wanted);

struct Panel {
    Index draws = 0, replicates = 0, arms = 0, interventions = 0;
    int years = 0;
    std::vector<Index> households;      // places in the population; none when there is no panel
    std::vector<double> weight;         // per household; they stand for all that the population stands for
    std::vector<double> benchmark;      // [draw][household], living-income benchmark, USD/year
    std::vector<char> offered;          // [draw][replicate][intervention][household]
    std::vector<char> enrolled;         // the same
    std::vector<Grouping> groupings;    // of these households
    std::vector<double> values;         // [draw][replicate][arm][year][column][household]

    Index count() const { return static_cast<Index>(households.size()); }
    Index pairs() const { return draws * replicates; }
    /// Bytes that the values take.
    static double bytes(double pairs, double arms, double years, double households) {
        return pairs * arms * (years + 1.0) * households * static_cast<double>(kPanelColumns * sizeof(double));
    }
    /// Room for everything; nothing is known yet.
    void prepare(const Population& population, const std::vector<Grouping>& all, Index wanted);
    void record(Index pair, Index arm, int year, Index place, const std::array<double, kPanelColumns>& row) {
        const Index n = count();
        double* to = values.data() + (((pair * arms + arm) * (years + 1) + year) * static_cast<Index>(kPanelColumns)) * n + place;
        for (std::size_t c = 0; c < kPanelColumns; ++c) to[static_cast<Index>(c) * n] = row[c];
    }
    std::size_t reach(Index pair, Index intervention, Index place) const {
        return static_cast<std::size_t>((pair * interventions + intervention) * count() + place);
    }
};

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
