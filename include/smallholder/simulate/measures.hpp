// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "smallholder/core/portability.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What is reported of households each year: the vocabulary of yearly.csv (docs/outputs.md).
enum class Measure : std::size_t {
    yield,
    production,
    income,
    income_with_food,
    income_after_labour,
    income_with_food_after_labour,
    cocoa_net_income,
    food_own,
    food_sales,
    livestock_sales,
    other_earnings,
    remittances,
    trip_saving,
    side_income,
    cash_received,
    insurance_net,
    insurance_premium,
    school_hours_saved,
    days_ill,
    gap,
    gap_with_food,
    gap_usd,
    reaching_benchmark,
    reaching_benchmark_with_food,
    poverty_headcount,
    poverty_gap,
    poverty_severity,
    worse_off,
    better_off,
    worse_off_early,
    inputs,
    hired_wages,
    hired_days,
    family_days,
    consumption,
    cash,
    wealth,
    livestock,
    debt,
    months_short,
    knowledge,
    practice,
    infected,
    trees,
    doses,
    package_none,
    package_labour,
    package_spraying,
    package_fertiliser,
    price,
    benchmark,
    participants,
    participant_gain,
    participant_labour,
    illness_cost,
    premium,
    differential,
    floor_payment,
    input_subsidy,
    replant_subsidy,
    credit_subsidy,
    landlord_share,
    stage_exposed,
    stage_aware,
    stage_able,
    stage_trying,
    stage_keeping,
    stage_dropped,
    count_
};
inline constexpr std::size_t kMeasures = static_cast<std::size_t>(Measure::count_);

/// Over whom a measure is averaged: households (survey weight) or persons (survey weight times household size).
enum class Over { households, persons };

struct MeasureRow {
    std::string_view name, unit;
    Over over;
    std::string_view meaning;
};

/// In the order of Measure.
inline constexpr std::array<MeasureRow, kMeasures> kMeasureRows{{
    {"yield", "kg/ha", Over::households, "marketed dry beans per hectare of cocoa as the survey counts it, mean over households"},
    {"production", "kg/household", Over::households, "marketed dry beans"},
    {"income", "USD/household", Over::households, "net household income without the value of own food"},
    {"income_with_food", "USD/household", Over::households, "net household income with own food at its buying price"},
    {"income_after_labour", "USD/household", Over::households, "income less family days on cocoa at 0.7 of the day wage"},
    {"income_with_food_after_labour", "USD/household", Over::households, "income with own food less family days on cocoa"},
    {"cocoa_net_income", "USD/household", Over::households, "cocoa sales less haulage, inputs, hired labour, planting and interest"},
    {"food_own", "USD/household", Over::households, "own food eaten, at its buying price"},
    {"food_sales", "USD/household", Over::households, "food crops sold"},
    {"livestock_sales", "USD/household", Over::households, "animals sold, distress sales apart"},
    {"other_earnings", "USD/household", Over::households, "trade, wages and other crops, with what anchoring left unexplained"},
    {"remittances", "USD/household", Over::households, "money sent by migrants"},
    {"trip_saving", "USD/household", Over::households, "fares saved by a road (may be negative)"},
    {"side_income", "USD/household", Over::households, "fruit, timber and other crops that a programme brought, net"},
    {"cash_received", "USD/household", Over::households, "cash handed out by a programme"},
    {"insurance_net", "USD/household", Over::households, "paid out by a weather insurance, less the premium (may be negative)"},
    {"insurance_premium", "USD/household", Over::households, "paid by the household for a weather insurance"},
    {"school_hours_saved", "h/household", Over::households, "hours of children's way to school saved by a road; not turned into money"},
    {"days_ill", "days/household", Over::households, "adult days lost to illness"},
    {"gap", "share of benchmark", Over::households, "mean of max(0, 1 - income/benchmark)"},
    {"gap_with_food", "share of benchmark", Over::households, "the same with own food counted"},
    {"gap_usd", "USD/household", Over::households, "mean of max(0, benchmark - income)"},
    {"reaching_benchmark", "share of households", Over::households, "income at or above the living-income benchmark"},
    {"reaching_benchmark_with_food", "share of households", Over::households, "the same with own food counted"},
    {"poverty_headcount", "share of persons", Over::persons, "FGT 0: persons in households below the benchmark"},
    {"poverty_gap", "1", Over::persons, "FGT 1 over persons"},
    {"poverty_severity", "1", Over::persons, "FGT 2 over persons"},
    {"worse_off", "share of households", Over::households, "income with food more than 5% below the same household's baseline"},
    {"better_off", "share of households", Over::households, "income with food more than 5% above the same household's baseline"},
    {"worse_off_early", "share of households", Over::households, "worse off in at least one of years 1 to 3, so far"},
    {"inputs", "USD/household", Over::households, "chemicals and fertiliser bought"},
    {"hired_wages", "USD/household", Over::households, "paid to hired workers"},
    {"hired_days", "days/household", Over::households, "days of hired work"},
    {"family_days", "days/household", Over::households, "family days worked on cocoa"},
    {"consumption", "USD/household", Over::households, "what the household lives on, own food included"},
    {"cash", "USD/household", Over::households, "cash at the end of the year"},
    {"wealth", "USD/household", Over::households, "productive assets other than trees and animals"},
    {"livestock", "USD/household", Over::households, "value of animals"},
    {"debt", "USD/household", Over::households, "owed at the end of the year"},
    {"months_short", "months", Over::households, "months of food not covered"},
    {"knowledge", "1", Over::households, "share of what courses teach"},
    {"practice", "1", Over::households, "mean share of the recommended work done"},
    {"infected", "share of trees", Over::households, "trees with swollen shoot"},
    {"trees", "trees/ha", Over::households, "living trees of all ages"},
    {"doses", "dose/ha", Over::households, "recommended fertiliser doses applied"},
    {"package_none", "share of households", Over::households, "practise no package"},
    {"package_labour", "share of households", Over::households, "labour practices only"},
    {"package_spraying", "share of households", Over::households, "labour practices and spraying"},
    {"package_fertiliser", "share of households", Over::households, "the above with fertiliser"},
    {"price", "USD/kg", Over::households, "farm-gate price of dry beans"},
    {"benchmark", "USD/household", Over::households, "living-income benchmark of the household, mean over households"},
    {"participants", "share of households", Over::households, "enrolled in at least one of the arm's interventions"},
    {"participant_gain", "USD/household", Over::households, "income with food of those enrolled over their own baseline, spread over all"},
    {"participant_labour", "USD/household", Over::households, "their family days on cocoa over baseline at 0.7 of the day wage, spread over all"},
    {"illness_cost", "USD/household", Over::households, "spent on illness; consumption, not a cost in income"},
    {"premium", "USD/household", Over::households, "part of cocoa sales: a buyer's premium"},
    {"differential", "USD/household", Over::households, "part of cocoa sales: what reached the farm of a differential on the export price"},
    {"floor_payment", "USD/household", Over::households, "part of cocoa sales: paid to keep a least price"},
    {"input_subsidy", "USD/household", Over::households, "chemicals and fertiliser paid for the household, not part of its income"},
    {"replant_subsidy", "USD/household", Over::households, "renewal of trees paid for the household, not part of its income"},
    {"credit_subsidy", "USD/household", Over::households, "interest forgone and loans of a programme never repaid"},
    {"landlord_share", "USD/household", Over::households, "harvest that went to whoever owns the land, not part of income"},
    {"stage_exposed", "share of households", Over::households, "have seen a package or had a course, and know next to nothing of it"},
    {"stage_aware", "share of households", Over::households, "know something of it (above aware_knowledge), and have never used one"},
    {"stage_able", "share of households", Over::households, "know enough to do it (above able_knowledge), and have never used one"},
    {"stage_trying", "share of households", Over::households, "use a package for the first season"},
    {"stage_keeping", "share of households", Over::households, "use a package and have before, or did at the survey"},
    {"stage_dropped", "share of households", Over::households, "have used a package since the survey, and use none now"},
}};

/// Places of the measures that are averaged over persons.
inline constexpr auto kOverPersons = [] {
    constexpr auto over_persons = [](const MeasureRow& row) { return row.over == Over::persons; };
    std::array<std::size_t, static_cast<std::size_t>(std::ranges::count_if(kMeasureRows, over_persons))> places{};
    for (std::size_t m = 0, next = 0; m < kMeasures; ++m)
        if (over_persons(kMeasureRows[m])) places[next++] = m;
    return places;
}();

/// A loss or gain counts from this share of the household's own baseline income.
inline constexpr double kMaterialChange = 0.05;
/// "Early" losses are those of years 1 to this one.
inline constexpr int kEarlyYears = 3;

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
