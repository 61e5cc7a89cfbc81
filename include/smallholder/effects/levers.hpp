// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "smallholder/core/index.hpp"

namespace smallholder::effects {

/// The levers an intervention may move. Outcomes are not among them: nobody can write an income or a yield.
/// The order is that of kLeverRows and of the columns of simulate::Levers.
enum class Lever : std::size_t {
    course,
    burden,
    foot_removed,
    road_upgrade,
    school_years,
    hassle_relief,
    credit_usd,
    interest_relief,
    input_subsidy,
    replant_share,
    replant_subsidy,
    replant_relief,
    roguing,
    shade,
    side_income_usd_per_ha,
    upkeep_days_per_ha,
    savings_group,
    tenure_security,
    cash_usd,
    premium_usd_per_kg,
    differential_usd_per_kg,
    price_floor_usd_per_kg,
    cover_usd_per_ha,
    insurance_premium_usd_per_ha,
    risk_relief,
    count_
};
inline constexpr std::size_t kLevers = static_cast<std::size_t>(Lever::count_);

/// How what two interventions do to one lever of one household comes together.
enum class Combine {
    add,         ///< a + b
    multiply,    ///< a b
    complement,  ///< 1 - (1 - a)(1 - b): two halves of a path make three quarters, not one and a half
    greatest,    ///< max(a, b): a member of two savings groups is a member
};

/// In whose accounts the money shows that a lever hands out. What two interventions pay into one account cannot be told apart, so
/// only one of an arm may do so at a time.
enum class Account { none, cash, premium, differential, floor, inputs, replanting, credit, insurance };

/// What a lever is: the table by which interventions composed in a programme file are checked.
struct LeverRow {
    std::string_view name, unit;
    double neutral;     ///< without any intervention
    double least, most; ///< it stays between these whatever is done
    Combine combine;
    Account account;
    std::string_view meaning;
};

inline constexpr double kAnyLever = 1e9;

inline constexpr std::array<LeverRow, kLevers> kLeverRows{{
    {"course", "1", 0, 0, 1, Combine::add, Account::none, "share of a course taken in the year"},
    {"burden", "1", 1, 0, 10, Combine::multiply, Account::none, "burden of illness relative to none prevented"},
    {"foot_removed", "1", 0, 0, 1, Combine::complement, Account::none, "share of the foot path made motorable"},
    {"road_upgrade", "1", 0, 0, 1, Combine::complement, Account::none, "share of the earth road brought to gravel"},
    {"school_years", "year", 0, 0, 20, Combine::add, Account::none, "schooling of those who work the farm, beyond what they had"},
    {"hassle_relief", "util", 0, -20, 20, Combine::add, Account::none, "taken off the hassle of every package by help and coaching"},
    {"credit_usd", "USD/household", 0, 0, kAnyLever, Combine::add, Account::credit, "added to what may be borrowed for inputs before the season"},
    {"interest_relief", "1/year", 0, 0, 1, Combine::add, Account::credit, "taken off the yearly interest of formal loans"},
    {"input_subsidy", "1", 0, 0, 0.95, Combine::add, Account::inputs, "share of the price of chemicals and fertiliser that is paid for the farmer"},
    {"replant_share", "1/year", 0, 0, 1, Combine::greatest, Account::none, "share of the stand, oldest first, that may be renewed in one year"},
    {"replant_subsidy", "1", 0, 0, 1, Combine::add, Account::replanting, "share of the cost of renewing trees that is paid for the farmer"},
    {"replant_relief", "util", 0, -20, 20, Combine::add, Account::none, "taken off the hassle of replanting"},
    {"roguing", "1/year", 0, 0, 1, Combine::complement, Account::replanting, "share of infected trees cut out and replaced in the year"},
    {"shade", "1", 0, 0, 1, Combine::add, Account::none, "canopy share added to the farm's"},
    {"side_income_usd_per_ha", "USD/ha", 0, -kAnyLever, kAnyLever, Combine::add, Account::none, "net income of fruit, timber or other crops grown among or beside the cocoa"},
    {"upkeep_days_per_ha", "day/ha", 0, 0, 365, Combine::add, Account::none, "family work added by what was planted or built"},
    {"savings_group", "1", 0, 0, 1, Combine::greatest, Account::none, "membership of a savings group"},
    {"tenure_security", "1", 0, 0, 1, Combine::complement, Account::none, "share of the tenant's doubt about the harvest of new trees that is removed"},
    {"cash_usd", "USD/household", 0, 0, kAnyLever, Combine::add, Account::cash, "paid to the household before the season, no strings"},
    {"premium_usd_per_kg", "USD/kg", 0, 0, kAnyLever, Combine::add, Account::premium, "paid by a buyer on top of the farm-gate price"},
    {"differential_usd_per_kg", "USD/kg", 0, 0, kAnyLever, Combine::add, Account::differential, "what reaches the farm gate of a differential on the export price"},
    {"price_floor_usd_per_kg", "USD/kg", 0, 0, kAnyLever, Combine::greatest, Account::floor, "least price paid at the farm gate"},
    {"cover_usd_per_ha", "USD/ha", 0, 0, kAnyLever, Combine::add, Account::insurance, "paid out per hectare when the index of an insurance triggers"},
    {"insurance_premium_usd_per_ha", "USD/ha", 0, 0, kAnyLever, Combine::add, Account::insurance, "what the farmer pays per hectare for that insurance"},
    {"risk_relief", "1", 0, 0, 1, Combine::complement, Account::none, "share of the spread of revenue that the farmer no longer fears"},
}};

constexpr const LeverRow& row_of(Lever lever) { return kLeverRows[static_cast<std::size_t>(lever)]; }

/// Is it handed out or done within a year, so that nothing of it is left after the last year of delivery? The others describe a
/// state of things, which may last or fade. What a course leaves behind is knowledge, and fades by the model's own law.
constexpr bool flow_of(Lever lever) {
    return row_of(lever).account != Account::none || lever == Lever::course || lever == Lever::replant_share;
}

/// The levers of one block of households in one year: a column each, `stride` apart, in the order of Lever.
struct LeverColumns {
    Index count;
    double* first;
    Index stride;

    double* operator[](Lever lever) const { return first + static_cast<Index>(lever) * stride; }

    /// Moves a lever of household i by the lever's own rule and keeps it within its bounds. For `multiply`, `change` is the factor.
    void move(Lever lever, Index i, double change) const {
        const LeverRow& row = row_of(lever);
        double& value = (*this)[lever][i];
        double moved = value;
        switch (row.combine) {
            case Combine::add: moved = value + change; break;
            case Combine::multiply: moved = value * change; break;
            case Combine::complement: moved = 1.0 - (1.0 - value) * (1.0 - change); break;
            case Combine::greatest: moved = std::max(value, change); break;
        }
        value = std::clamp(moved, row.least, row.most);
    }
    /// The same change for everybody served (1) and none for the others (0): for levers that stay where they are at a change of 0.
    void move_served(Lever lever, double change, const double* served) const {
        for (Index i = 0; i < count; ++i) move(lever, i, change * served[i]);
    }
    void reset() const {
        for (std::size_t k = 0; k < kLevers; ++k)
            for (Index i = 0; i < count; ++i) first[static_cast<Index>(k) * stride + i] = kLeverRows[k].neutral;
    }
};

}  // namespace smallholder::effects
