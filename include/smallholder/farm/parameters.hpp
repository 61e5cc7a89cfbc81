// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace smallholder {

/// One set of the model's uncertain numbers: what a parameter draw is.
///
/// Const while a run lasts and shared by threads. No value stands here: every default, its range, unit and source is a row of
/// `data/parameters/*.csv`, and `kParameterFields` below ties the row's name to the member. Adding a parameter is one member, one
/// line in that table and one row of data; a test compares the three.
/// Units are those of the data rows; `docs/odd.md` gives each its equation.
/// Tested: tests/unit/io/parameter_file_test.cpp
struct Parameters {
  // Trees and yield (docs/odd.md 7.4, 7.8)
  double ymax, bearing_age, age_rise, age_rise_width, age_fall, age_fall_width;
  double age_form, age_start, age_to_peak, age_steepness;  // the other form of the age curve
  double density_opt, density_flatness, mu0, mu1, mu_age, mu_width, seedling_mortality, drought_seedling_factor;
  double loss_pruning, loss_weeding, loss_mirid, loss_black_pod, theta, zone_wetness;
  double c_n;  // curvature of the fertiliser response
  double fertiliser_form, plateau_slope;  // the other form of it
  double infill_rate, infill_cost, stand_target_factor, replant_step, replant_cost, replant_horizon;
  // What kind of crop it is (docs/crops.md)
  double annual, alternate_bearing, home_use;
  // Disease
  double infected_loss, cssvd_beta, cssvd_beta_village, cssvd_beta_background, removal;
  // Efficiency, land, weather
  double inefficiency_sd, inefficiency_knowledge, inefficiency_school, knowledge_reference, school_reference;
  double land_quality_sd, weather_sd_iid, weather_sd_region, weather_rho, climate_trend;
  double drought_prob, drought_loss, food_weather_sd, food_weather_corr;
  double recall_error_sd;
  // Labour
  double labour_pruning, labour_weeding, labour_mirid, labour_black_pod, labour_fertiliser, labour_base, labour_harvest;
  double work_days, female_efficiency, female_care, cocoa_time_share, family_days_floor, hired_quality;
  double wage, wage_elasticity, wage_before_harvest, own_wage_share;
  // Inputs, liquidity, credit
  double fertiliser_cost, fertiliser_t_per_dose, mirid_cost, black_pod_cost, min_dose, input_budget_share;
  double cash_share, credit_fixed, credit_revenue_share, vsla_loan, interest_formal, interest_lender;
  // World price and farm gate
  double fob_0, price_start_ratio, price_phi, price_sd, jump_prob, jump_mean, jump_sd;
  double theta_r, theta_w, lid_usd_per_t, lid_pass, tax, export_cost, margin, road_margin_effect;
  // The market's answer to supply (docs/markets.md)
  double local_spending_kept, local_supply_elasticity, local_demand_elasticity, land_share_of_supply, world_area_ha;
  double world_supply_t, origin_supply_t, supply_elasticity_short, supply_elasticity_long, demand_elasticity_short, demand_elasticity_long;
  double stock_response;
  // Transport and roads
  double c_foot, c_earth, c_gravel, c_paved, haul_reference;
  double trips, walk_speed, speed_earth, speed_gravel, fare_earth, fare_gravel, clinic_time_effect;
  double school_days, school_share;
  double phl, road_loss_effect;
  // Knowledge and choice
  double forgetting, course_gain, own_learning, neighbour_learning;
  double adjust, rechoice, profit_weight, peer_weight, knowledge_slope, hassle_1, hassle_2, hassle_3, y_ref, gamma, income_cv;
  double replant_hassle, replant_knowledge, private_discount;
  // How packages are taken up and given up beyond the default choice (docs/odd.md 7.8.1), and the stages that are counted
  double target_input_learning, prior_precision, signal_precision, neighbour_trials;
  double contagion_threshold, contagion_contacts;
  double disadoption, disadoption_hazard, disadoption_slope;
  double safety_first, ruin_probability;
  double bass_adoption, bass_innovation, bass_imitation;
  double aware_knowledge, able_knowledge;
  double target_0_pruning, target_0_weeding, target_0_mirid, target_0_black_pod;
  double target_1_pruning, target_1_weeding, target_1_mirid, target_1_black_pod;
  double target_2_pruning, target_2_weeding, target_2_mirid, target_2_black_pod;
  double target_3_pruning, target_3_weeding, target_3_mirid, target_3_black_pod;
  // Health and shocks of the household
  double illness_episodes, illness_days, illness_cost_per_episode, illness_capacity, hunger_capacity;
  double adult_death_prob, adult_death_days_share, theft_prob, theft_share, lump_prob, lump_usd;
  // Shade, tenancy, index insurance: what interventions and switches need beyond the default model
  double canopy_now, canopy_optimum, shade_curvature, shade_damping;
  double share_tenancy, tenancy_monitoring, tenant_confidence, landlord_input_share;
  double index_detection, index_false_alarm;
  // Food, livestock, other income
  double food_yield, food_price_consumer, food_price_farm, food_price_rho, food_price_sd, food_integration;
  double food_need, food_staple_share, food_health, intercrop_share;
  double herd_growth, herd_mortality, herd_cap, epidemic_prob, epidemic_loss, herd_price_bad_year;
  double other_constant, other_school, other_road, other_female;
  double remittance_rate, remittance_usd;
  // Consumption, saving, assets, welfare
  double c_sub, mpc, buffer_months, minimal_share, leak, leak_vsla, invest_share, wealth_depreciation, distress_price;
  double benchmark_usd, benchmark_ae;
};

/// Name of a parameter row and the member it sets.
struct ParameterField {
  std::string_view name;
  double Parameters::*member;
};

#define SMALLHOLDER_FIELD(name) ParameterField{#name, &Parameters::name}
inline constexpr auto kParameterFields = std::to_array<ParameterField>({
    SMALLHOLDER_FIELD(ymax), SMALLHOLDER_FIELD(bearing_age), SMALLHOLDER_FIELD(age_rise), SMALLHOLDER_FIELD(age_rise_width),
    SMALLHOLDER_FIELD(age_fall), SMALLHOLDER_FIELD(age_fall_width), SMALLHOLDER_FIELD(age_form), SMALLHOLDER_FIELD(age_start),
    SMALLHOLDER_FIELD(age_to_peak), SMALLHOLDER_FIELD(age_steepness), SMALLHOLDER_FIELD(density_opt),
    SMALLHOLDER_FIELD(density_flatness), SMALLHOLDER_FIELD(mu0), SMALLHOLDER_FIELD(mu1), SMALLHOLDER_FIELD(mu_age),
    SMALLHOLDER_FIELD(mu_width), SMALLHOLDER_FIELD(seedling_mortality), SMALLHOLDER_FIELD(drought_seedling_factor),
    SMALLHOLDER_FIELD(loss_pruning), SMALLHOLDER_FIELD(loss_weeding), SMALLHOLDER_FIELD(loss_mirid),
    SMALLHOLDER_FIELD(loss_black_pod), SMALLHOLDER_FIELD(theta), SMALLHOLDER_FIELD(zone_wetness), SMALLHOLDER_FIELD(c_n),
    SMALLHOLDER_FIELD(fertiliser_form), SMALLHOLDER_FIELD(plateau_slope),
    SMALLHOLDER_FIELD(infill_rate), SMALLHOLDER_FIELD(infill_cost), SMALLHOLDER_FIELD(stand_target_factor),
    SMALLHOLDER_FIELD(replant_step), SMALLHOLDER_FIELD(replant_cost), SMALLHOLDER_FIELD(replant_horizon), SMALLHOLDER_FIELD(annual),
    SMALLHOLDER_FIELD(alternate_bearing), SMALLHOLDER_FIELD(home_use), SMALLHOLDER_FIELD(price_start_ratio),
    SMALLHOLDER_FIELD(infected_loss), SMALLHOLDER_FIELD(cssvd_beta), SMALLHOLDER_FIELD(cssvd_beta_village),
    SMALLHOLDER_FIELD(cssvd_beta_background), SMALLHOLDER_FIELD(removal), SMALLHOLDER_FIELD(inefficiency_sd),
    SMALLHOLDER_FIELD(inefficiency_knowledge), SMALLHOLDER_FIELD(inefficiency_school), SMALLHOLDER_FIELD(knowledge_reference),
    SMALLHOLDER_FIELD(school_reference), SMALLHOLDER_FIELD(land_quality_sd), SMALLHOLDER_FIELD(weather_sd_iid),
    SMALLHOLDER_FIELD(weather_sd_region), SMALLHOLDER_FIELD(weather_rho), SMALLHOLDER_FIELD(climate_trend),
    SMALLHOLDER_FIELD(drought_prob), SMALLHOLDER_FIELD(drought_loss), SMALLHOLDER_FIELD(food_weather_sd),
    SMALLHOLDER_FIELD(food_weather_corr), SMALLHOLDER_FIELD(recall_error_sd), SMALLHOLDER_FIELD(labour_pruning),
    SMALLHOLDER_FIELD(labour_weeding), SMALLHOLDER_FIELD(labour_mirid), SMALLHOLDER_FIELD(labour_black_pod),
    SMALLHOLDER_FIELD(labour_fertiliser), SMALLHOLDER_FIELD(labour_base), SMALLHOLDER_FIELD(labour_harvest),
    SMALLHOLDER_FIELD(work_days), SMALLHOLDER_FIELD(female_efficiency), SMALLHOLDER_FIELD(female_care),
    SMALLHOLDER_FIELD(cocoa_time_share), SMALLHOLDER_FIELD(family_days_floor), SMALLHOLDER_FIELD(hired_quality),
    SMALLHOLDER_FIELD(wage), SMALLHOLDER_FIELD(wage_elasticity), SMALLHOLDER_FIELD(wage_before_harvest),
    SMALLHOLDER_FIELD(own_wage_share), SMALLHOLDER_FIELD(fertiliser_cost), SMALLHOLDER_FIELD(fertiliser_t_per_dose),
    SMALLHOLDER_FIELD(mirid_cost), SMALLHOLDER_FIELD(black_pod_cost), SMALLHOLDER_FIELD(min_dose),
    SMALLHOLDER_FIELD(input_budget_share), SMALLHOLDER_FIELD(cash_share), SMALLHOLDER_FIELD(credit_fixed),
    SMALLHOLDER_FIELD(credit_revenue_share), SMALLHOLDER_FIELD(vsla_loan), SMALLHOLDER_FIELD(interest_formal),
    SMALLHOLDER_FIELD(interest_lender), SMALLHOLDER_FIELD(fob_0), SMALLHOLDER_FIELD(price_phi), SMALLHOLDER_FIELD(price_sd),
    SMALLHOLDER_FIELD(jump_prob), SMALLHOLDER_FIELD(jump_mean), SMALLHOLDER_FIELD(jump_sd), SMALLHOLDER_FIELD(theta_r),
    SMALLHOLDER_FIELD(theta_w), SMALLHOLDER_FIELD(lid_usd_per_t), SMALLHOLDER_FIELD(lid_pass), SMALLHOLDER_FIELD(tax),
    SMALLHOLDER_FIELD(export_cost), SMALLHOLDER_FIELD(margin), SMALLHOLDER_FIELD(road_margin_effect),
    SMALLHOLDER_FIELD(local_spending_kept), SMALLHOLDER_FIELD(local_supply_elasticity), SMALLHOLDER_FIELD(local_demand_elasticity),
    SMALLHOLDER_FIELD(land_share_of_supply), SMALLHOLDER_FIELD(world_area_ha),
    SMALLHOLDER_FIELD(world_supply_t), SMALLHOLDER_FIELD(origin_supply_t), SMALLHOLDER_FIELD(supply_elasticity_short),
    SMALLHOLDER_FIELD(supply_elasticity_long), SMALLHOLDER_FIELD(demand_elasticity_short), SMALLHOLDER_FIELD(demand_elasticity_long),
    SMALLHOLDER_FIELD(stock_response),
    SMALLHOLDER_FIELD(c_foot), SMALLHOLDER_FIELD(c_earth), SMALLHOLDER_FIELD(c_gravel), SMALLHOLDER_FIELD(c_paved),
    SMALLHOLDER_FIELD(haul_reference), SMALLHOLDER_FIELD(trips), SMALLHOLDER_FIELD(walk_speed), SMALLHOLDER_FIELD(speed_earth),
    SMALLHOLDER_FIELD(speed_gravel), SMALLHOLDER_FIELD(fare_earth), SMALLHOLDER_FIELD(fare_gravel),
    SMALLHOLDER_FIELD(clinic_time_effect), SMALLHOLDER_FIELD(school_days), SMALLHOLDER_FIELD(school_share), SMALLHOLDER_FIELD(phl), SMALLHOLDER_FIELD(road_loss_effect),
    SMALLHOLDER_FIELD(forgetting), SMALLHOLDER_FIELD(course_gain), SMALLHOLDER_FIELD(own_learning),
    SMALLHOLDER_FIELD(neighbour_learning), SMALLHOLDER_FIELD(adjust), SMALLHOLDER_FIELD(rechoice),
    SMALLHOLDER_FIELD(profit_weight), SMALLHOLDER_FIELD(peer_weight), SMALLHOLDER_FIELD(knowledge_slope),
    SMALLHOLDER_FIELD(hassle_1), SMALLHOLDER_FIELD(hassle_2), SMALLHOLDER_FIELD(hassle_3), SMALLHOLDER_FIELD(y_ref),
    SMALLHOLDER_FIELD(gamma), SMALLHOLDER_FIELD(income_cv), SMALLHOLDER_FIELD(replant_hassle),
    SMALLHOLDER_FIELD(replant_knowledge), SMALLHOLDER_FIELD(private_discount), SMALLHOLDER_FIELD(target_input_learning),
    SMALLHOLDER_FIELD(prior_precision), SMALLHOLDER_FIELD(signal_precision), SMALLHOLDER_FIELD(neighbour_trials),
    SMALLHOLDER_FIELD(contagion_threshold), SMALLHOLDER_FIELD(contagion_contacts), SMALLHOLDER_FIELD(disadoption),
    SMALLHOLDER_FIELD(disadoption_hazard), SMALLHOLDER_FIELD(disadoption_slope), SMALLHOLDER_FIELD(safety_first),
    SMALLHOLDER_FIELD(ruin_probability), SMALLHOLDER_FIELD(bass_adoption), SMALLHOLDER_FIELD(bass_innovation),
    SMALLHOLDER_FIELD(bass_imitation), SMALLHOLDER_FIELD(aware_knowledge), SMALLHOLDER_FIELD(able_knowledge),
    SMALLHOLDER_FIELD(target_0_pruning),
    SMALLHOLDER_FIELD(target_0_weeding), SMALLHOLDER_FIELD(target_0_mirid), SMALLHOLDER_FIELD(target_0_black_pod),
    SMALLHOLDER_FIELD(target_1_pruning), SMALLHOLDER_FIELD(target_1_weeding), SMALLHOLDER_FIELD(target_1_mirid),
    SMALLHOLDER_FIELD(target_1_black_pod), SMALLHOLDER_FIELD(target_2_pruning), SMALLHOLDER_FIELD(target_2_weeding),
    SMALLHOLDER_FIELD(target_2_mirid), SMALLHOLDER_FIELD(target_2_black_pod), SMALLHOLDER_FIELD(target_3_pruning),
    SMALLHOLDER_FIELD(target_3_weeding), SMALLHOLDER_FIELD(target_3_mirid), SMALLHOLDER_FIELD(target_3_black_pod),
    SMALLHOLDER_FIELD(canopy_now), SMALLHOLDER_FIELD(canopy_optimum), SMALLHOLDER_FIELD(shade_curvature),
    SMALLHOLDER_FIELD(shade_damping), SMALLHOLDER_FIELD(share_tenancy), SMALLHOLDER_FIELD(tenancy_monitoring),
    SMALLHOLDER_FIELD(tenant_confidence), SMALLHOLDER_FIELD(landlord_input_share), SMALLHOLDER_FIELD(index_detection),
    SMALLHOLDER_FIELD(index_false_alarm),
    SMALLHOLDER_FIELD(illness_episodes), SMALLHOLDER_FIELD(illness_days), SMALLHOLDER_FIELD(illness_cost_per_episode),
    SMALLHOLDER_FIELD(illness_capacity), SMALLHOLDER_FIELD(hunger_capacity), SMALLHOLDER_FIELD(adult_death_prob),
    SMALLHOLDER_FIELD(adult_death_days_share), SMALLHOLDER_FIELD(theft_prob), SMALLHOLDER_FIELD(theft_share),
    SMALLHOLDER_FIELD(lump_prob), SMALLHOLDER_FIELD(lump_usd), SMALLHOLDER_FIELD(food_yield),
    SMALLHOLDER_FIELD(food_price_consumer), SMALLHOLDER_FIELD(food_price_farm), SMALLHOLDER_FIELD(food_price_rho),
    SMALLHOLDER_FIELD(food_price_sd), SMALLHOLDER_FIELD(food_integration), SMALLHOLDER_FIELD(food_need),
    SMALLHOLDER_FIELD(food_staple_share), SMALLHOLDER_FIELD(food_health), SMALLHOLDER_FIELD(intercrop_share),
    SMALLHOLDER_FIELD(herd_growth), SMALLHOLDER_FIELD(herd_mortality), SMALLHOLDER_FIELD(herd_cap),
    SMALLHOLDER_FIELD(epidemic_prob), SMALLHOLDER_FIELD(epidemic_loss), SMALLHOLDER_FIELD(herd_price_bad_year),
    SMALLHOLDER_FIELD(other_constant), SMALLHOLDER_FIELD(other_school), SMALLHOLDER_FIELD(other_road),
    SMALLHOLDER_FIELD(other_female), SMALLHOLDER_FIELD(remittance_rate), SMALLHOLDER_FIELD(remittance_usd),
    SMALLHOLDER_FIELD(c_sub), SMALLHOLDER_FIELD(mpc), SMALLHOLDER_FIELD(buffer_months), SMALLHOLDER_FIELD(minimal_share),
    SMALLHOLDER_FIELD(leak), SMALLHOLDER_FIELD(leak_vsla), SMALLHOLDER_FIELD(invest_share),
    SMALLHOLDER_FIELD(wealth_depreciation), SMALLHOLDER_FIELD(distress_price), SMALLHOLDER_FIELD(benchmark_usd),
    SMALLHOLDER_FIELD(benchmark_ae)
});
#undef SMALLHOLDER_FIELD

}  // namespace smallholder
