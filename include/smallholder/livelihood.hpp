// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Labour, cash, consumption, choices and what a household knows; adoption, tenancy and assets in closed form.

#include "smallholder/livelihood/adult_equivalents.hpp"
#include "smallholder/livelihood/adoption_bass.hpp"
#include "smallholder/livelihood/adoption_contagion.hpp"
#include "smallholder/livelihood/adoption_heterogeneous.hpp"
#include "smallholder/livelihood/adoption_learning.hpp"
#include "smallholder/livelihood/adoption_stage.hpp"
#include "smallholder/livelihood/choice.hpp"
#include "smallholder/livelihood/consumption.hpp"
#include "smallholder/livelihood/counts.hpp"
#include "smallholder/livelihood/disadoption.hpp"
#include "smallholder/livelihood/input_demand.hpp"
#include "smallholder/livelihood/knowledge.hpp"
#include "smallholder/livelihood/labour.hpp"
#include "smallholder/livelihood/poverty_trap.hpp"
#include "smallholder/livelihood/replanting.hpp"
#include "smallholder/livelihood/risk.hpp"
#include "smallholder/livelihood/safety_first.hpp"
#include "smallholder/livelihood/sharecropping.hpp"
