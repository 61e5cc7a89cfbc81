// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/lifecycle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/limits.hpp"
#include "smallholder/stats/distributions.hpp"

namespace smallholder::consortium {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr int kMostEvents = 200;  // a year; a stage that is left 200 times a year is a slip in the rates

/// Cumulative base hazard u years after the clock began.
double cumulative(const Move& move, double u) {
    const double x = move.rate * u;
    switch (move.shape) {
        case Shape::weibull: return x > 0.0 ? power(x, move.exponent) : 0.0;
        case Shape::log_logistic: return x > 0.0 ? log_of(1.0 + power(x, move.exponent)) : 0.0;
        case Shape::constant: break;
    }
    return x;
}

/// The u at which the cumulative base hazard is `target`.
double inverse(const Move& move, double target) {
    switch (move.shape) {
        case Shape::weibull: return power(target, 1.0 / move.exponent) / move.rate;
        case Shape::log_logistic:
            if (target > 600.0) return kNever;
            return power(exp_of(target) - 1.0, 1.0 / move.exponent) / move.rate;
        case Shape::constant: break;
    }
    return target / move.rate;
}

}  // namespace

LifecycleLaw lifecycle_of(const ConsortiumParameters& p) {
    LifecycleLaw law;
    law.moves = moves_of(p);
    law.trust_effect = p.trust_on_hazard;
    law.results_effect = p.results_on_hazard;
    law.pressure_effect = p.pressure_on_hazard;
    law.competition_effect = p.rivalry_on_hazard;
    law.size_effect = p.size_on_hazard;
    law.trust_centre = p.trust_centre;
    law.results_centre = p.results_centre;
    law.competition_centre = p.rivalry_centre;
    law.size_centre = p.members_centre;
    law.exit_factor = p.exit_factor;
    law.frailty_variance = p.frailty_variance;
    law.pressure_memory = p.pressure_memory;
    law.pressure_sd = p.pressure_sd;
    law.capacity = {p.capacity_forming, p.capacity_building, p.capacity_developing, p.capacity_evolving, 0.0, 0.0};
    return law;
}

LifecycleLaw without_frailty(LifecycleLaw law) {
    law.frailty_variance = 0.0;
    law.exit_factor = 1.0;
    return law;
}

LifecycleLaw pessimistic_lifecycle() {
    LifecycleLaw law = without_frailty();
    for (Move& move : law.moves) {
        if (move.to == Stage::completed) move.rate = 0.0;
        if (move.to != Stage::dissolved) continue;
        move.shape = Shape::log_logistic;
        move.exponent = 2.213;
        move.rate = 1.0 / 4.567;
        move.since_founding = true;
    }
    return law;
}

void require_lifecycle(const LifecycleLaw& law) {
    constexpr const char* where = "consortium lifecycle";
    std::array<std::size_t, kStages> ways{};
    for (const Move& move : law.moves) {
        const std::string name = std::string(name_of(move.from)) + " to " + std::string(name_of(move.to));
        if (!living(move.from) || move.from == move.to) {
            throw RangeError("the move " + name + " starts at an end, or where it goes to", where, "Give moves out of the four living stages");
        }
        if (!(move.rate >= 0.0 && std::isfinite(move.rate))) {
            throw RangeError("the rate of " + name + " is " + number_text(move.rate), where, "Use 0 or more moves a year");
        }
        if (move.sign < -1 || move.sign > 1) {
            throw RangeError("the sign of " + name + " is " + std::to_string(move.sign), where, "Use 1, 0 or -1");
        }
        if (!(move.exponent > 0.0 && std::isfinite(move.exponent))) {
            throw RangeError("the exponent of " + name + " is " + number_text(move.exponent), where, "Use a number above 0; 1 is a constant hazard");
        }
        if (++ways[static_cast<std::size_t>(move.from)] > kMostWaysOut) {
            throw RangeError("the stage " + std::string(name_of(move.from)) + " has more than four ways out", where, "Leave some of them out");
        }
    }
    for (const double each : {law.trust_effect, law.results_effect, law.pressure_effect, law.competition_effect, law.size_effect,
                              law.trust_centre, law.results_centre, law.competition_centre, law.pressure_memory}) {
        if (!std::isfinite(each)) throw RangeError("an effect or a centre is not a number", where, "Use finite numbers");
    }
    if (!(law.size_centre > 0.0) || !(law.exit_factor > 0.0) || !(law.frailty_variance >= 0.0) || !(law.pressure_sd >= 0.0)) {
        throw RangeError("members at the centre are " + number_text(law.size_centre) + ", the exit factor " + number_text(law.exit_factor) +
                             ", the variance of frailty " + number_text(law.frailty_variance) + ", the spread of pressure " + number_text(law.pressure_sd),
                         where, "Use a centre and a factor above 0, and spreads of 0 or more");
    }
    for (const double share : law.capacity) {
        if (!(share >= 0.0 && share <= 1.0)) throw RangeError("the capacity of a stage is " + number_text(share), where, "Use a share between 0 and 1");
    }
}

double hazard_factor(const LifecycleLaw& law, const Move& move, const Covariates& at) noexcept {
    double log_factor = -move.sign * (law.trust_effect * (at.trust - law.trust_centre) + law.results_effect * (at.perceived_results - law.results_centre));
    if ((move.from == Stage::forming && move.to == Stage::building) || (move.from == Stage::evolving && move.to == Stage::dissolved)) {
        log_factor += law.pressure_effect * at.pressure;
    }
    if (move.sign == 1) {
        log_factor += law.competition_effect * (at.competition - law.competition_centre) + at.tension;
        if (at.members > 0.0) log_factor += law.size_effect * log_of(at.members / law.size_centre);
    }
    return exp_of(log_factor) * (move.to == Stage::dissolved ? law.exit_factor * at.frailty : 1.0);
}

double hazard(const LifecycleLaw& law, const Move& move, const Covariates& at, double u) noexcept {
    double shape = 1.0;
    if (move.shape != Shape::constant) {
        const double x = move.rate * u;
        shape = move.exponent * power(x, move.exponent - 1.0);
        if (move.shape == Shape::log_logistic) shape /= 1.0 + power(x, move.exponent);
    }
    return move.rate * shape * hazard_factor(law, move, at);
}

double waiting_time(const Move& move, double factor, double u, double exponential) noexcept {
    if (!(move.rate > 0.0) || !(factor > 0.0)) return kNever;
    const double wait = inverse(move, cumulative(move, u) + exponential / factor) - u;
    return wait > 0.0 ? wait : 0.0;
}

std::vector<StageEvent> live_one_year(const LifecycleLaw& law, const Covariates& at, StageState& state, std::uint64_t seed,
                                      const random::Address& path) {
    std::vector<StageEvent> events;
    double now = path.year;
    const double end = now + 1.0;
    for (int event = 0; living(state.stage); ++event) {
        if (event == kMostEvents) {
            throw NumericalError("an alliance changed its stage 200 times in a year", "consortium lifecycle, year " + std::to_string(path.year),
                                 "Use lower rates or smaller effects");
        }
        const auto luck = random::uniforms(seed, path, random::Stream::consortium, static_cast<std::uint8_t>(random::kStageMovesCall + event));
        double first = kNever;
        Stage to = state.stage;
        std::size_t way = 0;
        for (const Move& move : law.moves) {
            if (move.from != state.stage) continue;
            const double u = now - (move.since_founding ? 0.0 : state.entered);
            const double wait = waiting_time(move, hazard_factor(law, move, at), u, -log_of(luck[way++]));
            if (wait < first) {
                first = wait;
                to = move.to;
            }
        }
        if (!(now + first < end)) break;
        now += first;
        events.push_back({now, state.stage, to});
        state = {to, now};
    }
    return events;
}

double pressure_next(const LifecycleLaw& law, double pressure, std::uint64_t seed, const random::Address& path) {
    return law.pressure_memory * pressure + law.pressure_sd * normal_quantile(random::uniform(seed, path, random::Purpose::alliance_pressure));
}

double frailty_of(const LifecycleLaw& law, std::uint64_t seed, const random::Address& path) {
    if (law.frailty_variance == 0.0) return 1.0;
    random::Address at = path;
    at.year = 0;
    return stats::gamma_quantile(1.0, std::sqrt(law.frailty_variance), random::uniform(seed, at, random::Purpose::alliance_frailty));
}

Lives simulate_lives(const LifecycleLaw& law, const Covariates& at, Index paths, Index years, std::uint64_t seed) {
    require_lifecycle(law);
    random::require_addressable(paths, 1, years);
    Lives lives;
    lives.paths = paths;
    lives.years = years;
    std::vector<Index> counted(static_cast<std::size_t>((years + 1) * kStages), 0);
    Index returned = 0;
    for (Index path = 0; path < paths; ++path) {
        random::Address address{0, static_cast<std::uint32_t>(path), 0, 0};
        Covariates own = at;
        own.frailty = at.frailty * frailty_of(law, seed, address);
        StageState state;
        double end = static_cast<double>(years);
        bool went_back = false;
        for (Index year = 0; year <= years; ++year) {
            ++counted[static_cast<std::size_t>(year * kStages + static_cast<Index>(state.stage))];
            if (year == years || !living(state.stage)) continue;
            address.year = static_cast<std::uint32_t>(year);
            double since = static_cast<double>(year);
            for (const StageEvent& event : live_one_year(law, own, state, seed, address)) {
                lives.stay[static_cast<std::size_t>(event.from)] += event.time - since;
                since = event.time;
                if (!living(event.to)) end = event.time;
                went_back = went_back || event.to < event.from;
            }
            if (living(state.stage)) lives.stay[static_cast<std::size_t>(state.stage)] += static_cast<double>(year + 1) - since;
        }
        returned += went_back;
        lives.end.push_back(end);
        lives.last.push_back(state.stage);
    }
    for (const Index count : counted) lives.occupancy.push_back(static_cast<double>(count) / static_cast<double>(paths));
    for (double& stay : lives.stay) stay /= static_cast<double>(paths);
    lives.share_with_return = static_cast<double>(returned) / static_cast<double>(paths);
    return lives;
}

double Lives::survival(double years_after) const {
    Index alive = 0;
    for (std::size_t i = 0; i < end.size(); ++i) alive += end[i] > years_after || living(last[i]);
    return static_cast<double>(alive) / static_cast<double>(paths);
}

double Lives::ended_in(Stage end_stage, double by_year) const {
    Index ended = 0;
    for (std::size_t i = 0; i < end.size(); ++i) ended += last[i] == end_stage && end[i] <= by_year;
    return static_cast<double>(ended) / static_cast<double>(paths);
}

}  // namespace smallholder::consortium
