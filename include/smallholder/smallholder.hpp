// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Everything, floor by floor. Programs that know what they need include one folder's header instead.

#include "smallholder/core.hpp"
#include "smallholder/random.hpp"
#include "smallholder/stats.hpp"
#include "smallholder/games.hpp"
#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/agronomy.hpp"
#include "smallholder/market.hpp"
#include "smallholder/livelihood.hpp"
#include "smallholder/effects.hpp"
#include "smallholder/programme.hpp"
#include "smallholder/targeting.hpp"
#include "smallholder/simulate.hpp"
#include "smallholder/evaluate.hpp"
#include "smallholder/consortium.hpp"
