// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The books of a run: dated flows with who pays and who receives, from which every return is read.
///
/// Each line is what a programme moved in one kind of payment, arm against baseline on the same draw, in money of the run's price
/// year, for all households represented. A flow has one of four kinds:
///
///   cost      resources used up, borne by `from`                    counts against `from`
///   benefit   something that is worth money, enjoyed by `to`        counts for `to`
///   transfer  money that changes hands                              counts against `from` and for `to`: nought for both together
///   own_time  work of people who are not paid for it by the line    counts against `from` where labour is charged
///
/// What a set of parties gains in a year is what flows in less what flows out over its border. So the gains of parties add up to
/// the gain of all, and transfers cancel, whatever was moved.
/// Page: docs/ledger.md      Tested: tests/property/ledger_test.cpp

#include <string>
#include <string_view>
#include <vector>

#include "smallholder/simulate/run.hpp"

namespace smallholder::evaluate {

enum class FlowKind { cost, benefit, transfer, own_time };
std::string_view name_of(FlowKind kind);

/// The parties of every run; who pays for the programme follows them under the names that the programme gives.
enum class Party : Index {
    participants,            ///< enrolled in any intervention of the arm, owners of their land
    participant_sharecroppers,
    other_farmers,           ///< of the population, not enrolled
    other_sharecroppers,
    origin_growers,          ///< of the same country, not in the population: the price alone reaches them
    hired_workers,
    landlords,
    lenders,
    government,              ///< the margin between export price and farm gate, or the export tax; and what it pays as a payer
    traders,                 ///< in a liberal market
    growers_elsewhere,       ///< of all other countries
    buyers,                  ///< firms and consumers, who gain from a lower price what growers lose
    local_businesses,        ///< who earn when farmers spend
    count_
};
inline constexpr Index kParties = static_cast<Index>(Party::count_);
inline constexpr Index kNobody = -1;

struct LedgerLine {
    std::string what;
    FlowKind kind;
    Index from, to;      ///< places in Ledger::parties, or kNobody
    Index intervention;  ///< whose money it is, or -1

    friend bool operator==(const LedgerLine&, const LedgerLine&) = default;
};

/// Of one arm: in one (draw, replicate), or a mean over them.
struct Ledger {
    std::vector<std::string> parties;
    std::vector<LedgerLine> lines;
    int years = 0;
    std::vector<double> usd;  ///< [line][year 0..years]

    double at(Index line, Index year) const { return usd[static_cast<std::size_t>(line * (years + 1) + year)]; }
    Index party(std::string_view name) const;  ///< kNobody where there is none of that name

    /// What a set of parties gains per year, unpaid work apart: [year].
    std::vector<double> gain(const std::vector<char>& members) const;
    /// What flows in, or out, over the border of the set, each line by its sign: [year]. in - out = gain.
    std::vector<double> flow_in(const std::vector<char>& members) const;
    std::vector<double> flow_out(const std::vector<char>& members) const;
    /// Own unpaid work, at its shadow wage: [year].
    std::vector<double> own_time(const std::vector<char>& members) const;
};

/// The books of one arm in one (draw, replicate). All of a run have the same parties, and all of an arm the same lines.
Ledger ledger_of(const simulate::Runs& runs, Index pair, Index arm);

/// Whose gains are reported: a name and who belongs.
struct Perspective {
    std::string name;
    std::vector<char> members;  ///< per party of the ledger
    std::string meaning;
};
/// "programme" (all who pay for this arm), "participants", ... "society", then each payer of the run by its own name. docs/ledger.md
/// lists them. The same names for every arm.
std::vector<Perspective> perspectives(const simulate::Runs& runs, Index arm);

/// A line of the books over the finished draws: mean and 5-50-95% of draw means, USD. Lines that nothing moved are left out.
struct LedgerRow {
    Index arm;
    LedgerLine line;
    Index year;
    double mean, p5, p50, p95;
};
struct LedgerTable {
    std::vector<std::string> parties;
    std::vector<LedgerRow> rows;
};
LedgerTable ledger_table(const simulate::Runs& runs);

/// What the market's answer does to others, per arm of the programme and year; mean and 5-50-95% over draws.
struct MarketRow {
    Index arm, year;
    std::string metric, unit;
    double mean, p5, p50, p95;
};
/// Rows: world_price_factor, world_revenue_factor, origin_growers_gain, growers_elsewhere_gain, buyers_gain, government_margin_gain,
/// local_gain_nominal, local_gain_real, land_cleared_here, land_cleared_elsewhere.
std::vector<MarketRow> market_books(const simulate::Runs& runs);

}  // namespace smallholder::evaluate
