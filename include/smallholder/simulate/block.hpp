// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "smallholder/core/pack.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/simulate/contacts.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/paths.hpp"
#include "smallholder/simulate/year.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What anchoring decides of each household in one draw (docs/population.md).
struct Anchor {
    std::vector<double> land_quality;      // q, 1
    std::vector<double> other_level;       // USD/year
    std::vector<double> income_residual;   // USD/year
    std::vector<double> extra_days;        // family-quality days a year
    std::vector<double> last_revenue;      // cocoa sales of the year before year 0, USD: taken to be those of year 0
};

/// Last year's means of one village.
struct VillageMeans {
    std::array<double, 4> package_share{0.25, 0.25, 0.25, 0.25};
    double infected = 0.0, practice = 0.0;
    double ratio = 1.0;  // (1 + hired days)/(family days)
    double trials = 0.0;
};

/// A contiguous run of whole villages, walked through all years together. Columns are structure of arrays, padded to whole lanes;
/// padding repeats the last household and counts nowhere. Made once per thread and refilled block by block.
class Block {
public:
    static constexpr Index kPad = 8;

    Block(Index capacity, Index arms) : arms_(arms), stride_(stride_for(capacity)) {
        const auto columns = [&](std::size_t count) { return count * static_cast<std::size_t>(stride_); };
        fixed_.resize(columns(kFixedColumns));
        state_.resize(columns(kStateColumns) * static_cast<std::size_t>(arms));
        levers_.resize(columns(kColumns<Levers<double>>) * static_cast<std::size_t>(arms));
        village_.resize(columns(kColumns<Village<double>>) * static_cast<std::size_t>(arms));
        flows_.resize(columns(kFlowColumns) * static_cast<std::size_t>(arms));
        uniforms_.resize(columns(random::kHouseholdSlots));
        region_.resize(columns(4));  // the fourth: what last year's own luck leaves of itself (own_luck)
        ids_.resize(static_cast<std::size_t>(stride_));
    }

    /// Households first .. first + count - 1 of the population, at their state of the start, in every arm.
    void fill(const Population& people, Index first, Index count, const Anchor& anchor, const Parameters& p);

    /// Year 0 in the first arm; the package chosen is copied to all arms, nothing else changes.
    void survey_year(const Model& model, const MarketYear& market, std::uint64_t seed, std::uint32_t draw, std::uint32_t replicate);

    /// One simulated year in every arm under the levers set.
    void simulate_year(const Model& model, const std::vector<MarketYear>& market_of_arm,
                       const std::vector<std::vector<RegionYear>>& regions, const Population& population, int year, std::uint64_t seed,
                       std::uint32_t draw, std::uint32_t replicate);
    /// The same at one set of prices for all arms.
    void simulate_year(const Model& model, const MarketYear& market, const std::vector<std::vector<RegionYear>>& regions,
                       const Population& population, int year, std::uint64_t seed, std::uint32_t draw, std::uint32_t replicate) {
        simulate_year(model, std::vector<MarketYear>(static_cast<std::size_t>(arms_), market), regions, population, year, seed, draw,
                      replicate);
    }

    /// Village means of the flows and states of the year just walked become next year's (docs/odd.md 7.16).
    void update_villages(const Population& population, bool coupled, bool first_year);

    effects::LeverColumns levers(Index arm) {
        return {stride_, levers_.data() + arm * stride_ * static_cast<Index>(kColumns<Levers<double>>), stride_};
    }
    void reset_levers() {
        for (Index arm = 0; arm < arms_; ++arm) levers(arm).reset();
    }

    Index first() const { return first_; }
    Index count() const { return count_; }
    Index stride() const { return stride_; }
    double* state(Index arm) { return state_.data() + arm * stride_ * static_cast<Index>(kStateColumns); }
    double* flows(Index arm) { return flows_.data() + arm * stride_ * static_cast<Index>(kFlowColumns); }
    double* village(Index arm) { return village_.data() + arm * stride_ * static_cast<Index>(kColumns<Village<double>>); }
    Fixed<double> fixed_of(Index i) const { return load_columns<Fixed, double>(fixed_.data() + i, stride_); }
    /// What a household owns and owes at the end of the year just walked.
    Stocks stocks_of(Index arm, Index i) {
        const double* s = state(arm) + i;
        return {s[kCashColumn * stride_], s[kWealthColumn * stride_], s[kLivestockColumn * stride_], s[kDebtColumn * stride_]};
    }
    double area_of(Index i) const { return fixed_[static_cast<std::size_t>(i)]; }
    double crop_share_of(Index i) const { return fixed_[static_cast<std::size_t>(kCropShareColumn * stride_ + i)]; }
    double benchmark_of(Index i) const { return fixed_[static_cast<std::size_t>(kBenchmarkColumn * stride_ + i)]; }
    Flows<double> flows_of(Index arm, Index i) { return load_columns<Flows, double>(flows(arm) + i, stride_); }
    State<double> state_of(Index arm, Index i) { return load_columns<State, double>(state(arm) + i, stride_); }

    /// First flow that is not a finite number, as (household place, flow), or (-1, -1).
    std::pair<Index, Index> first_not_finite(Index arm) {
        // A sum is finite only if every term is; only then is anything looked for.
        const double* f = flows(arm);
        for (Index c = 0; c < static_cast<Index>(kFlowColumns); ++c) {
            const double* column = f + c * stride_;
            double sums[kPad] = {};  // several, so that none waits for the last
            Index at = 0;
            for (; at + kPad <= count_; at += kPad)
                for (Index k = 0; k < kPad; ++k) sums[k] += column[at + k] * 0.0;
            for (; at < count_; ++at) sums[0] += column[at] * 0.0;
            double sum = 0.0;
            for (const double part : sums) sum += part;
            if (sum == 0.0) continue;
            for (Index i = 0; i < count_; ++i)
                if (!(column[i] - column[i] == 0.0)) return {i, c};
        }
        return {-1, -1};
    }

private:
    template <class T>
    static Index column_of(double T::*member) {
        const T blank{};
        return &(blank.*member) - reinterpret_cast<const double*>(&blank);
    }
    const double* flow_column(Index arm, double Flows<double>::*member) { return flows(arm) + column_of(member) * stride_; }
    /// Whole lanes, and an odd number of cache lines: columns a power of two apart would push each other out of the cache.
    static Index stride_for(Index capacity) {
        const Index lines = (capacity + kPad - 1) / kPad;
        return (lines + 1 - lines % 2) * kPad;
    }

    Index arms_, stride_;
    Index first_ = 0, count_ = 0;
    Index reach_ = 0;  // of contacts to either side; 0: nobody asks what contacts do
    std::vector<double> fixed_, state_, levers_, village_, flows_, uniforms_, region_;
    std::vector<std::uint64_t> ids_;
    std::vector<double> ratio_0_;  // per village of the block: labour scarcity of year 0
};

inline void Block::fill(const Population& people, Index first, Index count, const Anchor& anchor, const Parameters& p) {
    first_ = first;
    count_ = count;
    reach_ = p.contagion_threshold > 0.0 ? reach_of_contacts(p.contagion_contacts) : 0;
    // Column by column: `value` of household h goes to the column of a member of Fixed or State.
    auto each = [&](double* column, auto&& value) {
        for (Index i = 0; i < stride_; ++i) column[i] = value(static_cast<std::size_t>(first + std::min(i, count - 1)));
    };
    auto fixed = [&](double Fixed<double>::*member, auto&& value) { each(fixed_.data() + column_of(member) * stride_, value); };
    auto start = [&](double State<double>::*member, auto&& value) { each(state(0) + column_of(member) * stride_, value); };
    auto from = [](const auto& column) { return [&column](std::size_t h) { return static_cast<double>(column[h]); }; };
    using F = Fixed<double>;
    using S = State<double>;

    for (Index i = 0; i < stride_; ++i) ids_[static_cast<std::size_t>(i)] = people.id[static_cast<std::size_t>(first + std::min(i, count - 1))].value;
    fixed(&F::area, from(people.area_ha));
    fixed(&F::stand_target, [&](std::size_t h) { return p.stand_target_factor * people.initial_stand_per_ha[h]; });
    fixed(&F::land_quality, from(anchor.land_quality));
    fixed(&F::inefficiency, from(people.z_inefficiency));
    fixed(&F::taste, from(people.taste));
    fixed(&F::hired_share, from(people.hired_share));
    fixed(&F::school, from(people.school_years));
    fixed(&F::female_head, from(people.female_head));
    fixed(&F::men, from(people.men));
    fixed(&F::women, from(people.women));
    fixed(&F::children, from(people.children));
    fixed(&F::size, from(people.household_size));
    fixed(&F::adult_equivalents, from(people.adult_equivalents));
    fixed(&F::vsla, from(people.vsla));
    fixed(&F::km_foot, from(people.km_foot));
    fixed(&F::km_road, from(people.km_road));
    fixed(&F::food_area, from(people.food_area_ha));
    fixed(&F::other_level, from(anchor.other_level));
    fixed(&F::soil_supply, from(people.soil_supply));
    fixed(&F::megakarya, from(people.megakarya));
    fixed(&F::livestock_initial, from(people.livestock_usd));
    const double default_line = p.benchmark_usd / p.benchmark_ae;
    fixed(&F::benchmark, [&](std::size_t h) {
        return std::isnan(people.benchmark_usd[h]) ? default_line * people.adult_equivalents[h] : people.benchmark_usd[h];
    });
    fixed(&F::income_residual, from(anchor.income_residual));
    fixed(&F::crop_share, [&](std::size_t h) { return p.share_tenancy > 0.0 ? people.crop_share[h] : 1.0; });
    fixed(&F::extra_days, from(anchor.extra_days));
    fixed(&F::recorded_area, from(people.counted_area_ha));

    // What is not named below starts at nothing: the package is chosen in year 0, and nothing was planted or cut before it.
    std::fill_n(state(0), static_cast<Index>(kStateColumns) * stride_, 0.0);
    start(&S::infected, from(people.infected));
    const Index practice = offsetof(S, practice) / sizeof(double), trees = offsetof(S, trees) / sizeof(double);
    for (std::size_t k = 0; k < 4; ++k) each(state(0) + (practice + static_cast<Index>(k)) * stride_, from(people.practice[k]));
    start(&S::knowledge, from(people.knowledge));
    start(&S::cash, from(people.cash_usd));
    start(&S::wealth, from(people.wealth_usd));
    start(&S::livestock, from(people.livestock_usd));
    start(&S::debt, from(people.debt_usd));
    start(&S::last_revenue, from(anchor.last_revenue));
    const auto n = static_cast<std::size_t>(people.households());
    for (std::size_t a = 0; a < agronomy::kTreeAges; ++a)
        each(state(0) + (trees + static_cast<Index>(a)) * stride_, [&](std::size_t h) { return people.trees[a * n + h]; });
    for (Index arm = 1; arm < arms_; ++arm) std::copy(state(0), state(1), state(arm));

    // Before a first year there are no village means: own infection, packages in equal shares, hands as scarce as they were.
    const Village<double> before{{0.25, 0.25, 0.25, 0.25}, 0.0, 0.0, 1.0, 0.0, 0.0};
    const Index infected = offsetof(Village<double>, infected) / sizeof(double);
    for (Index i = 0; i < stride_; ++i) store_columns(village(0) + i, stride_, before);
    each(village(0) + infected * stride_, from(people.infected));
    for (Index arm = 1; arm < arms_; ++arm) std::copy(village(0), village(1), village(arm));
    std::fill_n(region_.data() + 3 * stride_, stride_, 0.0);
    reset_levers();
}

inline void Block::update_villages(const Population& population, bool coupled, bool first_year) {
    for (Index arm = 0; arm < arms_; ++arm) {
        Index village_number = 0;
        for (Index from = 0; from < count_; ++village_number) {
            const auto name = population.village[static_cast<std::size_t>(first_ + from)];
            Index to = from + 1;
            if (coupled)
                while (to < count_ && population.village[static_cast<std::size_t>(first_ + to)] == name) ++to;
            VillageMeans mean{{0, 0, 0, 0}, 0, 0, 0, 0};
            const double* trials = state(arm) + kTrialsColumn * stride_;
            const double *package_now = flow_column(arm, &Flows<double>::package), *infected_now = flow_column(arm, &Flows<double>::infected),
                         *practice_now = flow_column(arm, &Flows<double>::practice_mean), *hired_now = flow_column(arm, &Flows<double>::hired_days),
                         *family_now = flow_column(arm, &Flows<double>::family_days);
            double weight = 0.0, hired = 0.0, family = 0.0;
            for (Index i = from; i < to; ++i) {
                const double w = population.weight[static_cast<std::size_t>(first_ + i)];
                weight += w;
                mean.package_share[static_cast<std::size_t>(package_now[i])] += w;
                mean.infected += w * infected_now[i];
                mean.practice += w * practice_now[i];
                mean.trials += w * trials[i];
                hired += w * hired_now[i];
                family += w * family_now[i];
            }
            const double ratio = (1.0 + hired / weight) / (family / weight);
            if (first_year && arm == 0) {
                if (village_number == 0) ratio_0_.clear();
                ratio_0_.push_back(ratio);
            }
            Village<double> next{{mean.package_share[0] / weight, mean.package_share[1] / weight, mean.package_share[2] / weight,
                                  mean.package_share[3] / weight},
                                 mean.infected / weight,
                                 mean.practice / weight,
                                 ratio / ratio_0_[static_cast<std::size_t>(village_number)],
                                 mean.trials / weight,
                                 0.0};
            // Without a village there are no peers to follow and no local wage: only its own disease and practice.
            if (!coupled) {
                next.package_share = {0.25, 0.25, 0.25, 0.25};
                next.scarcity = 1.0;
                next.trials = 0.0;
            }
            const double* package = state(arm) + kPackageColumn * stride_ + from;
            for (Index i = from; i < to; ++i) {
                if (reach_ > 0) next.contacts = contacts_with_package(package, to - from, i - from, reach_);
                store_columns(village(arm) + i, stride_, next);
            }
            from = to;
        }
        // Padding follows the last household, so that it stays an ordinary household.
        const auto last = load_columns<Village, double>(village(arm) + count_ - 1, stride_);
        for (Index i = count_; i < stride_; ++i) store_columns(village(arm) + i, stride_, last);
    }
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
