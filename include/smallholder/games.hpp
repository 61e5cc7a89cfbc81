// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Cooperative games: who could object to a split of what was made together, and why. Knows nothing of farms.

#include "smallholder/games/core.hpp"
#include "smallholder/games/diagnostics.hpp"
#include "smallholder/games/game.hpp"
#include "smallholder/games/gately.hpp"
#include "smallholder/games/kohlberg.hpp"
#include "smallholder/games/nucleolus.hpp"
#include "smallholder/games/objections.hpp"
#include "smallholder/games/proportional.hpp"
#include "smallholder/games/scrb.hpp"
#include "smallholder/games/shapley.hpp"
#include "smallholder/games/tau.hpp"
