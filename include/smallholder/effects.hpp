// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What each intervention changes: levers, never outcomes.

#include "smallholder/effects/community_health.hpp"
#include "smallholder/effects/delivery.hpp"
#include "smallholder/effects/effect.hpp"
#include "smallholder/effects/farmer_training.hpp"
#include "smallholder/effects/feeder_road.hpp"
