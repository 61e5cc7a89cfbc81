# SPDX-License-Identifier: Apache-2.0
"""The alliance itself: what rivals gain together, who would pay, and who would stay.

    import smallholder as sh

    sh.consortium.cournot(100, 1, {"ours": 40, "theirs": 45}).firms
    alliances = sh.consortium.linear_quadratic_alliances(9, excludability=0.25)
    alliances.table().query("stable")

Most of what stands here are yardsticks: games so simple that their answers are known in closed form. They show the mechanisms that the
simulated consortium is made of, and test it. Money is the caller's own, one money throughout. Formulas and sources: the C++ headers of
``consortium/``; pages: docs/consortium/. Errors: `smallholder.RangeError`, `smallholder.SchemaError`, `smallholder.ProgrammeError`.
"""

from __future__ import annotations

from .delivery import (
    Coverage,
    backbone_break_even,
    coordination_cost,
    experience_factor,
    experience_next,
    last_mile_factor,
    union_coverage,
)
from .fairness import FairnessReport, fairness_report
from .formation import alignment_path, beliefs_after_talk, exit_probability, gain_scale, join_probability
from .parameter_rows import parameters
from .public_goods import (
    CommonEffort,
    Contributions,
    agreed_contributions,
    common_effort,
    crowd_out,
    voluntary_contributions,
    warm_glow_of,
)
from .rivals import (
    PRECOMPETITIVE_FLAG,
    CournotMarket,
    PrecompetitiveCheck,
    SpilloverEfforts,
    cournot,
    precompetitive_check,
    precompetitive_index,
    spillover_efforts,
)
from .stability import (
    Alliances,
    assurance_threshold,
    critical_patience,
    largest_stable_alliance,
    leader_alliances,
    linear_quadratic_alliances,
    stable_sizes,
    synergy_left,
)

__all__ = [
    "PRECOMPETITIVE_FLAG", "Alliances", "CommonEffort", "Contributions", "CournotMarket", "Coverage", "FairnessReport",
    "PrecompetitiveCheck", "SpilloverEfforts", "agreed_contributions", "alignment_path", "assurance_threshold",
    "backbone_break_even", "beliefs_after_talk", "common_effort", "coordination_cost", "cournot", "critical_patience",
    "crowd_out", "exit_probability", "experience_factor", "experience_next", "fairness_report", "gain_scale",
    "join_probability", "largest_stable_alliance", "last_mile_factor", "leader_alliances", "linear_quadratic_alliances",
    "parameters", "precompetitive_check", "precompetitive_index", "spillover_efforts", "stable_sizes", "synergy_left",
    "union_coverage", "voluntary_contributions", "warm_glow_of",
]
