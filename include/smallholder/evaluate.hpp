// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Welfare measures (smallholder::metrics) and returns on spending (smallholder::returns).
///
/// People: fgt, watts, sen_shorrocks_thon, gini, theil_t, mean_log_deviation, generalised_entropy,
/// atkinson, general_mean, lorenz, growth_incidence. Households: living_income. Risk: cvar.
/// Parts of a whole: fgt_by_group, inequality_by_group, growth_and_redistribution.
/// The same households over years: line_mobility, falling_risk, recovery_above_line, recovery_of_income,
/// chronic_poverty.
/// Money: npv, irr, mirr, payback, benefit_cost, social_return, cost_per_outcome,
/// fieller, effectiveness_plane. Models others use (smallholder::reference): economic_surplus, spreadsheet_income.

#include "smallholder/evaluate/atkinson.hpp"
#include "smallholder/evaluate/chronic_poverty.hpp"
#include "smallholder/evaluate/cvar.hpp"
#include "smallholder/evaluate/decomposition.hpp"
#include "smallholder/evaluate/entropy.hpp"
#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/general_mean.hpp"
#include "smallholder/evaluate/gini.hpp"
#include "smallholder/evaluate/growth_incidence.hpp"
#include "smallholder/evaluate/inputs.hpp"
#include "smallholder/evaluate/ledger.hpp"
#include "smallholder/evaluate/living_income.hpp"
#include "smallholder/evaluate/lorenz.hpp"
#include "smallholder/evaluate/mobility.hpp"
#include "smallholder/evaluate/reference_spreadsheet.hpp"
#include "smallholder/evaluate/reference_surplus.hpp"
#include "smallholder/evaluate/resilience.hpp"
#include "smallholder/evaluate/returns_benefit_cost.hpp"
#include "smallholder/evaluate/returns_cost_effectiveness.hpp"
#include "smallholder/evaluate/returns_fieller.hpp"
#include "smallholder/evaluate/returns_irr.hpp"
#include "smallholder/evaluate/returns_mirr.hpp"
#include "smallholder/evaluate/returns_npv.hpp"
#include "smallholder/evaluate/returns_payback.hpp"
#include "smallholder/evaluate/returns_plane.hpp"
#include "smallholder/evaluate/returns_sroi.hpp"
#include "smallholder/evaluate/sen_shorrocks_thon.hpp"
#include "smallholder/evaluate/summary.hpp"
#include "smallholder/evaluate/watts.hpp"
