// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What each intervention changes: levers, never outcomes.

#include "smallholder/effects/agroforestry.hpp"
#include "smallholder/effects/buyer_premium.hpp"
#include "smallholder/effects/cash_transfer.hpp"
#include "smallholder/effects/coaching.hpp"
#include "smallholder/effects/community_health.hpp"
#include "smallholder/effects/composed.hpp"
#include "smallholder/effects/delivery.hpp"
#include "smallholder/effects/diversification.hpp"
#include "smallholder/effects/education.hpp"
#include "smallholder/effects/effect.hpp"
#include "smallholder/effects/farmer_training.hpp"
#include "smallholder/effects/feeder_road.hpp"
#include "smallholder/effects/input_credit.hpp"
#include "smallholder/effects/input_subsidy.hpp"
#include "smallholder/effects/levers.hpp"
#include "smallholder/effects/living_income_differential.hpp"
#include "smallholder/effects/living_income_reference_price.hpp"
#include "smallholder/effects/minimum_price.hpp"
#include "smallholder/effects/prototype.hpp"
#include "smallholder/effects/replanting.hpp"
#include "smallholder/effects/savings_group.hpp"
#include "smallholder/effects/tenure_reform.hpp"
#include "smallholder/effects/weather_information.hpp"
#include "smallholder/effects/weather_insurance.hpp"
