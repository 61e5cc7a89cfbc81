// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/effects/effect.hpp"
#include "smallholder/farm/distribution_spec.hpp"
#include "smallholder/farm/population.hpp"

namespace smallholder::effects {

/// A block of households as it stands before a year, for effects that look at them: a stretch of the population, and columns of their state.
struct BlockView {
    const Population* population;
    Index first, count;  // households of the population
    std::uint32_t draw, replicate;
    std::string_view arm;
    // At the end of the year before: USD, USD, USD, USD, 1, 1.
    const double *cash_usd, *wealth_usd, *livestock_usd, *debt_usd, *knowledge, *infected;
};

/// One year of one block in one arm, for the code of a prototype: `changes` has a column per lever, at its neutral value, to be written.
struct PrototypeYear {
    int year, horizon;
    double ramp;  // of the delivery, 1
    const BlockView& block;
    const double *served, *uniform;  // per household: 1 or 0; luck of this intervention in this year
    std::vector<std::vector<double>>& changes;
};

/// The code of a prototype: what it is called in messages, the levers it may move, and what it does in a year.
struct PrototypeCode {
    std::string name;
    std::vector<Lever> moves;
    std::function<void(const PrototypeYear&)> year;
};

/// An intervention that a function says, called once for every block, year and arm: to try an idea before it is written in C++.
///
///   x_i moves by what the function writes for household i, for those served; what it writes for others is not used
///
/// Moves: the levers its code names. A change that is not finite, or outside the bounds of its lever, is an error. Never: an outcome.
/// A run that holds one goes on a single thread, since the function need not bear several.
/// Page: docs/effects/composed.md   Tested: tests/unit/effects/prototype_test.cpp, tests/python/test_own_interventions.py
class Prototype final : public Effect {
public:
    static constexpr std::string_view kKey = "prototype";
    static constexpr std::string_view kSummary = "A class of Python, called once a year with arrays, to try an idea. Slow: it runs on one thread.";

    double offered_by_village = 0.0, yearly = 0.0, lasts = 0.0, paid_per_dollar = 1.0;
    std::shared_ptr<const PrototypeCode> code;

    static constexpr std::array<Lever, 0> kMoves{};
    static constexpr auto kFields = std::to_array<Field<Prototype>>({
        {{"by_village", "0/1", 0.0, 1.0, 0.0, "", "who", "the offer is made to whole villages, not to households"}, &Prototype::offered_by_village},
        {{"delivered_yearly", "0/1", 0.0, 1.0, 0.0, "", "when", "each year's delivery is a new event, as a course is; not one thing that lasts"},
         &Prototype::yearly},
        {{"lasts", "0/1", 0.0, 1.0, 0.0, "", "when", "it is called after the last year of delivery too"}, &Prototype::lasts},
        {{"paid_per_dollar", "1", 1.0, 100.0, 1.0, "", "cost", "what leaves the payer for each dollar that its levers hand to a household"},
         &Prototype::paid_per_dollar},
    });

    bool by_village() const override { return offered_by_village > 0.5; }
    bool delivered_yearly() const override { return yearly > 0.5; }
    bool active(int year, int horizon) const override {
        return delivery.running(year, horizon) || (lasts > 0.5 && year >= delivery.start);
    }

    std::span<const Lever> moves() const override { return code->moves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        const BlockView& block = *reach.block;
        std::vector<std::vector<double>> changes;
        for (const Lever lever : code->moves) changes.emplace_back(static_cast<std::size_t>(block.count), row_of(lever).neutral);
        const int end = delivery.last_year(horizon);
        code->year({year, horizon, delivery.ramp(std::min(year, end)), block, reach.served, reach.u_attendance, changes});
        for (std::size_t k = 0; k < changes.size(); ++k)
            for (Index i = 0; i < levers.count; ++i) {
                // Padding follows the last household, so that it stays an ordinary household.
                const Index at = std::min(i, block.count - 1);
                if (reach.served[at] == 0.0) continue;
                const double change = changes[k][static_cast<std::size_t>(at)];
                require_within(code->moves[k], change, year, block, at);
                levers.move(code->moves[k], i, change);
            }
    }
    double paid_per_dollar_received() const override { return paid_per_dollar; }

private:
    void require_within(Lever lever, double change, int year, const BlockView& block, Index at) const {
        const LeverRow& row = row_of(lever);
        if (change >= row.least && change <= row.most) return;  // false for what is no number
        const std::string unit = row.unit == "1" ? "" : " " + std::string(row.unit);
        throw ProgrammeError("it writes " + shortest(change) + unit + " to the lever \"" + std::string(row.name) + "\", whose changes are " +
                                 to_string(Bounds{row.least, row.most}) + unit,
                             code->name + ", year " + std::to_string(year) + ", household " +
                                 block.population->name[static_cast<std::size_t>(block.first + at)] + ", draw " + std::to_string(block.draw) +
                                 ", arm " + std::string(block.arm),
                             "Look at what it divides by, and keep the change inside these bounds");
    }
};

}  // namespace smallholder::effects
