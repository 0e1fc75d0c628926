"""How the canvas looks: the Cytoscape stylesheet of a theme. The classes are those that `viz.app.elements` gives."""

from __future__ import annotations

from typing import Any

from viz.icons import data_uri
from viz.labels import FONT_SIZE
from viz.shapes import BOX, BOX_OPACITY, ICON_LEFT, MARK_RIGHT, MARK_SIZE, SHAPES, STACK, Shape, colours, in_state
from viz.shapes import VARIANTS as OWN
from viz.theme import FONT, Theme

Rule = dict[str, Any]

VARIANTS = ("table", "image", "plot", "model", "json", "text", "remote", "memory", "other")
ICON_SIZE = SHAPES["node"].icon_size
OUTLINES: dict[str, dict[str, Any]] = {
    "rounded": {"shape": "round-rectangle"},
    "pill": {"shape": "polygon", "shape_polygon_points": "data(pill)"},
    "cut": {"shape": "cut-rectangle"},
    "stack": {
        "shape": "round-rectangle",
        "ghost": "yes",
        "ghost_offset_x": STACK,
        "ghost_offset_y": STACK,
        "ghost_opacity": 0.45,
    },
}


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


def _drawn(theme: Theme, shape: Shape) -> dict[str, Any]:
    """What a shape says, without its outline and its icon."""
    fill, border, text, _ = colours(theme, shape)
    return {
        "background_color": fill,
        "border_color": border,
        "border_width": shape.border_width,
        "border_style": "dashed" if shape.dashed else "solid",
        "color": text,
    }


def _kinds(theme: Theme) -> list[Rule]:
    plain = {kind: shape for kind, shape in SHAPES.items() if kind not in OWN}
    return [
        *(_kind(theme, f"node.{kind}", shape, kind) for kind, shape in plain.items()),
        *(_rule(f"node.dataset.{variant}", **_icon(variant, theme.dataset_icon)) for variant in VARIANTS),
        *(_kind(theme, f"node.dataset.{variant}", SHAPES[variant], variant) for variant in OWN),
        _rule(
            "node.dataset.detailed",
            label="data(detailed)",
            text_wrap="wrap",
            text_max_width=400,
            line_height=1.15,
            font_size=FONT_SIZE - 2,
        ),
        *_namespaces(theme),
        *(_marked(theme, kind) for kind in ("node", "namespace")),
    ]


def _kind(theme: Theme, selector: str, shape: Shape, icon: str) -> Rule:
    return _rule(
        selector,
        **OUTLINES[shape.outline],
        **_drawn(theme, shape),
        **_icon(icon, colours(theme, shape)[3]),
        font_size=shape.font_size,
        background_width=shape.icon_size,
        background_height=shape.icon_size,
    )


def _namespaces(theme: Theme) -> list[Rule]:
    return [
        _rule("node.namespace", text_wrap="wrap", text_max_width=400, line_height=1.25),
        _rule(
            "node.box",
            **_drawn(theme, BOX),
            background_opacity=BOX_OPACITY,
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
        _rule("node.title.from-afar", font_size=FONT_SIZE + 5),
    ]


def _marked(theme: Theme, kind: str) -> Rule:
    """Parameters that are hidden leave a small sign at the right of what uses them."""
    icon = data_uri(kind, theme.node_icon if kind == "node" else theme.namespace_icon, width=2.0)
    return _rule(
        f"node.{kind}.uses-parameters",
        background_image=[icon, data_uri("parameter", theme.parameter_icon, width=2.2)],
        background_width=[ICON_SIZE, MARK_SIZE],
        background_height=[ICON_SIZE, MARK_SIZE],
        background_position_x=[ICON_LEFT, "100%"],
        background_offset_x=[0, -MARK_RIGHT],
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
    node = SHAPES["node"]
    twice = {"label": "data(timedLabel)", "text_wrap": "wrap", "text_max_width": 400, "font_size": FONT_SIZE - 1}
    unfinished = _drawn(theme, in_state(node, "unfinished"))
    return [
        _rule(
            "node.timed",
            background_color="data(heat)",
            color="data(heatText)",
            border_color=theme.node_border,
            line_height=1.15,
            **twice,
        ),
        *(rule for dark in (True, False) for rule in _icons_on_heat(dark=dark)),
        *(_rule(f"node.{kind}.idle", **_drawn(theme, in_state(node, "not_run"))) for kind in ("node", "namespace")),
        _rule("node.failed", **_drawn(theme, in_state(node, "failed")), **twice),
        _rule(
            "node.unfinished",
            **{key: unfinished[key] for key in ("border_color", "border_width", "border_style")},
        ),
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
