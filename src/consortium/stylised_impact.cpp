// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/stylised_impact.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "smallholder/consortium/coverage.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {
namespace {

bool inside(std::uint32_t members, Index i) { return ((members >> i) & 1u) != 0; }

class StylisedPath final : public ImpactPath {
public:
    explicit StylisedPath(const StylisedGame& game) : game_(game) {}

    void value(const YearPlan& plan, std::span<MemberView> views) override {
        const std::vector<double> given = contributions(plan);
        for (Index i = 0; i < game_.members; ++i) {
            const Goods goods = of(plan, given, [&](Index j) { return quality(plan, j, i); });
            const double outlay = cost(given[at(i)]);
            views[at(i)] = {benefit(goods, plan.members, i) - outlay, outlay};
        }
    }

    ImpactYear deliver(const YearPlan& plan, std::span<const double> delivered) override {
        std::vector<double> given = contributions(plan);
        const Goods foretold = of(plan, given, [&](Index j) { return quality(plan, j, j); });
        const Goods alone = nash(plan);
        for (Index i = 0; i < game_.members; ++i) given[at(i)] *= delivered[at(i)];
        const Goods came = of(plan, given, [&](Index j) { return true_quality(plan, j); });
        foretold_.push_back(foretold.outside + foretold.inside);
        came_.push_back(came.outside + came.inside);

        ImpactYear year;
        year.promised_gain = game_.gain_per_unit * (game_.naive_promise ? foretold_.back() : spread(foretold_));
        year.delivered_gain = game_.gain_per_unit * spread(came_);
        for (Index i = 0; i < game_.members; ++i) {
            year.outlay.push_back(cost(given[at(i)]));
            year.cost += year.outlay.back();
            if (inside(plan.members, i)) year.joint_spend += year.outlay.back();
            year.benefit.push_back(benefit(came, plan.members, i));
            year.advantage += year.benefit.back() - year.outlay.back() - (benefit(alone, 0u, i) - nash_cost_[at(i)]);
        }
        return year;
    }

private:
    struct Goods {
        double inside = 0.0, outside = 0.0;
    };
    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }
    double cost(double given) const { return .5 * game_.cost * given * given; }

    /// What i thinks member j's unit does.
    double quality(const YearPlan& plan, Index j, Index i) const {
        double sum = 0.0;
        for (Index k = 0; k < game_.kinds; ++k) sum += plan.effectiveness[at(j * game_.kinds + k)] * plan.believed[at(i * game_.kinds + k)];
        return sum / static_cast<double>(game_.kinds);
    }
    double true_quality(const YearPlan& plan, Index j) const {
        double sum = 0.0;
        for (Index k = 0; k < game_.kinds; ++k) sum += plan.effectiveness[at(j * game_.kinds + k)] * plan.truth[at(k)];
        return sum / static_cast<double>(game_.kinds);
    }

    std::vector<double> contributions(const YearPlan& plan) const {
        const int present = std::popcount(plan.members);
        const double weight = 1.0 + plan.joint_scale * plan.agenda * std::max(0, present - 1);
        const double most = std::sqrt(2.0 * game_.budget / game_.cost);
        std::vector<double> given;
        for (Index j = 0; j < game_.members; ++j) {
            const double own = game_.benefit / game_.cost * quality(plan, j, j) * (inside(plan.members, j) ? weight : 1.0);
            given.push_back(std::clamp(own, 0.0, most));  // nobody pays to do harm, or more than it has
        }
        return given;
    }

    template <class Quality>
    Goods of(const YearPlan& plan, const std::vector<double>& given, const Quality& quality_of) const {
        Goods goods;
        for (Index j = 0; j < game_.members; ++j) (inside(plan.members, j) ? goods.inside : goods.outside) += quality_of(j) * given[at(j)];
        // The alliance's programmes among themselves, and the whole of them with those of the others, who do not coordinate.
        const int present = std::popcount(plan.members);
        const std::vector<double> own(at(present), game_.reach);
        std::vector<double> all(at(game_.members - present), game_.reach);
        if (present > 0) all.push_back(union_coverage(own, game_.overlap_alone * (1.0 - plan.reinforcing)).share);
        const double left = union_coverage(all, game_.overlap_alone).share / (game_.reach * static_cast<double>(game_.members));
        goods.inside *= left;
        goods.outside *= left;
        return goods;
    }

    double benefit(const Goods& goods, std::uint32_t members, Index i) const {
        return game_.benefit * (goods.outside + (inside(members, i) ? 1.0 : 1.0 - game_.excludability) * goods.inside);
    }

    /// Everybody for itself, at the truth.
    Goods nash(YearPlan plan) {
        plan.members = 0;
        const std::vector<double> given = contributions(plan);
        nash_cost_.clear();
        for (const double each : given) nash_cost_.push_back(cost(each));
        return of(plan, given, [&](Index j) { return true_quality(plan, j); });
    }

    double spread(const std::vector<double>& flows) const {
        double sum = 0.0;
        for (std::size_t lag = 0; lag < game_.profile.size() && lag < flows.size(); ++lag) sum += game_.profile[lag] * flows[flows.size() - 1 - lag];
        return sum;
    }

    StylisedGame game_;
    std::vector<double> foretold_, came_, nash_cost_;
};

}  // namespace

StylisedImpact::StylisedImpact(StylisedGame game) : game_(std::move(game)) {
    constexpr const char* where = "consortium stylised game";
    if (game_.members < 2 || game_.members > kMostMembers || game_.kinds < 1) {
        throw RangeError(std::to_string(game_.members) + " members and " + std::to_string(game_.kinds) + " kinds of intervention", where,
                         "Use between 2 and " + std::to_string(kMostMembers) + " members, and one kind or more");
    }
    for (const double each : {game_.benefit, game_.cost, game_.budget, game_.reach, game_.gain_per_unit, game_.baseline_income}) {
        if (!(each > 0.0 && std::isfinite(each))) throw RangeError("a benefit, cost, budget, reach or income is " + number_text(each), where, "Use numbers above 0");
    }
    if (!(game_.excludability >= 0.0 && game_.excludability <= 1.0) || !(game_.overlap_alone >= 0.0 && game_.overlap_alone <= 2.0) || game_.reach > 1.0) {
        throw RangeError("excludability is " + number_text(game_.excludability) + ", overlap " + number_text(game_.overlap_alone) + ", reach " + number_text(game_.reach),
                         where, "Use shares between 0 and 1, and an overlap between 0 and 2");
    }
    for (const double share : game_.profile) {
        if (!(share >= 0.0)) throw RangeError("a share of the profile is " + number_text(share), where, "Use 0 or more");
    }
    if (game_.profile.empty()) throw RangeError("the profile is empty", where, "Give the share of a plan's gain that comes 0, 1, 2, ... years later");
}

std::unique_ptr<ImpactPath> StylisedImpact::begin(std::uint64_t, const random::Address&) const { return std::make_unique<StylisedPath>(game_); }

}  // namespace smallholder::consortium
