// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The alliance itself: what rivals gain together, who would pay, who would stay.

#include "smallholder/consortium/alliance_games.hpp"
#include "smallholder/consortium/conditions.hpp"
#include "smallholder/consortium/coordination.hpp"
#include "smallholder/consortium/coverage.hpp"
#include "smallholder/consortium/ecology.hpp"
#include "smallholder/consortium/experience.hpp"
#include "smallholder/consortium/fairness.hpp"
#include "smallholder/consortium/formation.hpp"
#include "smallholder/consortium/impact.hpp"
#include "smallholder/consortium/learning.hpp"
#include "smallholder/consortium/lifecycle.hpp"
#include "smallholder/consortium/lifecycle_analytic.hpp"
#include "smallholder/consortium/oligopoly.hpp"
#include "smallholder/consortium/parameter_rows.hpp"
#include "smallholder/consortium/parameters.hpp"
#include "smallholder/consortium/public_goods.hpp"
#include "smallholder/consortium/repeated_play.hpp"
#include "smallholder/consortium/require.hpp"
#include "smallholder/consortium/results.hpp"
#include "smallholder/consortium/stability.hpp"
#include "smallholder/consortium/tensions.hpp"
#include "smallholder/consortium/trust.hpp"
#include "smallholder/consortium/warm_glow.hpp"
