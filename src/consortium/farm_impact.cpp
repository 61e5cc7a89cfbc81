// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/farm_impact.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>

#include "smallholder/consortium/coverage.hpp"
#include "smallholder/consortium/experience.hpp"

namespace smallholder::consortium {
namespace {

/// Present value of a dollar in each year of delivery.
double annuity(const FarmImpact::Calendar& when, double rate) {
    double sum = 0.0;
    for (int t = when.first; t <= when.last; ++t) sum += std::pow(1.0 + rate, -t);
    return sum;
}

/// What is delivered, and by whom.
struct Levels {
    std::vector<double> own;  // [member * kinds + kind]
};

class FarmPath final : public ImpactPath {
public:
    /// reach: years x kinds, filled as years are delivered; or null.
    FarmPath(const FarmImpact& impact, Index draw, std::vector<double>* reach)
        : impact_(impact), planner_(impact.planner()), response_(planner_.response()), expected_(impact.expected()), yearly_(impact.yearly(draw)), reach_(reach),
          experience_(cells(), planner_.parameters().prior_experience) {}

    void value(const YearPlan& plan, std::span<MemberView> views) override {
        const Levels levels = choose(plan);
        const std::vector<double> costs = costs_of(levels, plan, expected_, {});
        for (Index i = 0; i < planner_.members(); ++i) {
            views[at(i)] = {benefit_in(i, levels, plan, believed_by(plan, i), expected_) - costs[at(i)], costs[at(i)]};
        }
    }

    ImpactYear deliver(const YearPlan& plan, std::span<const double> delivered) override {
        const Levels planned = choose(plan);
        Levels done = planned;
        for (Index i = 0; i < planner_.members(); ++i)
            for (Index k = 0; k < kinds(); ++k) done.own[cell(i, k)] *= delivered[at(i)];

        ImpactYear year;
        year.outlay = costs_of(done, plan, yearly_, {});
        year.cost = std::accumulate(year.outlay.begin(), year.outlay.end(), 0.0);
        for (Index i = 0; i < planner_.members(); ++i)
            if (holds(plan.members, i)) year.joint_spend += year.outlay[at(i)];
        const std::vector<double> truth(plan.truth.begin(), plan.truth.end());
        for (Index i = 0; i < planner_.members(); ++i) year.benefit.push_back(benefit_in(i, done, plan, truth, yearly_));

        if (reach_ != nullptr) {
            const std::vector<double> reach = reach_of(done, plan);
            std::ranges::copy(reach, reach_->begin() + static_cast<Index>(promised_.size()) * kinds());
        }
        promised_.push_back(terms_of(planned, plan, believed_by_payers(planned, plan)));
        came_.push_back(terms_of(done, plan, truth));
        year.promised_gain = income_of(promised_, expected_);
        year.delivered_gain = income_of(came_, yearly_);

        YearPlan apart = plan;
        apart.members = 0;
        apart.agenda = apart.reinforcing = 0.0;
        const Levels alone = choose(apart);
        year.advantage = society_of(planned, plan, truth) - society_of(alone, apart, truth);

        // Each learns from what it did, and from its fellows as far as they tell.
        const double told = planner_.parameters().disclosure;
        for (Index k = 0; k < kinds(); ++k) {
            double among = 0.0;
            for (Index i = 0; i < planner_.members(); ++i)
                if (holds(plan.members, i)) among += done.own[cell(i, k)] * yearly_.served[at(k)];
            for (Index i = 0; i < planner_.members(); ++i) {
                const double own = done.own[cell(i, k)] * yearly_.served[at(k)];
                experience_[cell(i, k)] += own + (holds(plan.members, i) ? told * (among - own) : 0.0);
            }
        }
        return year;
    }

private:
    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }
    Index kinds() const { return planner_.interventions(); }
    std::size_t cell(Index i, Index k) const { return at(i * kinds() + k); }
    std::size_t cells() const { return at(planner_.members() * planner_.interventions()); }
    bool allied(const YearPlan& plan) const { return std::popcount(plan.members) > 1; }
    double reinforcing(const YearPlan& plan) const { return allied(plan) ? plan.reinforcing * plan.joint_scale : 0.0; }

    std::vector<double> believed_by(const YearPlan& plan, Index i) const {
        const auto row = plan.believed.subspan(at(i * kinds()), at(kinds()));
        return {row.begin(), row.end()};
    }
    /// What those who pay for a kind believe of it, by how much of it they deliver.
    std::vector<double> believed_by_payers(const Levels& levels, const YearPlan& plan) const {
        std::vector<double> effect(at(kinds()), 1.0);
        for (Index k = 0; k < kinds(); ++k) {
            double weight = 0.0, sum = 0.0;
            for (Index i = 0; i < planner_.members(); ++i) {
                weight += levels.own[cell(i, k)];
                sum += levels.own[cell(i, k)] * plan.believed[cell(i, k)];
            }
            if (weight > 0.0) effect[at(k)] = sum / weight;
        }
        return effect;
    }

    /// The response's terms at these levels when the kinds work as `effect` says; only of the members in `whose`.
    std::vector<double> terms_of(const Levels& levels, const YearPlan& plan, const std::vector<double>& effect, Coalition whose = ~Coalition{0}) const {
        const double together = reinforcing(plan), overlap = planner_.parameters().overlap_alone * (1.0 - together);
        std::vector<double> x(at(kinds()), 0.0), z(at(kinds()), 0.0), term(response_.terms(), 0.0), shares;
        std::vector<char> joint(at(kinds()), 0);
        for (Index k = 0; k < kinds(); ++k) {
            shares.clear();
            double sum = 0.0, quality = 0.0;
            for (Index i = 0; i < planner_.members(); ++i) {
                const double a = levels.own[cell(i, k)];
                if (!(a > 0.0) || !holds(whose, i)) continue;
                shares.push_back(a);
                sum += a;
                quality += a * plan.effectiveness[cell(i, k)] * planner_.effectiveness(i, k);
                joint[at(k)] = joint[at(k)] || holds(plan.members, i);
            }
            if (!(sum > 0.0)) continue;
            x[at(k)] = union_coverage(shares, overlap).share;
            z[at(k)] = quality / sum * effect[at(k)];
        }
        for (Index k = 0; k < kinds(); ++k) {
            term[response_.linear(k)] = x[at(k)] * z[at(k)];
            term[response_.square(k)] = x[at(k)] * x[at(k)] * z[at(k)];
            for (Index l = k + 1; l < kinds(); ++l) {
                term[response_.together(k, l)] = x[at(k)] * x[at(l)] * z[at(k)] * z[at(l)];
                if (joint[at(k)] && joint[at(l)]) term[response_.same(k, l)] = together * std::min(x[at(k)], x[at(l)]) * z[at(k)] * z[at(l)];
            }
        }
        return term;
    }

    /// [kind] share of the programme's households that are reached by anybody.
    std::vector<double> reach_of(const Levels& levels, const YearPlan& plan) const {
        std::vector<double> reach(at(kinds()), 0.0), shares;
        for (Index k = 0; k < kinds(); ++k) {
            shares.clear();
            for (Index i = 0; i < planner_.members(); ++i)
                if (levels.own[cell(i, k)] > 0.0) shares.push_back(levels.own[cell(i, k)]);
            if (!shares.empty()) reach[at(k)] = union_coverage(shares, planner_.parameters().overlap_alone * (1.0 - reinforcing(plan))).share;
        }
        return reach;
    }

    double benefit_of(Index i, const std::vector<double>& term, const FarmImpact::Yearly& farms) const {
        return std::inner_product(term.begin(), term.end(), farms.benefit.begin() + i * static_cast<Index>(term.size()), 0.0);
    }
    /// Inside, all of it; outside, less what the alliance keeps to itself.
    double benefit_in(Index i, const Levels& levels, const YearPlan& plan, const std::vector<double>& effect, const FarmImpact::Yearly& farms) const {
        const double all = benefit_of(i, terms_of(levels, plan, effect), farms);
        if (!allied(plan) || holds(plan.members, i)) return all;
        const double without = benefit_of(i, terms_of(levels, plan, effect, ~Coalition{plan.members}), farms);
        return all - planner_.parameters().excludability * (all - without);
    }
    double society_of(const Levels& levels, const YearPlan& plan, const std::vector<double>& effect) const {
        const std::vector<double> term = terms_of(levels, plan, effect), costs = costs_of(levels, plan, yearly_, {});
        return std::inner_product(term.begin(), term.end(), yearly_.society.begin(), 0.0) - std::accumulate(costs.begin(), costs.end(), 0.0);
    }

    /// USD this year by member; of one member only where `only` names it.
    std::vector<double> costs_of(const Levels& levels, const YearPlan& plan, const FarmImpact::Yearly& farms, std::optional<Index> only) const {
        const ConsortiumParameters& p = planner_.parameters();
        const double exponent = learning_exponent(p.progress_ratio) * plan.learning;
        std::vector<double> usd(at(planner_.members()), 0.0);
        for (Index k = 0; k < kinds(); ++k) {
            Index sharing = 0;
            double sum = 0.0;
            for (Index i = 0; i < planner_.members(); ++i) {
                sum += levels.own[cell(i, k)];
                sharing += levels.own[cell(i, k)] > 0.0 && holds(plan.members, i);
            }
            if (!(sum > 0.0)) continue;
            const double last_mile = response_.learns() ? last_mile_factor(std::min(1.0, std::min(1.0, sum) * response_.coverage(k)), p.last_mile) : 1.0;
            for (Index i = 0; i < planner_.members(); ++i) {
                const double a = levels.own[cell(i, k)];
                if (!(a > 0.0) || (only && *only != i)) continue;
                // One set of fixed costs, to the extent that programmes are one.
                const double fixed = holds(plan.members, i) && sharing > 1 ? 1.0 / (1.0 + reinforcing(plan) * static_cast<double>(sharing - 1)) : 1.0;
                const double cheaper = response_.learns() ? std::pow(experience_[cell(i, k)] / p.prior_experience, -exponent) : 1.0;
                usd[at(i)] += fixed * farms.fixed[at(k)] + a * (farms.direct[at(k)] * cheaper * last_mile + farms.handed_out[at(k)]);
            }
        }
        return usd;
    }

    /// Best responses in turn, from nothing, until nobody moves.
    Levels choose(const YearPlan& plan) const {
        constexpr int kRounds = 12;
        Levels levels{std::vector<double>(cells(), 0.0)};
        for (int round = 0; round < kRounds; ++round) {
            bool moved = false;
            for (Index i = 0; i < planner_.members(); ++i) moved = respond(levels, i, plan) || moved;
            if (!moved) break;
        }
        return levels;
    }

    bool respond(Levels& levels, Index i, const YearPlan& plan) const {
        std::vector<Index> funded;
        for (Index k = 0; k < kinds(); ++k)
            if (planner_.may_fund(i, k)) funded.push_back(k);
        std::erase_if(funded, [&](Index k) { return !impact_.delivers(k, plan.year); });
        if (funded.empty()) return false;
        const bool inside = allied(plan) && holds(plan.members, i);
        const double agenda = inside ? plan.agenda * plan.joint_scale : 0.0;
        const std::vector<double> effect = believed_by(plan, i);
        std::vector<double> before, best;
        for (const Index k : funded) before.push_back(levels.own[cell(i, k)]);
        std::vector<std::size_t> place(funded.size(), 0);
        double most = 0.0;
        while (true) {
            for (std::size_t f = 0; f < funded.size(); ++f) levels.own[cell(i, funded[f])] = planner_.menu(i, funded[f])[place[f]];
            const double cost = costs_of(levels, plan, expected_, i)[at(i)];
            if (cost <= planner_.budget(i) * (1.0 + 1e-9)) {
                const std::vector<double> term = terms_of(levels, plan, effect);
                double now = benefit_of(i, term, expected_) - cost;
                for (Index j = 0; j < planner_.members() && agenda > 0.0; ++j)
                    if (j != i && holds(plan.members, j)) now += agenda * benefit_of(j, term, expected_);
                if (best.empty() || now > most + 1e-9 * std::max(1.0, std::abs(most))) {
                    most = now;
                    best.clear();
                    for (const Index k : funded) best.push_back(levels.own[cell(i, k)]);
                }
            }
            std::size_t f = 0;
            while (f < funded.size() && ++place[f] == planner_.menu(i, funded[f]).size()) place[f++] = 0;
            if (f == funded.size()) break;
        }
        if (best.empty()) best.assign(funded.size(), 0.0);
        for (std::size_t f = 0; f < funded.size(); ++f) levels.own[cell(i, funded[f])] = best[f];
        return best != before;
    }

    /// What all years so far bring this year.
    double income_of(const std::vector<std::vector<double>>& years, const FarmImpact::Yearly& farms) const {
        const auto span = static_cast<std::size_t>(std::max(response_.years(), 1));
        double sum = 0.0;
        for (std::size_t s = 0; s < years.size(); ++s) {
            const std::size_t age = years.size() - 1 - s;  // 0: this year's own
            if (age >= span) continue;
            for (std::size_t term = 0; term < years[s].size(); ++term) {
                const double* path = farms.income.data() + term * span;
                sum += years[s][term] * (path[age] - (age > 0 ? path[age - 1] : 0.0));
            }
        }
        return sum;
    }

    const FarmImpact& impact_;
    const Planner& planner_;
    const Response& response_;
    const FarmImpact::Yearly& expected_;  // what members plan on
    const FarmImpact::Yearly& yearly_;    // what comes, in the path's own draw
    std::vector<double>* reach_;
    std::vector<double> experience_;                   // households, [member * kinds + kind]
    std::vector<std::vector<double>> promised_, came_;  // terms, by year
};

/// The years in which anybody is served or paid for.
FarmImpact::Calendar calendar_of(const Response& response, Index k, Index choosing) {
    if (response.years() == 0) return {0, 0};
    FarmImpact::Calendar when{response.years(), 1};
    for (int t = 1; t <= response.years(); ++t)
        for (Index d = 0; d < choosing; ++d) {
            const CostYear& cost = response.cost(k, t, d);
            if (!(cost.served > 0.0) && !(cost.fixed + cost.direct + std::abs(cost.handed_out) > 0.0)) continue;
            when.first = std::min(when.first, t);
            when.last = std::max(when.last, t);
        }
    return when.first <= when.last ? when : FarmImpact::Calendar{1, response.years()};
}

/// Income by years since the first delivery if delivery never ended: what the years of the calendar bring, and again what the same number of
/// years brings after them, and so on. Its increments are what a single year's delivery brings.
std::vector<double> kept_up(std::span<const double> income, const FarmImpact::Calendar& when) {
    const auto first = static_cast<std::size_t>(when.first), span = static_cast<std::size_t>(when.last - when.first + 1);
    std::vector<double> path(std::max<std::size_t>(income.size() - 1, 1), 0.0);
    for (std::size_t age = 0; age < path.size(); ++age) {
        if (first + age >= income.size()) {
            path[age] = age > 0 ? path[age - 1] : 0.0;  // beyond the horizon, where nobody looks
            continue;
        }
        path[age] = income[first + age] + (age >= span ? path[age - span] : 0.0);
    }
    return path;
}

}  // namespace

FarmImpact::FarmImpact(const Planner& planner) : planner_(planner) {
    const Response& response = planner.response();
    const int years = response.years();
    const Index kinds = planner.interventions();
    for (Index k = 0; k < kinds; ++k) calendar_.push_back(calendar_of(response, k, planner.choosing()));
    // Of every term, in the order of the response's.
    std::vector<Calendar> when(response.terms());
    for (Index k = 0; k < kinds; ++k) {
        when[response.linear(k)] = when[response.square(k)] = calendar(k);
        for (Index l = k + 1; l < kinds; ++l) {
            const int first = std::max(calendar(k).first, calendar(l).first);
            when[response.together(k, l)] = when[response.same(k, l)] = {first, std::max(first, std::min(calendar(k).last, calendar(l).last))};
        }
    }
    const auto length = static_cast<std::size_t>(years + 1);
    for (Index d = 0; d < response.draws(); ++d) {
        Yearly made;
        for (Index i = 0; i < planner.members(); ++i)
            for (std::size_t term = 0; term < response.terms(); ++term)
                made.benefit.push_back(planner.benefit_of_term(i, term, d) /
                                       annuity(when[term], planner.consortium().members[static_cast<std::size_t>(i)].discount_rate));
        for (std::size_t term = 0; term < response.terms(); ++term) {
            const std::span<const double> coefficients = response.coefficients(d, term);
            const auto of = [&](Outcome o) { return coefficients.subspan(static_cast<std::size_t>(o) * response.regions().size() * length, length); };
            made.society.push_back(planner.present_value(of(Outcome::society), planner.society_rate()) / annuity(when[term], planner.society_rate()));
            const std::vector<double> path = kept_up(of(Outcome::income), when[term]);
            made.income.insert(made.income.end(), path.begin(), path.end());
        }
        for (Index k = 0; k < kinds; ++k) {
            std::vector<double> fixed, direct, handed_out;
            double served = 0.0;
            for (int t = 0; t <= years; ++t) {
                const CostYear& cost = response.cost(k, t, d);
                fixed.push_back(cost.fixed);
                direct.push_back(cost.direct);
                handed_out.push_back(cost.handed_out);
                served += cost.served / static_cast<double>(calendar(k).last - calendar(k).first + 1);
            }
            const double each = annuity(calendar(k), planner.society_rate());
            made.fixed.push_back(planner.present_value(fixed, planner.society_rate()) / each);
            made.direct.push_back(planner.present_value(direct, planner.society_rate()) / each);
            made.handed_out.push_back(planner.present_value(handed_out, planner.society_rate()) / each);
            made.served.push_back(served);
        }
        yearly_.push_back(std::move(made));
        baseline_income_ += response.baseline(std::min(1, years), d).income / static_cast<double>(response.draws());
    }
    // Members plan on the mean of the draws for choosing: nobody knows the draw that it lives in.
    expected_ = yearly_.front();
    for (auto member : {&Yearly::benefit, &Yearly::society, &Yearly::income, &Yearly::fixed, &Yearly::direct, &Yearly::handed_out, &Yearly::served})
        for (std::size_t c = 0; c < (expected_.*member).size(); ++c) {
            double sum = 0.0;
            for (Index d = 0; d < planner.choosing(); ++d) sum += (yearly_[static_cast<std::size_t>(d)].*member)[c];
            (expected_.*member)[c] = sum / static_cast<double>(planner.choosing());
        }
}

void FarmImpact::keep_reach(Index paths, Index years) {
    reach_.assign(static_cast<std::size_t>(paths), std::vector<double>(static_cast<std::size_t>(years * kinds()), 0.0));
}

Index FarmImpact::draw_of(std::uint32_t path) const {
    const Index draws = planner_.response().draws();
    const Index first = planner_.choosing() < draws ? planner_.choosing() : 0;
    return first + static_cast<Index>(path) % (draws - first);
}

std::unique_ptr<ImpactPath> FarmImpact::begin(std::uint64_t /*seed*/, const random::Address& path) const {
    const auto place = static_cast<std::size_t>(path.draw);
    return std::make_unique<FarmPath>(*this, draw_of(path.draw), place < reach_.size() ? &reach_[place] : nullptr);
}

}  // namespace smallholder::consortium
