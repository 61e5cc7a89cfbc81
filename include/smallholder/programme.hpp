// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A programme: interventions, who is reached, when, and what it costs.

#include "smallholder/programme/catalogue.hpp"
#include "smallholder/programme/composed_levers.hpp"
#include "smallholder/programme/delivery_path.hpp"
#include "smallholder/programme/field_spec.hpp"
#include "smallholder/programme/members.hpp"
#include "smallholder/programme/payers.hpp"
#include "smallholder/programme/programme.hpp"
