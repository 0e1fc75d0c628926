"""How the canvas looks: the Cytoscape stylesheet of a theme. The classes are those that `viz.app.elements` gives."""

from __future__ import annotations

from typing import Any

from viz.icons import data_uri
from viz.labels import FONT_SIZE
from viz.theme import FONT, Theme

Rule = dict[str, Any]

VARIANTS = ("table", "image", "plot", "model", "json", "text", "remote", "memory", "other")
ICON_SIZE = 16
ICON_LEFT = 12


def stylesheet(theme: Theme) -> list[Rule]:
    """Every rule in the order of its weight: shapes, kinds, what a run did, what is lit or faded."""
    return [*_shapes(theme), *_kinds(theme), *_edges(theme), *_run_states(theme), *_unlabelled(), *_attention(theme)]


def _rule(selector: str, **style: Any) -> Rule:
    return {"selector": selector, "style": {key.replace("_", "-"): value for key, value in style.items()}}


def _icon(name: str, colour: str) -> dict[str, Any]:
    return {"background_image": data_uri(name, colour, width=2.0)}


def _shapes(theme: Theme) -> list[Rule]:
    everything = _rule(
        "node",
        width="data(w)",
        height="data(h)",
        shape="round-rectangle",
        label="data(label)",
        font_family=FONT,
        font_size=FONT_SIZE,
        color=theme.node_text,
        text_valign="center",
        text_halign="center",
        text_margin_x=(ICON_LEFT + ICON_SIZE) / 2 - 2,
        text_wrap="none",
        border_width=1.25,
        background_width=ICON_SIZE,
        background_height=ICON_SIZE,
        background_position_x=ICON_LEFT,
        background_position_y="50%",
        background_clip="none",
        background_image_containment="over",
        overlay_opacity=0,
        z_index_compare="manual",
        z_index=100,
        text_events="no",
        min_zoomed_font_size=4,
    )
    return [everything, _rule("node:active", overlay_opacity=0)]


def _kinds(theme: Theme) -> list[Rule]:
    return [
        _rule(
            "node.node",
            background_color=theme.node_fill,
            border_color=theme.node_border,
            **_icon("node", theme.node_icon),
        ),
        _rule(
            "node.dataset",
            shape="polygon",
            shape_polygon_points="data(pill)",
            background_color=theme.dataset_fill,
            border_color=theme.dataset_border,
            color=theme.dataset_text,
        ),
        *(_rule(f"node.dataset.{variant}", **_icon(variant, theme.dataset_icon)) for variant in VARIANTS),
        _rule(
            "node.dataset.memory",
            background_color=theme.memory_fill,
            border_color=theme.memory_border,
            border_style="dashed",
            color=theme.memory_text,
            **_icon("memory", theme.memory_border),
        ),
        _rule(
            "node.parameter",
            shape="cut-rectangle",
            background_color=theme.parameter_fill,
            border_color=theme.parameter_border,
            color=theme.parameter_text,
            font_size=FONT_SIZE - 1,
            background_width=13,
            background_height=13,
            **_icon("parameter", theme.parameter_icon),
        ),
        *_namespaces(theme),
        *(_marked(theme, kind) for kind in ("node", "namespace")),
    ]


def _namespaces(theme: Theme) -> list[Rule]:
    return [
        _rule(
            "node.namespace",
            background_color=theme.namespace_fill,
            border_color=theme.namespace_border,
            color=theme.namespace_text,
            text_wrap="wrap",
            text_max_width=400,
            line_height=1.25,
            ghost="yes",
            ghost_offset_x=5,
            ghost_offset_y=5,
            ghost_opacity=0.45,
            **_icon("namespace", theme.namespace_icon),
        ),
        _rule(
            "node.box",
            background_color=theme.box_fill,
            background_opacity=0.62,
            border_color=theme.box_border,
            border_width=1,
            label="",
            background_width=14,
            background_height=14,
            background_position_x=9,
            background_position_y=7,
            z_index="data(depth)",
            ghost="no",
            **_icon("chevron-down", theme.box_text),
        ),
        _rule("node.box.grounded", background_opacity=0),
        _rule(
            "node.title",
            background_opacity=0,
            border_width=0,
            color=theme.box_text,
            font_weight=600,
            font_size=FONT_SIZE - 1,
            text_halign="right",
            text_margin_x=0,
            text_background_color=theme.box_fill,
            text_background_opacity=0.8,
            text_background_padding=2,
            z_index=70,
            events="no",
        ),
    ]


def _marked(theme: Theme, kind: str) -> Rule:
    """Parameters that are hidden leave a small sign at the right of what uses them."""
    icon = data_uri(kind, theme.node_icon if kind == "node" else theme.namespace_icon, width=2.0)
    return _rule(
        f"node.{kind}.uses-parameters",
        background_image=[icon, data_uri("parameter", theme.parameter_icon, width=2.2)],
        background_width=[ICON_SIZE, 13],
        background_height=[ICON_SIZE, 13],
        background_position_x=[ICON_LEFT, "100%"],
        background_offset_x=[0, -9],
        background_position_y=["50%", "50%"],
        background_clip=["none", "none"],
        background_image_containment=["over", "over"],
        text_margin_x=4,
    )


def _edges(theme: Theme) -> list[Rule]:
    return [
        _rule(
            "edge",
            width=1.5,
            line_color=theme.edge,
            curve_style="straight",
            target_arrow_shape="triangle",
            target_arrow_color=theme.edge,
            arrow_scale=0.85,
            source_endpoint="data(from)",
            target_endpoint="data(to)",
            edge_distances="endpoints",
            overlay_opacity=0,
            z_index_compare="manual",
            z_index=50,
            events="no",
        ),
        _rule(
            "edge.bent",
            curve_style="unbundled-bezier",
            control_point_weights="data(weights)",
            control_point_distances="data(distances)",
        ),
        _rule("edge.merged", width=2.5),
    ]


def _run_states(theme: Theme) -> list[Rule]:
    idle = {
        "background_color": theme.idle_fill,
        "border_color": theme.idle_border,
        "border_style": "dashed",
        "color": theme.idle_text,
    }
    return [
        _rule(
            "node.timed",
            background_color="data(heat)",
            color="data(heatText)",
            border_color=theme.node_border,
            label="data(timedLabel)",
            text_wrap="wrap",
            text_max_width=400,
            line_height=1.15,
            font_size=FONT_SIZE - 1,
        ),
        *(rule for dark in (True, False) for rule in _icons_on_heat(dark=dark)),
        _rule("node.node.idle", **idle),
        _rule("node.namespace.idle", **idle),
        _rule(
            "node.failed",
            border_color=theme.error,
            border_width=3,
            border_style="solid",
            label="data(timedLabel)",
            text_wrap="wrap",
            text_max_width=400,
            font_size=FONT_SIZE - 1,
            background_color=theme.error_soft,
            color=theme.error,
        ),
        _rule("node.unfinished", border_color=theme.warning, border_width=2.5, border_style="dashed"),
    ]


def _icons_on_heat(*, dark: bool) -> list[Rule]:
    """Icons in the colour of the text, which is black or white on every heat."""
    colour, word = ("#ffffff", "dark") if dark else ("#000000", "light")
    rules = []
    for kind in ("node", "namespace"):
        icon, mark = data_uri(kind, colour, width=2.0), data_uri("parameter", colour, width=2.2)
        rules.append(_rule(f"node.{kind}.timed.on-{word}", background_image=icon))
        rules.append(_rule(f"node.{kind}.timed.on-{word}.uses-parameters", background_image=[icon, mark]))
    return rules


def _unlabelled() -> list[Rule]:
    """Without its label a shape shows its icon, larger and in its middle."""
    large = {"background_width": 22, "background_height": 22, "background_position_x": "50%"}
    return [
        _rule("node.unlabelled", label=""),
        _rule("node.unlabelled.node, node.unlabelled.dataset, node.unlabelled.namespace", **large),
        _rule(
            "node.unlabelled.uses-parameters",
            background_width=[22, 13],
            background_height=[22, 13],
            background_position_x=["50%", "100%"],
        ),
    ]


def _attention(theme: Theme) -> list[Rule]:
    return [
        _rule("edge.lit", line_color=theme.edge_lit, target_arrow_color=theme.edge_lit, width=2.25, z_index=60),
        _rule("node.faded", opacity=0.22),
        _rule("node.box.faded, node.title.faded", opacity=0.55),
        _rule("edge.faded", opacity=0.14),
        _rule("node.hovered", border_color=theme.accent, border_width=2),
        _rule("node.found", border_color=theme.accent, border_width=2.5),
        _rule(
            "node.chosen",
            border_color=theme.accent,
            border_width=2.5,
            border_style="solid",
            underlay_color=theme.accent,
            underlay_opacity=0.16,
            underlay_padding=6,
            underlay_shape="round-rectangle",
        ),
        _rule("node.box.chosen", underlay_opacity=0.06, underlay_padding=4),
        _rule("edge.moving", opacity=0),
        _rule(".hidden", opacity=0),
    ]
