// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>

#include "smallholder/agronomy/practices.hpp"
#include "smallholder/agronomy/trees.hpp"
#include "smallholder/core/lane.hpp"
#include "smallholder/effects/levers.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What does not change of a household within a run (docs/odd.md 2). Every member is a lane; the order is the order of columns.
template <class L>
struct Fixed {
    L area;               // ha of cocoa
    L stand_target;       // trees/ha that infilling aims at
    L land_quality;       // q, 1
    L inefficiency;       // |z_u|, 1
    L taste;              // xi for any package, util
    L hired_share;        // least share of work that is hired, 1
    L school;             // year
    L female_head;        // 0/1
    L men, women;         // adults
    L children;           // persons
    L size;               // persons
    L adult_equivalents;  // modified OECD
    L vsla;               // 0/1
    L km_foot, km_road;   // km
    L food_area;          // ha
    L other_level;        // USD/year when there are other earnings
    L soil_supply;        // s_N, 1
    L megakarya;          // 0/1
    L livestock_initial;  // USD
    L benchmark;          // USD/year
    L income_residual;    // USD/year, from anchoring; 0 without
    L crop_share;         // of the harvest's money that stays with who works the farm: 1 for owners
    L extra_days;         // family-quality days a year that the survey's harvest shows to be there, from anchoring; 0 without
    L recorded_area;      // ha that the survey counts (cocoa older than five years, where it counts that)
};

/// What a household carries from year to year.
template <class L>
struct State {
    L infected;                      // I, 1
    agronomy::Practices<L> practice;  // x, 1
    L knowledge;                     // K, 1
    L package;                       // 0..3
    L cash, wealth, livestock, debt;  // USD
    L bar;                           // years without formal credit left
    L last_revenue;                  // USD
    L hunger;                        // months short of food last year
    L cut_share;                     // share of the stand to be cut, decided last year
    L planted;                       // seedlings per ha, decided last year
    L trials;                        // seasons with a package, year 0 on
    L courses;                       // courses taken
    L surprise;                      // USD: last year's profit less what its package promised; 0 without one
    agronomy::Stand<L> trees;        // trees/ha by age
};

/// What interventions may move (docs/odd.md 7.2; what each lever is: effects/levers.hpp). Levers only: no outcome can be written.
template <class L>
struct Levers {
    L course, burden, foot_removed, road_upgrade;
    L school_years, hassle_relief;
    L credit_usd, interest_relief, input_subsidy;
    L replant_share, replant_subsidy, replant_relief, roguing;
    L shade, side_income_usd_per_ha, upkeep_days_per_ha;
    L savings_group, tenure_security;
    L cash_usd, premium_usd_per_kg, differential_usd_per_kg, price_floor_usd_per_kg;
    L cover_usd_per_ha, insurance_premium_usd_per_ha, risk_relief;

    static Levers none() {
        std::array<L, effects::kLevers> columns;
        for (std::size_t k = 0; k < columns.size(); ++k) columns[k] = broadcast<L>(effects::kLeverRows[k].neutral);
        return std::bit_cast<Levers>(columns);
    }
};

/// The luck of one household in one year; the same in every arm.
template <class L>
struct Shocks {
    L cocoa_weather, food_weather;  // factors, mean one
    L drought;                      // 0/1
    L food_price;                   // factor, mean one
    L u_illness, u_severity, u_other, u_package, u_replant, u_remittance, u_theft, u_lump, u_death, u_epidemic, u_rechoice, u_index, u_disadoption;
};

/// Last year's means over the household's village (its own values where there is no village).
template <class L>
struct Village {
    std::array<L, 4> package_share;
    L infected;
    L practice;
    L scarcity;  // (1 + hired days)/(family days) relative to year 0
    L trials;    // seasons with a package so far; 0 where there is no village
    L contacts;  // contacts with a package: of the household, not of the village; 0 unless contagion_threshold is above 0
};

/// The year's prices, the same for everybody.
struct MarketYear {
    double price;           // USD/kg announced or, in a liberal market, of the export price net of tax and cost at zero margin
    double expected_price;  // USD/kg
    bool liberal;
    double climate;         // factor of the climate trend
};

/// Everything that happened to a household in a year: money in USD, work in days, produce in kg.
template <class L>
struct Flows {
    L yield;                // kg/ha, true, on all cocoa land
    L recorded_yield;       // kg/ha, sold, per hectare the survey counts; no recall error
    L production, sold;     // kg
    L price;                // USD/kg received
    L cocoa_revenue, haulage, chemicals, fertiliser, wages, infill, replant;
    L food_own, food_sales, livestock_sales, earned, remittances, trip_saving, interest;
    L income;               // without own food
    L income_with_food;
    L labour_charge;        // family days on cocoa at their shadow wage
    L days_ill, illness_cost;
    L family_days, family_days_used, hired_days;
    L days_missing;         // days the harvest would have needed beyond those there were
    L loan, paid, unpaid;
    L cash_on_hand, consumption, distress_sales;
    L months_short, months_short_lean;
    L package, doses;       // 0..3; doses applied per ha
    L knowledge, infected, practice_mean;
    L trees, bearing_share; // trees/ha; age factor times density factor
    L lump, theft;
    L wage;
    L school_hours_saved;   // h/year of children's way to school
    L cash_received;        // handed out by a programme, part of income
    L premium, differential, floor_payment;  // parts of cocoa_revenue paid by a buyer, by a differential, to keep a price floor
    L input_subsidy, replant_subsidy, credit_subsidy;  // paid for the farmer, not part of income as money; the costs above are net
    L payout, insurance_premium;  // of an insurance: received and paid, part of income
    L side_income;          // of fruit, timber, other crops
    L landlord_share;       // of cocoa revenue that goes to whoever owns the land
    L interest_relief;      // part of credit_subsidy: interest that the lender forgoes
    L written_off;          // of what was due and not paid: the part that is never paid
    L stage;                // of adoption, 0..6 (livelihood/adoption_stage.hpp)
    L kept;                 // kg of the harvest that the household eats; production less losses = sold + kept
};

template <class T>
inline constexpr std::size_t kColumns = sizeof(T) / sizeof(double);  // of T<double>

inline constexpr std::size_t kFixedColumns = kColumns<Fixed<double>>;
inline constexpr std::size_t kStateColumns = kColumns<State<double>>;
inline constexpr std::size_t kFlowColumns = kColumns<Flows<double>>;

/// Names of the columns of Flows, in order: also the steps that an error about a value that is not finite names.
inline constexpr auto kFlowNames = std::to_array<std::string_view>(
    {"yield_kg_per_ha", "recorded_yield_kg_per_ha", "production_kg", "sold_kg", "price_usd_per_kg", "cocoa_revenue_usd",
     "haulage_usd", "chemicals_usd", "fertiliser_usd", "wages_usd", "infill_usd", "replant_usd", "food_own_usd", "food_sales_usd",
     "livestock_sales_usd", "other_earnings_usd", "remittances_usd", "trip_saving_usd", "interest_usd", "income_usd",
     "income_with_food_usd", "labour_charge_usd", "days_ill", "illness_cost_usd", "family_days", "family_days_used", "hired_days", "days_missing",
     "loan_usd", "paid_usd", "unpaid_usd", "cash_on_hand_usd", "consumption_usd", "distress_sales_usd", "months_short",
     "months_short_lean", "package", "doses_per_ha", "knowledge", "infected", "practice_mean", "trees_per_ha", "bearing_share",
     "lump_usd", "theft_usd", "wage_usd_per_day", "school_hours_saved", "cash_received_usd", "premium_usd", "differential_usd",
     "floor_payment_usd", "input_subsidy_usd", "replant_subsidy_usd", "credit_subsidy_usd", "payout_usd", "insurance_premium_usd",
     "side_income_usd", "landlord_share_usd", "interest_relief_usd", "written_off_usd", "adoption_stage",
     "kept_kg"});
static_assert(kFlowNames.size() == kFlowColumns);

/// Names of the columns of State ahead of the 41 tree classes, in order.
inline constexpr auto kStateNames = std::to_array<std::string_view>(
    {"infected", "practice_pruning", "practice_weeding", "practice_mirid", "practice_black_pod", "knowledge", "package", "cash_usd",
     "wealth_usd", "livestock_usd", "debt_usd", "credit_bar_years", "last_revenue_usd", "months_short_last", "cut_share",
     "planted_per_ha", "trials", "courses", "surprise_usd"});
static_assert(kStateNames.size() + agronomy::kTreeAges == kStateColumns);

/// Names of the columns of the other structs, in order, for whoever hands over a household by name.
inline constexpr auto kFixedNames = std::to_array<std::string_view>(
    {"area", "stand_target", "land_quality", "inefficiency", "taste", "hired_share", "school", "female_head", "men", "women",
     "children", "size", "adult_equivalents", "vsla", "km_foot", "km_road", "food_area", "other_level", "soil_supply", "megakarya",
     "livestock_initial", "benchmark", "income_residual", "crop_share", "extra_days", "recorded_area"});
inline constexpr auto kLeverNames = [] {
    std::array<std::string_view, effects::kLevers> names;
    for (std::size_t k = 0; k < names.size(); ++k) names[k] = effects::kLeverRows[k].name;
    return names;
}();
inline constexpr auto kShockNames = std::to_array<std::string_view>(
    {"cocoa_weather", "food_weather", "drought", "food_price", "u_illness", "u_severity", "u_other", "u_package", "u_replant",
     "u_remittance", "u_theft", "u_lump", "u_death", "u_epidemic", "u_rechoice", "u_index", "u_disadoption"});
inline constexpr auto kVillageNames = std::to_array<std::string_view>(
    {"share_0", "share_1", "share_2", "share_3", "infected", "practice", "scarcity", "trials", "contacts"});
static_assert(kFixedNames.size() == kFixedColumns);
static_assert(kLeverNames.size() == kColumns<Levers<double>>);
static_assert(kShockNames.size() == kColumns<Shocks<double>>);
static_assert(kVillageNames.size() == kColumns<Village<double>>);

/// Columns that are read one at a time.
inline constexpr std::ptrdiff_t kCropShareColumn = offsetof(Fixed<double>, crop_share) / sizeof(double);
inline constexpr std::ptrdiff_t kBenchmarkColumn = offsetof(Fixed<double>, benchmark) / sizeof(double);
inline constexpr std::ptrdiff_t kCashColumn = offsetof(State<double>, cash) / sizeof(double);
inline constexpr std::ptrdiff_t kKnowledgeColumn = offsetof(State<double>, knowledge) / sizeof(double);
inline constexpr std::ptrdiff_t kInfectedColumn = offsetof(State<double>, infected) / sizeof(double);
inline constexpr std::ptrdiff_t kWealthColumn = offsetof(State<double>, wealth) / sizeof(double);
inline constexpr std::ptrdiff_t kLivestockColumn = offsetof(State<double>, livestock) / sizeof(double);
inline constexpr std::ptrdiff_t kDebtColumn = offsetof(State<double>, debt) / sizeof(double);

inline constexpr std::ptrdiff_t kPackageColumn = offsetof(State<double>, package) / sizeof(double);
inline constexpr std::ptrdiff_t kPlantedColumn = offsetof(State<double>, planted) / sizeof(double);
inline constexpr std::ptrdiff_t kTrialsColumn = offsetof(State<double>, trials) / sizeof(double);

/// What a household remembers of packages. No state hash reads these columns: unless an option of docs/odd.md 7.8.1 is on they change
/// nothing, and if one is, they change what a household chooses, which the hash does read.
constexpr bool is_memory(std::size_t state_column) {
    const auto first = static_cast<std::size_t>(kTrialsColumn);
    return state_column >= first && state_column < first + 3;
}

/// What a household owns and owes, USD.
struct Stocks {
    double cash, wealth, livestock, debt;
};

/// Reads lane values of consecutive households from columns that lie `stride` apart, in the order of the struct.
template <template <class> class Struct, Lane L>
inline Struct<L> load_columns(const double* columns, std::ptrdiff_t stride) {
    std::array<L, kColumns<Struct<double>>> lanes;
    for (std::size_t c = 0; c < lanes.size(); ++c) lanes[c] = load<L>(columns + static_cast<std::ptrdiff_t>(c) * stride);
    static_assert(sizeof(lanes) == sizeof(Struct<L>));
    return std::bit_cast<Struct<L>>(lanes);
}
template <template <class> class Struct, Lane L>
inline void store_columns(double* columns, std::ptrdiff_t stride, const Struct<L>& values) {
    const auto lanes = std::bit_cast<std::array<L, kColumns<Struct<double>>>>(values);
    for (std::size_t c = 0; c < lanes.size(); ++c) store(columns + static_cast<std::ptrdiff_t>(c) * stride, lanes[c]);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
