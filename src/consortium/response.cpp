// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/response.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"

namespace smallholder::consortium {

Response::Response(std::vector<std::string> interventions, std::vector<std::string> regions, int years, Index draws)
    : names_(std::move(interventions)), regions_(std::move(regions)), years_(years), draws_(draws) {
    const auto cells = static_cast<std::size_t>(draws * (years + 1));
    coefficients_.assign(static_cast<std::size_t>(draws) * terms() * slots(), 0.0);
    costs_.resize(cells * names_.size());
    baseline_.resize(cells);
    for (BaselineYear& year : baseline_) year.production_kg.assign(regions_.size(), 0.0);
    coverage_.assign(names_.size(), 1.0);
}

std::span<double> Response::coefficients(Index draw, std::size_t term) {
    return std::span(coefficients_).subspan((static_cast<std::size_t>(draw) * terms() + term) * slots(), slots());
}

std::span<const double> Response::coefficients(Index draw, std::size_t term) const {
    return std::span(coefficients_).subspan((static_cast<std::size_t>(draw) * terms() + term) * slots(), slots());
}

Outcomes Response::outcomes(const JointPlan& plan, Index draw, bool pairs) const {
    Outcomes out(regions_.size(), years_);
    const std::span<double> into = out.values();
    const auto add = [&](std::size_t term, double times) {
        if (times == 0.0) return;
        const double* from = coefficients_.data() + (static_cast<std::size_t>(draw) * terms() + term) * slots();
        for (std::size_t s = 0; s < into.size(); ++s) into[s] += times * from[s];
    };
    for (Index k = 0; k < interventions(); ++k) {
        const double x = plan.level[static_cast<std::size_t>(k)];
        add(linear(k), x);
        add(square(k), x * x);
        for (Index l = k + 1; pairs && l < interventions(); ++l) {
            const double y = plan.level[static_cast<std::size_t>(l)];
            add(together(k, l), x * y);
            if (plan.same_households[static_cast<std::size_t>(k)] && plan.same_households[static_cast<std::size_t>(l)])
                add(same(k, l), std::min(x, y));
        }
    }
    return out;
}

Response given_response(const GivenResponse& given) {
    std::vector<std::string> names;
    for (const auto& part : given.parts) {
        if (std::ranges::find(names, part.name) != names.end())
            throw ProgrammeError("two parts are called \"" + part.name + "\"", "response", "Give each its own name");
        names.push_back(part.name);
    }
    if (!(given.units > 0.0)) throw ProgrammeError("it is for " + number_text(given.units) + " " + given.unit, "response", "Say how many there are, such as units = 1000");
    std::vector<std::string_view> known(names.begin(), names.end());
    Response response(names, {""}, 0, 1);
    response.set_learns(false);
    const auto place = [&](const std::string& name) {
        const auto found = std::ranges::find(names, name);
        if (found == names.end()) throw ProgrammeError("there is no part \"" + name + "\"", "response.pair", did_you_mean(name, known, "Name two of the parts"));
        return static_cast<Index>(found - names.begin());
    };
    const auto set = [&](std::size_t term, double usd) {
        // One region and one year, so that an outcome is one slot.
        response.coefficients(0, term)[static_cast<std::size_t>(Outcome::income)] += usd;
        response.coefficients(0, term)[static_cast<std::size_t>(Outcome::society)] += usd;
    };
    for (const auto& part : given.parts) {
        const Index k = place(part.name);
        set(response.linear(k), part.gain_usd * given.units);
        response.cost(k, 0, 0) = {part.cost_fixed, part.cost_per_unit * given.units, 0.0, given.units};
    }
    for (const auto& pair : given.pairs) {
        const Index first = place(pair.first), second = place(pair.second);
        if (first == second) throw ProgrammeError("\"" + pair.first + "\" is paired with itself", "response.pair", "Name two different parts");
        set(response.together(std::min(first, second), std::max(first, second)), pair.gain_usd * given.units);
    }
    return response;
}

std::vector<JointPlan> response_plans(Index interventions, const std::function<bool(Index, Index)>& may_share_households) {
    const auto n = static_cast<std::size_t>(interventions);
    const JointPlan nothing{std::vector<double>(n, 0.0), std::vector<char>(n, 0)};
    std::vector<JointPlan> plans;
    for (std::size_t k = 0; k < n; ++k)
        for (const double level : {0.5, 1.0}) {
            plans.push_back(nothing);
            plans.back().level[k] = level;
        }
    for (const bool same : {false, true})
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t l = k + 1; l < n; ++l) {
                if (same && !may_share_households(static_cast<Index>(k), static_cast<Index>(l))) continue;
                plans.push_back(nothing);
                plans.back().level[k] = plans.back().level[l] = 1.0;
                if (same) plans.back().same_households[k] = plans.back().same_households[l] = 1;
            }
    if (n > 2) {
        plans.push_back(nothing);
        plans.back().level.assign(n, 1.0);
    }
    return plans;
}

double surface_error(const Response& response, const Simulator& simulator, std::span<const JointPlan> plans, Outcome outcome) {
    double error = 0.0, size = 0.0;
    for (const JointPlan& plan : plans) {
        const Simulator::Simulated& run = simulator.of(plan);
        for (Index d = 0; d < response.draws(); ++d) {
            const Outcomes fitted = response.outcomes(plan, d);
            double by_surface = 0.0, by_engine = 0.0;
            for (int t = 0; t <= response.years(); ++t) {
                by_surface += fitted.at(outcome, 0, t);
                by_engine += run.outcomes[static_cast<std::size_t>(d)].at(outcome, 0, t);
            }
            error += std::abs(by_surface - by_engine);
            size += std::abs(by_engine);
        }
    }
    return size > 0.0 ? error / size : 0.0;
}

}  // namespace smallholder::consortium
