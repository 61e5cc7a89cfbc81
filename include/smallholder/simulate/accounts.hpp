// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "smallholder/core/exact_sum.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/effects/levers.hpp"
#include "smallholder/farm/parameters.hpp"
#include "smallholder/simulate/household.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// A line of a household's accounts from which the ledger is made (evaluate/ledger.hpp): what moved because of a programme, gross,
/// so that who paid and who received can be told apart. Money of a year in USD; `sold_kg` is in kg.
enum class AccountLine : std::size_t {
    takings,           ///< the whole harvest at the price received
    landlord_share,    ///< part of it that goes to whoever owns the land
    haulage,
    inputs,            ///< chemicals and fertiliser, whoever paid
    landlord_inputs,   ///< part of them paid by whoever owns the land
    planting,          ///< infilling and renewal of trees, whoever paid
    wages,
    interest,
    written_off,       ///< debts that are never paid
    food_own,          ///< own food eaten
    food_sales,
    other,             ///< livestock, other earnings, remittances, fares saved, side income
    illness,           ///< spending on illness
    labour,            ///< own days on the crop at their shadow wage
    premium,
    differential,
    floor_payment,
    input_subsidy,
    replant_subsidy,
    interest_relief,   ///< interest that a programme pays in the farmer's place
    programme_loss,    ///< part of the debts never paid that a programme makes good to the lender
    cash,
    insurance,         ///< paid out less premium
    hired_time,        ///< days of hired workers at their shadow wage of the baseline: what a higher wage brings them is their gain
    sold_kg,
    count_
};
inline constexpr std::size_t kAccountLines = static_cast<std::size_t>(AccountLine::count_);

/// Whose accounts: those enrolled in any of the arm's interventions, or not; owners of the land, or sharecroppers.
enum class Holder : std::size_t { participant, participant_sharecropper, other, other_sharecropper, count_ };
inline constexpr std::size_t kHolders = static_cast<std::size_t>(Holder::count_);

using AccountLines = std::array<double, kAccountLines>;

/// A household's accounts of a year. Income with own food is
/// takings - landlord_share - haulage - (inputs - input_subsidy - landlord_inputs) - (planting - replant_subsidy) - wages - interest
/// + food_own + food_sales + other + cash + insurance, up to what anchoring left unexplained, which is the same in every arm.
inline AccountLines account_lines(const Flows<double>& f, double crop_share, double baseline_wage, const Parameters& p) {
    AccountLines a{};
    auto at = [&](AccountLine line) -> double& { return a[static_cast<std::size_t>(line)]; };
    const double landlords_part = p.landlord_input_share * (1.0 - crop_share);
    const double paid_for = f.chemicals + f.fertiliser + f.input_subsidy;
    at(AccountLine::takings) = f.cocoa_revenue + f.landlord_share;
    at(AccountLine::landlord_share) = f.landlord_share;
    at(AccountLine::haulage) = f.haulage;
    at(AccountLine::landlord_inputs) = landlords_part < 1.0 ? paid_for * landlords_part / (1.0 - landlords_part) : 0.0;
    at(AccountLine::inputs) = paid_for + at(AccountLine::landlord_inputs);
    at(AccountLine::planting) = f.infill + f.replant + f.replant_subsidy;
    at(AccountLine::wages) = f.wages;
    at(AccountLine::interest) = f.interest;
    at(AccountLine::written_off) = f.written_off;
    at(AccountLine::food_own) = f.food_own;
    at(AccountLine::food_sales) = f.food_sales;
    at(AccountLine::other) = f.livestock_sales + f.earned + f.remittances + f.trip_saving + f.side_income;
    at(AccountLine::illness) = f.illness_cost;
    at(AccountLine::labour) = f.labour_charge;
    at(AccountLine::premium) = f.premium;
    at(AccountLine::differential) = f.differential;
    at(AccountLine::floor_payment) = f.floor_payment;
    at(AccountLine::input_subsidy) = f.input_subsidy;
    at(AccountLine::replant_subsidy) = f.replant_subsidy;
    at(AccountLine::interest_relief) = f.interest_relief;
    at(AccountLine::programme_loss) = f.credit_subsidy - f.interest_relief;
    at(AccountLine::cash) = f.cash_received;
    at(AccountLine::insurance) = f.payout - f.insurance_premium;
    at(AccountLine::hired_time) = p.own_wage_share * baseline_wage * f.hired_days;
    at(AccountLine::sold_kg) = f.sold;
    return a;
}

/// The lines in which what an account hands out arrives.
constexpr std::array<AccountLine, 2> lines_of(effects::Account account) {
    using effects::Account;
    switch (account) {
        case Account::cash: return {AccountLine::cash, AccountLine::count_};
        case Account::premium: return {AccountLine::premium, AccountLine::count_};
        case Account::differential: return {AccountLine::differential, AccountLine::count_};
        case Account::floor: return {AccountLine::floor_payment, AccountLine::count_};
        case Account::inputs: return {AccountLine::input_subsidy, AccountLine::count_};
        case Account::replanting: return {AccountLine::replant_subsidy, AccountLine::count_};
        case Account::credit: return {AccountLine::interest_relief, AccountLine::programme_loss};
        case Account::insurance: return {AccountLine::insurance, AccountLine::count_};
        case Account::none: break;
    }
    return {AccountLine::count_, AccountLine::count_};
}

/// Tested: tests/property/ledger_test.cpp
/// What the accounts of all households of an arm moved against the baseline: exact sums, so in any order.
class AccountSums {
public:
    AccountSums(Index arms, int years)
        : years_(years),
          sums_(static_cast<std::size_t>(arms * (years + 1)) * kHolders * kAccountLines),
          part_(sums_.size(), 0),
          added_(sums_.size() / kAccountLines, 0) {}
    void clear() {
        std::fill(sums_.begin(), sums_.end(), ExactSum{});
        std::fill(part_.begin(), part_.end(), 0);
        std::fill(added_.begin(), added_.end(), 0);
    }
    void add(Index arm, int year, Holder holder, double weight, const AccountLines& with, const AccountLines& without) {
        const std::size_t at = place(arm, year, holder);
        if (with == without) return;  // most households outside a programme
        AccountLines moved;
        for (std::size_t k = 0; k < kAccountLines; ++k) moved[k] = weight * (with[k] - without[k]);
        if (ExactSum::fit_words<kAccountLines>(moved.data())) {
            ExactSum::add_words<kAccountLines>(part_.data() + at, moved.data());
            if (++added_[at / kAccountLines] == ExactSum::kWordsAtOnce) flush(at);
        } else {
            for (std::size_t k = 0; k < kAccountLines; ++k) sums_[at + k].add(moved[k]);
        }
    }
    /// Over all holders.
    double total(Index arm, int year, AccountLine line) {
        ExactSum sum;
        for (std::size_t h = 0; h < kHolders; ++h) {
            const std::size_t at = place(arm, year, static_cast<Holder>(h));
            if (added_[at / kAccountLines] > 0) flush(at);
            sum.add(sums_[at + static_cast<std::size_t>(line)]);
        }
        return sum.value();
    }
    void write(std::vector<double>& to, std::size_t first) {
        for (std::size_t at = 0; at < sums_.size(); at += kAccountLines)
            if (added_[at / kAccountLines] > 0) flush(at);
        for (std::size_t i = 0; i < sums_.size(); ++i) to[first + i] = sums_[i].value();
    }
    std::size_t size() const { return sums_.size(); }

private:
    std::size_t place(Index arm, int year, Holder holder) const {
        return (static_cast<std::size_t>(arm * (years_ + 1) + year) * kHolders + static_cast<std::size_t>(holder)) * kAccountLines;
    }
    /// Empties the words of one holder's lines into their sums, before a word could overflow.
    void flush(std::size_t at) {
        for (std::size_t i = at; i < at + kAccountLines; ++i) {
            sums_[i].add(ExactSum::from_units(Int128(part_[i])));
            part_[i] = 0;
        }
        added_[at / kAccountLines] = 0;
    }
    int years_;
    std::vector<ExactSum> sums_;
    std::vector<std::int64_t> part_;   // of the same sums: words, many times faster to add to (as Accumulator)
    std::vector<std::int32_t> added_;  // times to the words of each holder's lines
};

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
