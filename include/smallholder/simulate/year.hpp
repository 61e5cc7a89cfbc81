// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/agronomy/disease.hpp"
#include "smallholder/agronomy/efficiency.hpp"
#include "smallholder/agronomy/fertiliser.hpp"
#include "smallholder/agronomy/practices.hpp"
#include "smallholder/agronomy/shade.hpp"
#include "smallholder/agronomy/trees.hpp"
#include "smallholder/livelihood/adoption_bass.hpp"
#include "smallholder/livelihood/adoption_learning.hpp"
#include "smallholder/livelihood/adoption_stage.hpp"
#include "smallholder/livelihood/choice.hpp"
#include "smallholder/livelihood/consumption.hpp"
#include "smallholder/livelihood/counts.hpp"
#include "smallholder/livelihood/disadoption.hpp"
#include "smallholder/livelihood/knowledge.hpp"
#include "smallholder/livelihood/labour.hpp"
#include "smallholder/livelihood/replanting.hpp"
#include "smallholder/livelihood/safety_first.hpp"
#include "smallholder/market/farm_gate.hpp"
#include "smallholder/market/transport.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/model.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// Which year it is: the survey's own, in which luck is at its mean and trees, infection, knowledge and practices stand as
/// surveyed, or one that is simulated.
enum class Season { surveyed, simulated };

/// A household's year, from the first shock to the last account. This is the model's table of contents: its lines follow
/// docs/odd.md 3 and 7, where every equation stands with its symbols.
///
/// Written once for every lane type; branch-free; no call leaves it. `s` comes in as last year's state and goes out as this
/// year's; everything observable is returned.
/// Tested: tests/unit/simulate/year_test.cpp (balances), tests/python/test_oracle_agreement.py (against a slow re-derivation)
template <Season season, Lane L>
inline Flows<L> household_year(const Model& m, const MarketYear& market, const Fixed<L>& h, const Village<L>& village,
                               const Levers<L>& lever, const Shocks<L>& luck, State<L>& s) {
    using namespace agronomy;
    using namespace livelihood;
    constexpr bool surveyed = season == Season::surveyed;
    const Parameters& p = m.p;
    const L zero = broadcast<L>(0.0), one = broadcast<L>(1.0);
    auto indicator = [&](auto mask) { return select(mask, one, zero); };
    Flows<L> flow;

    // 2 The way to market under this year's roads, and without them.
    const auto way = market::transport(h.km_foot, h.km_road, lever.foot_removed, lever.road_upgrade, p);
    const auto way_before = market::transport(h.km_foot, h.km_road, zero, zero, p);
    const L access = maximum(lever.foot_removed, lever.road_upgrade);
    const L hours_saved = maximum(way_before.trip_hours - way.trip_hours, zero);

    // 3 Health, and the days the family has for cocoa.
    const L mean_episodes = p.illness_episodes * h.size * lever.burden;
    const L episodes = surveyed ? mean_episodes : poisson_count(mean_episodes, luck.u_illness, 40);
    const L severity = surveyed ? one : 0.5 + luck.u_severity;
    const L clinic = 1.0 - p.clinic_time_effect * (hours_saved / maximum(way_before.trip_hours, 1e-12));
    flow.days_ill = p.illness_days * severity * episodes * clinic;
    flow.illness_cost = p.illness_cost_per_episode * severity * episodes;
    const L death = surveyed ? zero : indicator(luck.u_death < p.adult_death_prob);
    const L capacity = maximum((1.0 - p.illness_capacity * lever.burden) * (1.0 - p.hunger_capacity * s.hunger), zero);
    const L adult_days = p.work_days * (h.men + h.women * (p.female_efficiency * (1.0 - p.female_care)));
    const L lost_days = flow.days_ill + death * (p.work_days * p.adult_death_days_share);
    const L trip_days = p.trips * hours_saved / 8.0;
    flow.family_days =
        maximum(p.cocoa_time_share * maximum(capacity * adult_days - lost_days + trip_days, zero), p.family_days_floor) +
        h.extra_days;

    // 4 Trees: last year's cutting and planting take effect, sick trees are cut out, everything ages.
    // 5 Disease spreads from last year's village.
    const L standing = maximum(1.0 - lever.roguing * s.infected, broadcast<L>(0.001)), rogued = 1.0 - standing;
    if constexpr (!surveyed) {
        const L seedling_loss = minimum(p.seedling_mortality * (1.0 + luck.drought * (p.drought_seedling_factor - 1.0)), one);
        s.infected = s.infected * (1.0 - lever.roguing) / standing;
        grow_older(s.trees, m.mortality, s.cut_share, (1.0 - p.removal * s.infected) * standing,
                   s.planted * (1.0 - seedling_loss));
        s.infected = infected_next(s.infected, village.infected, p);
    }
    const StandSums<L> stand = stand_sums(s.trees, m.bearing);
    flow.trees = stand.trees;
    // A crop sown each year bears in full and leaves nothing to replace.
    const bool sown = p.annual > 0.0;
    flow.bearing_share = sown ? one : age_and_density(stand.bearing, stand.trees, p.density_opt, p.density_flatness);
    const L healthy = disease_factor(s.infected, p);

    // 6 Prices at this farm: announced or expected for choices, realised for sales.
    const L margin = p.margin * (1.0 - p.road_margin_effect * access);
    const L kept = market.liberal ? 1.0 - margin : one;
    const L haul_cocoa = (market.liberal ? way.haul : way.haul_foot) / 1000.0;
    const auto at_least = [&](L price) { return select(lever.price_floor_usd_per_kg > price, lever.price_floor_usd_per_kg, price); };
    const L on_top = lever.premium_usd_per_kg + lever.differential_usd_per_kg;
    const L market_price = market.price * kept, floored_price = select(lever.price_floor_usd_per_kg > 0.0, at_least(market_price), market_price);
    flow.price = floored_price + on_top;
    const L expected = market.expected_price * kept;
    const L expected_net =
        maximum(select(lever.price_floor_usd_per_kg > 0.0, at_least(expected), expected) + on_top - haul_cocoa, zero);
    const L haul_excess = way.haul - p.haul_reference;
    const L dose_cost =
        maximum(p.fertiliser_cost + p.fertiliser_t_per_dose * haul_excess, broadcast<L>(0.1 * p.fertiliser_cost));
    // Floors are shares of the price itself, so that they mean the same in any currency.
    const L food_price =
        maximum(p.food_price_consumer * luck.food_price + haul_excess / 1000.0, broadcast<L>(0.1 * p.food_price_consumer));
    const L food_farm_price = maximum(p.food_price_farm * luck.food_price - haul_excess / 1000.0 - p.food_integration * access,
                                      broadcast<L>(0.1 * p.food_price_farm));
    flow.wage = surveyed ? broadcast<L>(p.wage) : village_wage(village.scarcity, p);

    // 7 Knowledge, and the efficiency that goes with it.
    const L own_practice = 0.25 * (s.practice[0] + s.practice[1] + s.practice[2] + s.practice[3]);
    if constexpr (!surveyed) s.knowledge = knowledge_next(s.knowledge, lever.course, own_practice, village.practice, p);
    const L school = h.school + lever.school_years;
    const L efficient = efficiency(s.knowledge, school, h.inefficiency, p);
    if constexpr (!surveyed) s.courses = s.courses + lever.course;

    // 8 Choice: a package of practices, under this year's cash and hands.
    const L purse = s.cash + lever.cash_usd;
    const L saver = maximum(h.vsla, lever.savings_group);
    const L offered_credit = indicator(s.bar <= 0.0) * lever.credit_usd;
    const L credit = indicator(s.bar <= 0.0) * (p.credit_fixed + p.credit_revenue_share * s.last_revenue) + p.vsla_loan * saver + offered_credit;
    const L liquidity = maximum(p.cash_share * purse + credit, zero);
    const L input_budget = p.input_budget_share * liquidity;
    const L zone = black_pod_zone(h.megakarya, p);
    const L shaded = shade_factor(lever.shade, p);
    const L base_yield = p.ymax * flow.bearing_share * healthy * efficient * h.land_quality * market.climate * shaded;
    // A tenant counts his own part of the harvest, and of the rest what his landlord sees to.
    const L tenants_part = h.crop_share + p.tenancy_monitoring * (1.0 - h.crop_share);
    const L net_value = expected_net * (1.0 - p.phl) * tenants_part;
    const L own_part = (1.0 - lever.input_subsidy) * (1.0 - p.landlord_input_share * (1.0 - h.crop_share));
    const L dose_price = dose_cost * own_part;
    const L fear = 1.0 - lever.risk_relief;
    const double adjust = surveyed ? 0.0 : p.adjust;

    auto toward = [&](const Practices<double>& target) {
        Practices<L> x;
        for (int k = 0; k < kPracticeCount; ++k) x[k] = s.practice[k] + adjust * (target[k] - s.practice[k]);
        return x;
    };
    auto chemical_bill = [&](const auto& x) { return (p.mirid_cost * x[kMirid] + p.black_pod_cost * x[kBlackPod]) * h.area * own_part; };
    auto affordable_dose = [&](const Practices<L>& x, L chemicals) {
        const L best = best_dose(base_yield * practice_factor(x, p, zone) * net_value, h.soil_supply, p, dose_price);
        return clip((input_budget - chemicals) / (dose_price * h.area), zero, best);
    };

    // Options of choice, each behind a switch that is the same for everybody (docs/odd.md 7.8.1).
    const bool learning = p.target_input_learning > 0.0, careful = p.safety_first > 0.0, follows = !surveyed && p.contagion_threshold > 0.0;
    const bool copies = p.bass_adoption > 0.0, disappointable = p.disadoption > 0.0;
    const L unsure = learning ? share_lost_by_guessing(s.trials + p.neighbour_trials * village.trials, p) : zero;
    const L convinced = follows ? indicator(mask_or(village.contacts >= p.contagion_threshold, s.courses + s.trials > 0.0)) : one;
    const L subsistence = p.c_sub * h.adult_equivalents;
    const L food_need = p.food_need * 365.0 * p.food_staple_share * h.adult_equivalents;
    const L chance_other = logistic(p.other_constant + p.other_school * (school - p.school_reference) +
                                    p.other_road * access - p.other_female * h.female_head);
    L to_be_earned = zero, sure_part = one, need_without = zero, sales_without = zero;
    if (careful) {
        const L food = h.food_area * p.food_yield, eaten = minimum(food, food_need);
        const L sure = purse + eaten * food_price + (food - eaten) * food_farm_price + chance_other * h.other_level + h.income_residual;
        to_be_earned = subsistence + s.debt * (1.0 + p.interest_lender) - sure;
        sure_part = sure_part_of_sales(fear, m.ruin_score, p);
    }

    ByPackage<L> utility, certain, promised;
    L dose_of_3 = zero;
    const L never = broadcast<L>(-1e30);
    ByPackage<L> feasible;
    for (int j = 0; j < kPackages; ++j) {
        const Practices<L> now = toward(m.target[j]);
        const L bill_now = chemical_bill(now);
        feasible[j] = j == 0 ? one : indicator(bill_now <= input_budget);
        L dose = zero;
        if (j == 3) {
            dose_of_3 = dose = affordable_dose(now, bill_now);
            feasible[j] = feasible[j] * indicator(dose >= p.min_dose);
        }
        Practices<L> goal;
        for (int k = 0; k < kPracticeCount; ++k) goal[k] = broadcast<L>(m.target[j][k]);
        const L yield = base_yield * practice_factor(goal, p, zone) * fertiliser_response(dose, h.soil_supply, p);
        const L revenue = h.area * yield * net_value;
        const L days = h.area * days_per_ha(goal, dose, yield, p);
        const L profit =
            revenue - chemical_bill(goal) - dose_price * dose * h.area - p.own_wage_share * flow.wage * days;
        promised[j] = profit;
        certain[j] = certainty_equivalent(profit, revenue, fear, p);
        if (learning && j > 0) certain[j] = certain[j] - unsure * revenue;
        if (careful) {
            const L hired = flow.wage * h.hired_share * days / p.hired_quality;
            const L need = to_be_earned + chemical_bill(goal) + dose_price * dose * h.area + hired;
            if (j == 0) {
                need_without = need;
                sales_without = revenue;
            } else {
                feasible[j] = select(refused_as_unsafe(need, revenue, need_without, sales_without, sure_part), zero, feasible[j]);
            }
        }
        if (follows && j > 0) feasible[j] = feasible[j] * convinced;
        utility[j] = p.peer_weight * village.package_share[j];
        if (j > 0)
            utility[j] = select(feasible[j] > 0.0,
                                utility[j] + p.profit_weight * (certain[j] - certain[0]) / p.y_ref - (m.hassle[j] - lever.hassle_relief) +
                                    p.knowledge_slope * s.knowledge + h.taste,
                                never);
    }
    const L drawn = pick(softmax(utility), luck.u_package);
    if constexpr (surveyed) {
        s.package = copies ? zero : drawn;
    } else {
        const auto again = mask_or(luck.u_rechoice < p.rechoice, of_package(feasible, s.package) < 0.5);
        L package = select(again, drawn, s.package);
        if (copies) {
            const L starts = indicator(luck.u_package < bass_chance(1.0 - village.package_share[0], p));
            package = select(s.package > 0.0, s.package, starts);
        }
        if (disappointable) {
            const auto gives_up = mask_and(s.package > 0.0, luck.u_disadoption < chance_of_giving_up(s.surprise, p));
            package = select(gives_up, zero, package);
        }
        s.package = package;
    }
    flow.package = s.package;
    const L exposed = indicator(mask_or(village.package_share[0] < 1.0, s.courses + s.trials > 0.0));
    s.trials = s.trials + indicator(s.package > 0.0);
    flow.stage = adoption_stage(s.package, s.trials, surveyed ? 0.0 : 1.0, exposed, s.knowledge, p);

    // The household moves towards its package's practices and buys what they need.
    Practices<L> x;
    for (int k = 0; k < kPracticeCount; ++k) {
        const L target = of_package(ByPackage<L>{broadcast<L>(m.target[0][k]), broadcast<L>(m.target[1][k]),
                                                 broadcast<L>(m.target[2][k]), broadcast<L>(m.target[3][k])},
                                    s.package);
        x[k] = s.practice[k] + adjust * (target - s.practice[k]);
    }
    s.practice = x;
    const L wanted_bill = chemical_bill(x);
    const L sprayed = select(wanted_bill > input_budget, input_budget / maximum(wanted_bill, 1e-300), one);
    x[kMirid] = x[kMirid] * sprayed;
    x[kBlackPod] = x[kBlackPod] * sprayed;
    flow.chemicals = wanted_bill * sprayed;
    const L bought = select(s.package == 3.0, dose_of_3, zero);
    flow.fertiliser = dose_price * bought * h.area;
    flow.input_subsidy = (flow.chemicals + flow.fertiliser) * (lever.input_subsidy / (1.0 - lever.input_subsidy));
    L left = liquidity - flow.chemicals - flow.fertiliser;

    // Gaps in the stand are filled with seedlings as far as cash goes.
    const L gaps = p.infill_rate * maximum(h.stand_target - stand.trees, zero);
    const L infill_bill = gaps * (p.infill_cost * h.area);
    const L filled = select(infill_bill > maximum(left, zero), maximum(left, zero) / maximum(infill_bill, 1e-300), one);
    L planted = gaps * filled;
    flow.infill = infill_bill * filled;
    left = left - flow.infill;

    // Hired hands: a customary share of the work or what the family cannot do, as far as cash before harvest goes.
    const L planned_yield = base_yield * practice_factor(x, p, zone) * fertiliser_response(bought, h.soil_supply, p);
    const L added_upkeep = lever.upkeep_days_per_ha * h.area;
    const L work = h.area * days_per_ha(x, bought, planned_yield, p) + added_upkeep;
    const L wanted_hands = maximum(h.hired_share * work, work - flow.family_days) / p.hired_quality;
    const L advance = p.wage_before_harvest * flow.wage;
    flow.hired_days = minimum(wanted_hands, maximum(left, zero) / advance);
    flow.wages = flow.wage * flow.hired_days;
    left = left - advance * flow.hired_days;
    const L available = flow.family_days + p.hired_quality * flow.hired_days;
    const L upkeep_days = p.labour_base * h.area + added_upkeep;
    const L reserve = upkeep_days + p.labour_harvest * planned_yield * h.area;
    const Rationed<L> done = ration_labour(x, bought, h.area, maximum(available - reserve, zero), p);
    flow.doses = done.doses;

    // A part of the oldest trees may be replaced.
    const L practised = practice_factor(done.practices, p, zone) * fertiliser_response(done.doses, h.soil_supply, p);
    L cut = zero;
    flow.replant = flow.replant_subsidy = zero;
    if constexpr (!surveyed) {
        const L step = sown ? zero : select(lever.replant_share > 0.0, lever.replant_share, broadcast<L>(p.replant_step));
        const L full_bill = step * p.replant_cost * h.area;
        const L replant_bill = full_bill * (1.0 - lever.replant_subsidy);
        const L confident = 1.0 - indicator(h.crop_share < 1.0) * (1.0 - p.tenant_confidence) * (1.0 - lever.tenure_security);
        const L gain = stand_replacement_gain(s.trees, m.gain, step, stand.trees) / p.density_opt *
                       crowding(stand.trees, p.density_opt, p.density_flatness);
        const L value = h.area * p.ymax * practised * healthy * efficient * h.land_quality * net_value * gain * confident - replant_bill;
        const L chance =
            logistic(p.profit_weight * value / p.y_ref - (p.replant_hassle - lever.replant_relief) - p.replant_knowledge * (1.0 - s.knowledge));
        const auto replants = mask_and(luck.u_replant < chance, replant_bill <= maximum(left, zero));
        cut = select(replants, step, zero);
        flow.replant = select(replants, replant_bill, zero);
        left = left - flow.replant;
        planted = planted + cut * stand.trees + rogued / standing * (stand.trees - s.trees[0]);
        // Cutting out sick trees and replacing them is paid by whoever orders it.
        flow.replant_subsidy = select(replants, full_bill - replant_bill, zero) + rogued * p.replant_cost * h.area;
    }
    s.cut_share = cut;
    s.planted = planted;

    // 9 The loan covers what own cash set aside for the farm does not.
    const L spent = flow.chemicals + flow.fertiliser + advance * flow.hired_days + flow.infill + flow.replant;
    flow.loan = maximum(spent - p.cash_share * purse, zero);
    const L cash_after_inputs = purse - (spent - flow.loan);

    // 10 Weather comes; the harvest is as large as trees, weather and the hands left for it allow.
    flow.yield = base_yield * practised *
                 (surveyed ? one : luck.cocoa_weather + p.shade_damping * lever.shade * (1.0 - luck.cocoa_weather));
    const L harvest_need = p.labour_harvest * flow.yield * h.area;
    const L harvest_days = maximum(available - done.activity_days, zero);
    const L harvested = select(harvest_need > harvest_days, harvest_days / maximum(harvest_need, 1e-300), one);
    flow.days_missing = maximum(harvest_need - harvest_days, zero);
    flow.production = flow.yield * harvested * h.area;
    const L upkeep_done = minimum(upkeep_days, maximum(harvest_days - harvest_need * harvested, zero));
    const L work_done = done.activity_days + upkeep_done + harvest_need * harvested;
    flow.family_days_used = minimum(flow.family_days, maximum(work_done - p.hired_quality * flow.hired_days, zero));

    // 11 Sale; of a crop that is eaten, the household keeps what its other food leaves of its need, out of its own part.
    const L intercropped = p.intercrop_share * (stand.young / p.density_opt) * h.area;
    const L food = (h.food_area + intercropped) * p.food_yield * (surveyed ? one : luck.food_weather) *
                   maximum(1.0 - p.food_health * p.illness_capacity * lever.burden, zero);
    const L stored = flow.production * (1.0 - p.phl * (1.0 - p.road_loss_effect * access));
    flow.kept = p.home_use > 0.0 ? minimum(stored * h.crop_share, maximum(food_need - food, zero) / p.home_use) : zero;
    flow.sold = stored - flow.kept;
    const L takings = flow.sold * flow.price;
    flow.cocoa_revenue = takings * h.crop_share - flow.kept * flow.price * (1.0 - h.crop_share);
    flow.landlord_share = takings - flow.cocoa_revenue;
    flow.premium = flow.sold * lever.premium_usd_per_kg;
    flow.differential = flow.sold * lever.differential_usd_per_kg;
    flow.floor_payment = flow.sold * (floored_price - market_price);
    flow.haulage = flow.sold * haul_cocoa;
    flow.recorded_yield = (flow.sold + flow.kept) / h.recorded_area;
    if (disappointable) {
        // Counted as the choice counted it: a tenant's part, and every day of work at its shadow wage.
        const L days = done.activity_days + harvest_need * harvested + p.labour_base * h.area;
        const L realised = (flow.sold + flow.kept) * (flow.price - haul_cocoa) * tenants_part - flow.chemicals - flow.fertiliser -
                           p.own_wage_share * flow.wage * days;
        s.surprise = select(s.package > 0.0, realised - of_package(promised, s.package), zero);
    }

    // 12 Food, livestock, other earnings, remittances, trips.
    const L food_eaten = minimum(food, food_need) + flow.kept * p.home_use;
    flow.food_own = food_eaten * food_price;
    flow.food_sales = (food - minimum(food, food_need)) * food_farm_price;
    const L epidemic = surveyed ? zero : indicator(luck.u_epidemic < p.epidemic_prob);
    const L herd = s.livestock * (1.0 + p.herd_growth - p.herd_mortality) * (1.0 - epidemic * p.epidemic_loss);
    const L herd_price = surveyed ? one : 1.0 - luck.drought * (1.0 - p.herd_price_bad_year);
    const L culled = maximum(herd - p.herd_cap * h.livestock_initial, zero);
    flow.livestock_sales = culled * herd_price;
    const L works = surveyed ? chance_other : indicator(luck.u_other < chance_other);
    flow.earned = works * h.other_level * maximum(1.0 - p.illness_capacity * (lever.burden - 1.0), zero);
    const L migrants = surveyed ? broadcast<L>(p.remittance_rate)
                                : poisson_count(broadcast<L>(p.remittance_rate), luck.u_remittance, 5);
    flow.remittances = migrants * p.remittance_usd * (surveyed ? one : 1.0 + 0.5 * luck.drought);
    flow.school_hours_saved = h.children * (p.school_share * p.school_days * 2.0) *
                              (h.km_foot * lever.foot_removed * (1.0 / p.walk_speed - 1.0 / p.speed_gravel));
    flow.trip_saving = p.trips * (way_before.trip_fare - way.trip_fare);

    flow.side_income = lever.side_income_usd_per_ha * h.area;
    // The index of an insurance sees most droughts, and now and then one that was none.
    const L index_sees = select(luck.drought > 0.0, broadcast<L>(p.index_detection), broadcast<L>(p.index_false_alarm));
    const L triggered = surveyed ? zero : indicator(luck.u_index < index_sees);
    flow.payout = lever.cover_usd_per_ha * h.area * triggered;
    flow.insurance_premium = lever.insurance_premium_usd_per_ha * h.area;

    // 13 Accounts; then the loan and old debt are repaid, or not.
    const L rate = maximum(p.interest_formal - lever.interest_relief, zero);
    flow.interest = flow.loan * rate + s.debt * p.interest_lender;
    const L inflow = flow.cocoa_revenue - flow.haulage + flow.food_sales + flow.livestock_sales + flow.earned +
                     flow.remittances + flow.trip_saving + h.income_residual + flow.side_income + (flow.payout - flow.insurance_premium);
    flow.cash_received = lever.cash_usd;
    flow.income = inflow - flow.chemicals - flow.fertiliser - flow.wages - flow.infill - flow.replant - flow.interest + flow.cash_received;
    flow.income_with_food = flow.income + flow.food_own;
    flow.labour_charge = p.own_wage_share * flow.wage * flow.family_days_used;
    flow.lump = surveyed ? zero : p.lump_usd * indicator(mask_or(luck.u_lump < p.lump_prob, luck.u_death < p.adult_death_prob));
    const L minimal = p.minimal_share * subsistence;
    const L before_repayment = cash_after_inputs + inflow + flow.food_own - (flow.wages - advance * flow.hired_days) -
                               flow.illness_cost - flow.lump;
    const L due = flow.loan * (1.0 + rate) + s.debt * (1.0 + p.interest_lender);
    flow.paid = minimum(due, maximum(before_repayment - minimal, zero));
    // A loan that is only the rounding of a budget spent to the last cent is not one to default on.
    const auto defaulted = due - flow.paid > 1e-9 * (due + subsistence);
    flow.unpaid = due - flow.paid;
    const L carried = select(defaulted, minimum(0.5 * flow.unpaid, 0.25 * flow.cocoa_revenue), zero);
    // What a programme's credit costs its lender: interest forgone, and its part of what is never paid back.
    const L programme_loan = clip(flow.loan - (credit - offered_credit), zero, offered_credit);
    flow.interest_relief = (p.interest_formal - rate) * flow.loan;
    flow.written_off = flow.unpaid - carried;
    flow.credit_subsidy = flow.interest_relief + flow.written_off * (programme_loan * (1.0 + rate) / maximum(due, 1e-300));
    s.bar = select(defaulted, broadcast<L>(3.0), maximum(s.bar - 1.0, zero));
    L cash_on_hand = before_repayment - flow.paid;

    // 14 Consumption, saving, assets; animals, then tools, are sold when there is too little to live on.
    const L buffer = p.buffer_months / 12.0 * subsistence;
    const L herd_kept = herd - culled;
    const L animals_sold = minimum(herd_kept, maximum(subsistence - cash_on_hand, zero) / herd_price);
    cash_on_hand = cash_on_hand + animals_sold * herd_price;
    const L tools_sold = minimum(s.wealth, maximum(minimal - cash_on_hand, zero) / p.distress_price);
    cash_on_hand = cash_on_hand + tools_sold * p.distress_price;
    flow.distress_sales = animals_sold * herd_price + tools_sold * p.distress_price;
    flow.cash_on_hand = cash_on_hand;
    flow.consumption = consumption(cash_on_hand, subsistence, buffer, maximum(credit - flow.loan, zero), p.mpc);
    const L leak = p.leak + saver * (p.leak_vsla - p.leak);
    const L saved = maximum(cash_on_hand - flow.consumption, zero) * (1.0 - leak);
    const L invested = p.invest_share * maximum(saved - buffer, zero);
    flow.theft = surveyed ? zero : (s.wealth - tools_sold) * (p.theft_share * indicator(luck.u_theft < p.theft_prob));
    flow.months_short_lean =
        12.0 * clip(1.0 - (food_eaten + (1.0 - p.cash_share) * purse / food_price) / food_need, zero, one);
    s.debt = carried + maximum(flow.consumption - cash_on_hand, zero);
    s.livestock = herd_kept - animals_sold;
    s.wealth = (1.0 - p.wealth_depreciation) * (s.wealth - tools_sold - flow.theft) + invested;
    s.cash = saved - invested;
    const L food_bought = maximum(flow.consumption - flow.food_own, zero) / food_price;
    flow.months_short = 12.0 * maximum(1.0 - (food_eaten + food_bought) / food_need, zero);
    s.hunger = flow.months_short;
    s.last_revenue = flow.cocoa_revenue;

    // 15 What is observed of the household besides money and produce.
    flow.knowledge = s.knowledge;
    flow.infected = s.infected;
    flow.practice_mean = 0.25 * (s.practice[0] + s.practice[1] + s.practice[2] + s.practice[3]);
    return flow;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
