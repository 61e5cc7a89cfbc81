// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The world price and its answer to supply, the farm gate, what a road costs and saves, spending that stays nearby.

#include "smallholder/market/farm_gate.hpp"
#include "smallholder/market/local_multiplier.hpp"
#include "smallholder/market/price_process.hpp"
#include "smallholder/market/transport.hpp"
#include "smallholder/market/world_price.hpp"
#include "smallholder/market/world_supply.hpp"
