// SPDX-License-Identifier: Apache-2.0
#include "engine.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "comparators.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/money_table.hpp"
#include "smallholder/random/limits.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {
namespace {

constexpr Index kPanelBlock = 256;

/// In whose accounts the money shows that an intervention hands out.
std::vector<effects::Account> accounts_of(const effects::Effect& effect) {
    std::vector<effects::Account> accounts;
    for (const effects::Lever lever : effect.moves())
        if (const effects::Account account = effects::row_of(lever).account;
            account != effects::Account::none && std::find(accounts.begin(), accounts.end(), account) == accounts.end())
            accounts.push_back(account);
    return accounts;
}

/// The most that an effect pays on top of the price in any year to somebody served in full, USD/kg.
double most_on_top(const effects::Effect& effect, int years) {
    using effects::Lever;
    std::vector<double> lever(effects::kLevers, 0.0);
    const effects::LeverColumns one{1, lever.data(), 1};
    const double served = 1.0, always = 0.0;
    double most = 0.0;
    for (int year = 1; year <= years; ++year) {
        if (!effect.active(year, years)) continue;
        one.reset();
        effect.apply(year, years, {&served, &always}, one);
        most = std::max({most, one[Lever::premium_usd_per_kg][0], one[Lever::differential_usd_per_kg][0]});
    }
    return most;
}

std::string cents_text(double usd) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.2f", usd);
    return digits.data();
}

/// Options of adoption that cannot work in this run.
void require_options_apply(const ParameterTable& table, bool coupled) {
    if (!coupled)
        for (const std::string_view name : {"contagion_threshold", "bass_adoption"})
            if (table.value(name) > 0.0)
                throw RangeError(std::string(name) + " is on, and households have no village in which they could follow others",
                                 "simulate", "Group them (villages = 50 in the population), leave village coupling on, or set " +
                                                 std::string(name) + " to 0");
    if (table.value("target_input_learning") > 0.0 && !(table.value("prior_precision") > 0.0))
        throw RangeError("prior_precision is 0: who has not tried a package would expect to lose more than all of its sales", "simulate",
                         "Use a number above 0 (4 as shipped), or set target_input_learning to 0");
}

/// The ledger is made after the run; that it cannot be is said before.
void require_local_multiplier(const ParameterTable& table) {
    if (!(table.value("local_spending_kept") < 1.0))
        throw RangeError("local_spending_kept is 1: a dollar would be earned again for ever", "simulate", "Use a share below 1 (0.45 as shipped)");
    if (table.value("local_supply_elasticity") == 0.0 && table.value("local_demand_elasticity") == 0.0)
        throw RangeError("local_supply_elasticity and local_demand_elasticity are both 0: no local price would balance what is spent", "simulate",
                         "Give one of them a size (1 and -1 as shipped)");
}

}  // namespace

Engine::Engine(const Population& population, const ParameterTable& table, const Programme& programme, const RunSettings& settings,
               const Progress* progress)
    : population_(population), table_(table), programme_(programme), settings_(settings) {
    if (settings.first_draw < 0)
        throw RangeError("a first draw of " + std::to_string(settings.first_draw), "simulate", "Draws are counted from 0");
    random::require_addressable(settings.draws, settings.replicates, settings.years);
    random::require_addressable(static_cast<Index>(settings.first_draw) + settings.draws, settings.replicates, settings.years);
    if (population.households() == 0)
        throw RangeError("the population has no households", "simulate", "Read a survey with at least one usable row");
    require_in_money(table, population.money, "simulate");
    if (settings.block_households < 1)
        throw RangeError("a block of " + std::to_string(settings.block_households) + " households", "simulate", "Use 1 or more");
    if (settings.panel_draws < 0 || settings.panel_draws > settings.draws)
        throw RangeError("a panel of " + std::to_string(settings.panel_draws) + " draws in a run of " + std::to_string(settings.draws),
                         "simulate", "Use 0 for none, up to the number of draws");
    if (settings.panel_households < 0 || (settings.panel_households > 0 && settings.panel_draws == 0))
        throw RangeError("a panel of " + std::to_string(settings.panel_households) + " households in " +
                             std::to_string(settings.panel_draws) + " draws",
                         "simulate", "Say in how many draws they are followed (panel_draws), and 1 or more households, or 0 for all");
    check_programme(programme, settings.years);
    require_suits_crop(programme, table);
    arms_ = programme.arms;
    if (arms_.empty() && !programme.interventions.empty()) {
        Arm everything{"programme", {}};
        for (Index i = 0; i < kinds(); ++i) everything.interventions.push_back(i);
        arms_.push_back(everything);
    }
    coupled_ = settings.village_coupling && population.has_villages();
    require_options_apply(table, coupled_);
    if (!arms_.empty()) require_local_multiplier(table);
    blocks_ = cut_into_blocks(population, settings.block_households, coupled_);
    // Cut by a number of its own, so that prices do not hang on how a run is cut into blocks.
    panel_blocks_ = cut_into_blocks(population, kPanelBlock, coupled_);
    panel_ = panel_of(panel_blocks_);
    for (const std::vector<Index>& cut : {blocks_, panel_blocks_})
        for (std::size_t b = 0; b + 1 < cut.size(); ++b) capacity_ = std::max(capacity_, cut[b + 1] - cut[b]);
    if (population.synthetic && table.contains("target_recorded_yield_mean"))
        target_.mean_recorded_yield = table.value("target_recorded_yield_mean");
    Anchor central_anchor = group(progress);
    eligible_ = eligible_households(population_, programme_, groupings_);
    if (!stopped(progress)) {
        // The same whichever draws are run: the first at central parameters, and everything that the programme could do.
        World world = world_of(central(table_), 0, 0, false, true);
        require_distinct_accounts(programme_, arms_, world.effects, settings_.years,
                                  [&](std::size_t k, int year) { return world.reaches[k].active(*world.effects[k], year); });
        require_sane_premiums(world);
        for (const auto& effect : world.effects) pays_into_.push_back(accounts_of(*effect));
        answers_ = settings.market_answer == MarketAnswer::on && !arms_.empty();
        if (settings.market_answer == MarketAnswer::automatic && !arms_.empty()) {
            world.anchor = std::move(central_anchor);
            answers_ = moves_the_market(world, progress);
        }
    }
    name_arms();
}

/// Segments are frozen at the start; who was poor then follows from year 0 at central parameters, whose anchor comes back.
Anchor Engine::group(const Progress* progress) {
    groupings_ = population_.segments.groupings;
    const Parameters p = central(table_);
    const Model model(p);
    const Paths paths = draw_paths(p, path_settings_of(population_, p, settings_, 0, 0));
    Block block(capacity_, 1);
    Anchor anchor;
    std::vector<double> income;
    solve_anchor(population_, model, paths.market[0], settings_, target_, blocks_, 0, 0, block, anchor, &income, progress);
    std::vector<double> line(income.size());
    for (std::size_t i = 0; i < line.size(); ++i)
        line[i] = std::isnan(population_.benchmark_usd[i]) ? p.benchmark_usd / p.benchmark_ae * population_.adult_equivalents[i]
                                                          : population_.benchmark_usd[i];
    groupings_.push_back(group_by_poverty(income, line));
    grouped_ = Grouped(population_, groupings_);
    return anchor;
}

/// The programme's arms, then what stands beside them: the same at unmoved prices, and the same money in other forms.
void Engine::name_arms() {
    auto add = [&](const std::string& name, ArmRole role, Index of) {
        if (std::find(names_.begin(), names_.end(), name) != names_.end())
            throw ProgrammeError("the name \"" + name + "\" is taken by an arm that is added to every run", "arms", "Rename the programme's arm");
        names_.push_back(name);
        roles_.push_back(role);
        of_.push_back(of);
    };
    add("baseline", ArmRole::baseline, 0);
    for (Index a = 0; a < programme_arms(); ++a) add(arms_[static_cast<std::size_t>(a)].name, ArmRole::programme, 1 + a);
    if (answers_)
        for (Index a = 0; a < programme_arms(); ++a)
            add(arms_[static_cast<std::size_t>(a)].name + "_fixed_prices", ArmRole::fixed_prices, 1 + a);
    if (settings_.comparators)
        for (Index a = 0; a < programme_arms(); ++a) {
            add(arms_[static_cast<std::size_t>(a)].name + "_as_cash", ArmRole::same_cash, 1 + a);
            add(arms_[static_cast<std::size_t>(a)].name + "_as_premium", ArmRole::same_premium, 1 + a);
        }
}

/// A buyer who pays more on top of the price than the price itself has most likely written dollars per tonne.
void Engine::require_sane_premiums(const World& world) const {
    const double price = world.paths.market.front().price;
    for (std::size_t k = 0; k < world.effects.size(); ++k) {
        const Intervention& intervention = programme_.interventions[k];
        if (intervention.code) continue;  // only a run shows what a class pays
        const double most = most_on_top(*world.effects[k], settings_.years);
        if (most <= price) continue;
        throw ProgrammeError("it pays " + cents_text(most) + " USD/kg on top of a farm-gate price of " + cents_text(price) + " USD/kg",
                             "intervention \"" + intervention.name + "\"",
                             "Premiums are per kilogram: write 70 USD a tonne as 0.07; a least price is the intervention minimum_price");
    }
}

/// A (draw, replicate) with its interventions and the programme's arms, all at the prices of the baseline.
World Engine::world_of(const Parameters& p, std::uint32_t draw, std::uint32_t replicate, bool drawn, bool whole) const {
    World world(p);
    world.draw = draw;
    world.replicate = replicate;
    world.path_settings = path_settings_of(population_, p, settings_, draw, replicate);
    world.paths = draw_paths(p, world.path_settings);
    for (const Intervention& intervention : programme_.interventions)
        world.effects.push_back(make_effect(intervention, table_, settings_.seed, draw, drawn));
    world.reaches = reach_of(population_, settings_, programme_, eligible_, world.effects, draw, replicate, whole);
    world.arms.push_back({"baseline", {}, world.paths.market});
    for (const Arm& arm : arms_) world.arms.push_back({arm.name, arm.interventions, world.paths.market});
    return world;
}

/// Looked at once, at central parameters, so that all draws of a run have the same arms.
bool Engine::moves_the_market(const World& world, const Progress* progress) const {
    if (stopped(progress)) return false;
    const Parameters& p = world.model.p;
    Block block(capacity_, 1 + programme_arms());
    Walk walk(population_, settings_, coupled_, block);
    const Supply supply = supply_of(population_, walk, block, world, panel_blocks_, panel_);
    double most = 0.0;
    for (std::size_t arm = 1; arm < supply.size(); ++arm)
        for (std::size_t t = 1; t < supply[arm].size(); ++t) most = std::max(most, std::abs(supply[arm][t] - supply[0][t]));
    return most > kOriginThreshold * p.origin_supply_t || most > kWorldThreshold * p.world_supply_t;
}

/// Finds the prices under which each arm supplies what those prices call for: on a panel, round by round until they stay.
bool Engine::let_the_market_answer(World& world, Walk& walk, Block& block, const Progress* progress) const {
    constexpr int kRounds = 6;
    constexpr double kStill = 0.001;  // ln of a price that is taken to stay
    const Parameters& p = world.model.p;
    std::vector<std::vector<double>> last(static_cast<std::size_t>(programme_arms()), std::vector<double>(world.paths.fob.size(), 0.0));
    for (int round = 0; round < kRounds; ++round) {
        if (stopped(progress)) return false;
        const Supply supply = supply_of(population_, walk, block, world, panel_blocks_, panel_);
        double moved = 0.0;
        for (Index a = 0; a < programme_arms(); ++a) {
            const std::vector<double> now = price_answer(p, supply[0], supply[static_cast<std::size_t>(1 + a)]);
            auto& before = last[static_cast<std::size_t>(a)];
            for (std::size_t t = 0; t < now.size(); ++t) moved = std::max(moved, std::abs(now[t] - before[t]));
            before = now;
            world.arms[static_cast<std::size_t>(1 + a)].market = farm_gate_path(p, world.paths.fob, world.path_settings, now);
            world.arms[static_cast<std::size_t>(1 + a)].log_factor = now;
        }
        if (moved < kStill) break;
    }
    return true;
}

/// What an intervention cost and whom it served in one arm, year by year.
void Engine::book(Runs& runs, Index pair, Index arm, Index kind, const World& world, Index place, const Served& served,
                  Accumulator& sums) const {
    using effects::Account;
    const Reach& reach = world.reaches[static_cast<std::size_t>(place)];
    const effects::Effect& effect = *reach.effect;
    const int years = settings_.years;
    const std::vector<Account> accounts = accounts_of(effect);
    effects::Service service;
    service.enrolled = served.enrolled[static_cast<std::size_t>(place)].value();
    std::vector<effects::ServiceCohort> cohorts;
    for (const targeting::Cohort& cohort : reach.cohorts)
        cohorts.push_back({cohort.first - static_cast<int>(effect.delivery.start), cohort.horizon});
    for (int year = 0; year <= years; ++year) {
        // Villages as the represented households fill them: covered ones are those in which the offer was made.
        service.villages = population_.represents / table_.value("village_size") * reach.village_share[static_cast<std::size_t>(year)];
        service.served = service.persons = 0.0;
        for (std::size_t c = 0; c < cohorts.size(); ++c) {
            const std::size_t at = c * static_cast<std::size_t>(years + 1) + static_cast<std::size_t>(year);
            cohorts[c].served = served.served[static_cast<std::size_t>(place)][at].value();
            cohorts[c].persons = served.persons[static_cast<std::size_t>(place)][at].value();
            service.served += cohorts[c].served;
            service.persons += cohorts[c].persons;
        }
        if (service.served_first == 0.0) service.served_first = service.served;
        service.served_so_far += service.served;
        service.handed_out = 0.0;
        if (year > 0 && reach.active(effect, year))
            for (const Account account : accounts) {
                auto of = [&](Measure m) { return sums.total(arm, year, m); };
                switch (account) {
                    case Account::none: break;
                    case Account::cash: service.handed_out += of(Measure::cash_received); break;
                    case Account::premium: service.handed_out += of(Measure::premium); break;
                    case Account::differential: service.handed_out += of(Measure::differential); break;
                    case Account::floor: service.handed_out += of(Measure::floor_payment); break;
                    case Account::inputs: service.handed_out += of(Measure::input_subsidy); break;
                    case Account::replanting: service.handed_out += of(Measure::replant_subsidy); break;
                    case Account::credit: service.handed_out += of(Measure::credit_subsidy); break;
                    case Account::insurance: service.handed_out += of(Measure::insurance_net); break;
                }
            }
        runs.service[static_cast<std::size_t>(((pair * all_arms() + arm) * static_cast<Index>(runs.interventions.size()) + kind) *
                                                  (years + 1) + year)] = {effect.cost(year, service, cohorts), service.enrolled,
                                                                          service.served, service.handed_out};
    }
}

/// The arms that give each programme's money to the households it reached, as cash and as a premium, on the same luck.
World Engine::comparing_world(World& world, const Runs& runs, Index pair, const std::vector<ExactSum>& sold_by_reached) const {
    const int years = settings_.years;
    World other(world.model.p);
    other.draw = world.draw;
    other.replicate = world.replicate;
    other.path_settings = world.path_settings;
    other.paths = std::move(world.paths);
    other.anchor = std::move(world.anchor);
    other.arms.push_back({"baseline", {}, other.paths.market});
    const auto n = static_cast<std::size_t>(population_.households());
    for (Index a = 0; a < programme_arms(); ++a) {
        Reach reach;
        reach.enrolled.assign(n, 0);
        reach.delivered.assign(n, 1);
        reach.first.assign(n, 1);
        reach.horizon.assign(n, static_cast<std::int16_t>(years));
        reach.cohorts = {{1, years}};
        reach.village_share.assign(static_cast<std::size_t>(years + 1), 1.0);
        reach.quality = reach.village_share;
        reach.offered.assign(n, 0);
        ExactSum reached;
        for (std::size_t h = 0; h < n; ++h) {
            for (const Index k : arms_[static_cast<std::size_t>(a)].interventions)
                reach.enrolled[h] = reach.enrolled[h] || world.reaches[static_cast<std::size_t>(k)].enrolled[h];
            if (reach.enrolled[h]) reached.add(population_.weight[h]);
            reach.offered[h] = reach.enrolled[h];
        }
        std::vector<double> cash(static_cast<std::size_t>(years + 1), 0.0), premium(cash);
        for (int year = 1; year <= years; ++year) {
            const auto t = static_cast<std::size_t>(year);
            double cost = year == 1 ? runs.cost_of(pair, 1 + a, 0) : 0.0;  // what was spent before the start comes with the first year
            cost += runs.cost_of(pair, 1 + a, year);
            const double sold = sold_by_reached[static_cast<std::size_t>(a * (years + 1) + year)].value();
            if (reached.value() > 0.0) cash[t] = std::max(0.0, cost) / reached.value();
            if (sold > 0.0) premium[t] = std::max(0.0, cost) / sold;
        }
        for (const bool in_cash : {true, false}) {
            other.effects.push_back(std::make_unique<SameMoney>(
                in_cash ? effects::Lever::cash_usd : effects::Lever::premium_usd_per_kg, in_cash ? cash : premium));
            reach.effect = other.effects.back().get();
            reach.stream = random::intervention_stream(arms_[static_cast<std::size_t>(a)].name + (in_cash ? "_as_cash" : "_as_premium"));
            other.reaches.push_back(reach);
            other.arms.push_back({arms_[static_cast<std::size_t>(a)].name, {static_cast<Index>(other.effects.size()) - 1}, other.paths.market});
        }
    }
    return other;
}

/// Whom an intervention was offered to and who enrolled, of the panel's households.
void Engine::note_reach(Panel& panel, Index pair, Index intervention, const Reach& reach) const {
    for (Index place = 0; place < panel.count(); ++place) {
        const auto h = static_cast<std::size_t>(panel.households[static_cast<std::size_t>(place)]);
        panel.offered[panel.reach(pair, intervention, place)] = reach.offered[h];
        panel.enrolled[panel.reach(pair, intervention, place)] = reach.enrolled[h];
    }
}

void Engine::run_pair(Index pair, Runs& runs, Desk& desk, const Progress* progress) {
    const int years = settings_.years;
    const auto place = static_cast<std::size_t>(pair / settings_.replicates);  // of the draw within this run
    const auto draw = static_cast<std::uint32_t>(static_cast<Index>(place) + settings_.first_draw);
    World world = world_of(runs.parameters[place], draw, static_cast<std::uint32_t>(pair % settings_.replicates), settings_.drawn_parameters);
    if (answers_)
        for (Index a = 0; a < programme_arms(); ++a) {
            world.arms.push_back(world.arms[static_cast<std::size_t>(1 + a)]);  // which keeps its prices
            world.arms.back().name = names_[static_cast<std::size_t>(1 + programme_arms() + a)];
        }
    for (int t = 0; t <= years; ++t)
        runs.world_price[static_cast<std::size_t>(pair * (years + 1) + t)] = world.paths.market[static_cast<std::size_t>(t)].price;
    runs.anchor[static_cast<std::size_t>(pair)] =
        solve_anchor(population_, world.model, world.paths.market[0], settings_, target_, blocks_, world.draw, world.replicate, desk.block,
                     world.anchor, nullptr, progress);
    if (stopped(progress)) return;

    // Per arm of the programme: who is enrolled in anything, and what they sold without it.
    const auto n = static_cast<std::size_t>(population_.households());
    std::vector<std::vector<char>> reached(static_cast<std::size_t>(programme_arms()), std::vector<char>(n, 0));
    for (Index a = 0; a < programme_arms(); ++a)
        for (const Index k : arms_[static_cast<std::size_t>(a)].interventions)
            for (std::size_t h = 0; h < n; ++h)
                reached[static_cast<std::size_t>(a)][h] =
                    reached[static_cast<std::size_t>(a)][h] || world.reaches[static_cast<std::size_t>(k)].enrolled[h];
    std::vector<ExactSum> sold_by_reached(static_cast<std::size_t>(programme_arms() * (years + 1))), baseline_sold(static_cast<std::size_t>(years + 1));
    Accumulator& sums = desk.sums;

    /// Measures the block as it stands. Arm 0 of the block is always the baseline; `first` is the run's number of its arm 1.
    struct Before {
        double income, labour;
        double crop_share, wage;  // these and the lines only where there is an arm to compare
        AccountLines lines;
    };
    std::vector<Before> baseline(static_cast<std::size_t>(capacity_));
    std::vector<char> worse(static_cast<std::size_t>(all_arms() * capacity_));
    const bool in_panel = pair < runs.panel.pairs();
    if (in_panel)
        for (std::size_t k = 0; k < world.reaches.size(); ++k) note_reach(runs.panel, pair, static_cast<Index>(k), world.reaches[k]);
    auto measure = [&](Block& block, int year, Index arms, Index first) {
        for (Index arm = 0; arm < arms; ++arm) {
            const Index number = arm == 0 ? 0 : first + arm - 1;
            const Index of = of_[static_cast<std::size_t>(number)];
            for (Index i = 0; i < block.count(); ++i) {
                const auto h = static_cast<std::size_t>(block.first() + i);
                Flows<double> flow = block.flows_of(arm, i);
                if (year == 0 && settings_.anchor) record_year_zero(population_, block.first() + i, flow);
                Before& before = baseline[static_cast<std::size_t>(i)];
                if (arm == 0) {
                    before.income = flow.income_with_food;
                    before.labour = flow.labour_charge;
                    if (arms > 1 && year > 0) {
                        before.crop_share = block.crop_share_of(i);
                        before.wage = flow.wage;
                        before.lines = account_lines(flow, before.crop_share, before.wage, world.model.p);
                    }
                    if (first > 1) continue;  // measured in the first walk
                    baseline_sold[static_cast<std::size_t>(year)].add(population_.weight[h] * flow.sold);
                    for (Index a = 0; a < programme_arms(); ++a)
                        if (reached[static_cast<std::size_t>(a)][h])
                            sold_by_reached[static_cast<std::size_t>(a * (years + 1) + year)].add(population_.weight[h] * flow.sold);
                }
                char& ever = worse[static_cast<std::size_t>(number * capacity_ + i)];
                if (year == 0) ever = 0;
                if (year >= 1 && year <= kEarlyYears && flow.income_with_food < before.income - kMaterialChange * std::abs(before.income))
                    ever = 1;
                const bool enrolled = number > 0 && reached[static_cast<std::size_t>(of - 1)][h];
                sums.add(number, year, grouped_.cell[h], population_.weight[h], population_.household_size[h],
                         measure_household(flow, block.stocks_of(arm, i), block.benchmark_of(i), before.income, ever, enrolled && year > 0,
                                           before.labour));
                if (number > 0 && year > 0) {  // in year 0 no arm has moved anything yet
                    const bool shares = before.crop_share < 1.0;
                    const Holder holder = enrolled ? (shares ? Holder::participant_sharecropper : Holder::participant)
                                                   : (shares ? Holder::other_sharecropper : Holder::other);
                    desk.accounts.add(number, year, holder, population_.weight[h], account_lines(flow, before.crop_share, before.wage, world.model.p),
                                      before.lines);
                }
                if (!runs.records.empty() && pair == 0) {
                    const auto lanes = std::bit_cast<std::array<double, kFlowColumns>>(flow);
                    for (std::size_t c = 0; c < kFlowColumns; ++c)
                        runs.records[((static_cast<std::size_t>(number) * static_cast<std::size_t>(years + 1) + static_cast<std::size_t>(year)) *
                                          kFlowColumns + c) * n + h] = lanes[c];
                }
                if (in_panel && panel_place_[h] >= 0) {
                    runs.panel.record(pair, number, year, panel_place_[h], panel_household(flow, block.stocks_of(arm, i)));
                    if (arm == 0) runs.panel.benchmark[place * runs.panel.households.size() + static_cast<std::size_t>(panel_place_[h])] = block.benchmark_of(i);
                }
            }
        }
    };
    auto hash_states = [&](Block& block, Index arms, Index first) {
        for (Index arm = first > 1 ? 1 : 0; arm < arms; ++arm)
            for (Index i = 0; i < block.count(); ++i) {
                const auto lanes = std::bit_cast<std::array<std::uint64_t, kStateColumns>>(block.state_of(arm, i));
                std::uint64_t low = population_.id[static_cast<std::size_t>(block.first() + i)].value ^
                                    (static_cast<std::uint64_t>(pair + static_cast<Index>(settings_.first_draw) * settings_.replicates) << 20);
                std::uint64_t high = ~low;
                for (std::size_t c = 0; c < lanes.size(); ++c) {
                    if (is_memory(c)) continue;
                    low = mix_bits(low ^ lanes[c]);
                    high = mix_bits(high + (lanes[c] ^ 0x9e3779b97f4a7c15u));
                }
                desk.hash[static_cast<std::size_t>(arm == 0 ? 0 : first + arm - 1)].add(low, high);
            }
    };
    /// Walks everybody through a world; false when stopped in between.
    auto walk_all = [&](Walk& walk, const World& through, Block& block, Served& served, Index first) {
        const auto arms = static_cast<Index>(through.arms.size());
        for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
            if (stopped(progress)) return false;
            walk.block(through, blocks_[b], blocks_[b + 1] - blocks_[b], &served, [&](int year) { measure(block, year, arms, first); });
            if (first == 1) desk.walked += block.count();
            hash_states(block, arms, first);
        }
        return true;
    };

    Walk walk(population_, settings_, coupled_, desk.block);
    Served served(world.reaches, years);
    if (answers_ && !let_the_market_answer(world, walk, desk.block, progress)) return;
    for (int attempt = 0;; ++attempt) {
        sums.clear();
        desk.accounts.clear();
        std::fill(desk.hash.begin(), desk.hash.end(), StateHash{});
        std::fill(sold_by_reached.begin(), sold_by_reached.end(), ExactSum{});
        std::fill(baseline_sold.begin(), baseline_sold.end(), ExactSum{});
        served = Served(world.reaches, years);
        if (!walk_all(walk, world, desk.block, served, 1)) return;
        if (!answers_) break;
        // Did all households supply what the panel did? If not, once more at the prices that their own supply calls for.
        double gap = 0.0;
        for (Index a = 0; a < programme_arms(); ++a) {
            std::vector<double> without, with;
            for (int t = 0; t <= years; ++t) {
                const double sold = baseline_sold[static_cast<std::size_t>(t)].value();
                without.push_back(sold / 1000.0);
                with.push_back((sold + desk.accounts.total(1 + a, t, AccountLine::sold_kg)) / 1000.0);
            }
            ArmPlan& arm = world.arms[static_cast<std::size_t>(1 + a)];
            const std::vector<double> wanted = price_answer(world.model.p, without, with);
            for (std::size_t t = 0; t < wanted.size(); ++t) gap = std::max(gap, std::abs(std::expm1(wanted[t] - arm.log_factor[t])));
            if (attempt == 0 && gap > kPanelGap) {
                arm.market = farm_gate_path(world.model.p, world.paths.fob, world.path_settings, wanted);
                arm.log_factor = wanted;
            }
        }
        runs.panel_gap[static_cast<std::size_t>(pair)] = gap;
        if (attempt > 0 || gap <= kPanelGap) break;
    }
    for (int t = 0; t <= years; ++t) {
        const auto at = static_cast<std::size_t>(pair * (years + 1) + t);
        runs.export_price[at] = world.paths.fob[static_cast<std::size_t>(t)];
        runs.baseline_sold[at] = baseline_sold[static_cast<std::size_t>(t)].value();
    }
    for (Index arm = 0; arm < all_arms(); ++arm)
        for (int t = 0; t <= years; ++t) {
            // Arms with the same money in another form are walked at the prices of the baseline.
            const ArmPlan& at = world.arms[static_cast<std::size_t>(arm < first_walk_arms() ? arm : 0)];
            runs.market_price[static_cast<std::size_t>((pair * all_arms() + arm) * (years + 1) + t)] = at.market[static_cast<std::size_t>(t)].price;
        }
    for (Index arm = 0; arm < first_walk_arms(); ++arm)
        for (int t = 0; t <= years; ++t) {
            const auto& factor = world.arms[static_cast<std::size_t>(arm)].log_factor;
            runs.price_factor[static_cast<std::size_t>((pair * all_arms() + arm) * (years + 1) + t)] =
                factor.empty() ? 1.0 : std::exp(factor[static_cast<std::size_t>(t)]);
        }
    for (Index arm = 1; arm < first_walk_arms(); ++arm)
        for (const Index k : arms_[static_cast<std::size_t>(of_[static_cast<std::size_t>(arm)] - 1)].interventions)
            book(runs, pair, arm, k, world, k, served, sums);

    if (settings_.comparators && programme_arms() > 0) {
        const World other = comparing_world(world, runs, pair, sold_by_reached);
        Walk comparing(population_, settings_, coupled_, desk.comparing);
        Served given(other.reaches, years);
        if (in_panel)
            for (std::size_t k = 0; k < other.reaches.size(); ++k)
                note_reach(runs.panel, pair, kinds() + static_cast<Index>(k), other.reaches[k]);
        if (!walk_all(comparing, other, desk.comparing, given, first_walk_arms())) return;
        for (Index c = 0; c < 2 * programme_arms(); ++c)
            book(runs, pair, first_walk_arms() + c, kinds() + c, other, c, given, sums);
    }
    sums.write(runs, pair);
    desk.accounts.write(runs.accounts, static_cast<std::size_t>(pair) * desk.accounts.size());
    for (Index arm = 1; arm < all_arms(); ++arm) {
        ExactSum total;
        const auto& who = reached[static_cast<std::size_t>(of_[static_cast<std::size_t>(arm)] - 1)];
        for (std::size_t h = 0; h < n; ++h)
            if (who[h]) total.add(population_.weight[h]);
        runs.reached[static_cast<std::size_t>(pair * all_arms() + arm)] = total.value();
    }
    runs.finished[static_cast<std::size_t>(pair)] = 1;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
