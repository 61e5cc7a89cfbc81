// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The world price, the farm gate, and what a road costs and saves.

#include "smallholder/market/farm_gate.hpp"
#include "smallholder/market/price_process.hpp"
#include "smallholder/market/transport.hpp"
#include "smallholder/market/world_price.hpp"
