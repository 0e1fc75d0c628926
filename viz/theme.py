"""The colours of pipeviz, light and dark: the one source for CSS variables, the canvas and the SVG export.

Every pair of text and ground reaches a contrast of 4.5, every line that carries meaning 3 (WCAG AA).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

ThemeName = Literal["light", "dark"]

FONT = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", Arial, sans-serif'
)
MONOSPACE = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as `#rrggbb`; `heat` goes from the quickest to the slowest node of a run."""

    name: ThemeName
    canvas: str
    surface: str
    sunken: str
    raised: str
    border: str
    border_strong: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    node_fill: str
    node_border: str
    node_text: str
    node_icon: str
    dataset_fill: str
    dataset_border: str
    dataset_text: str
    dataset_icon: str
    memory_fill: str
    memory_border: str
    memory_text: str
    parameter_fill: str
    parameter_border: str
    parameter_text: str
    parameter_icon: str
    namespace_fill: str
    namespace_border: str
    namespace_text: str
    namespace_icon: str
    box_fill: str
    box_border: str
    box_text: str
    band_fill: str
    band_line: str
    band_text: str
    edge: str
    edge_lit: str
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    info: str
    info_soft: str
    idle_fill: str
    idle_border: str
    idle_text: str
    load: str
    compute: str
    save: str
    code_keyword: str
    code_string: str
    code_number: str
    code_comment: str
    code_name: str
    code_decorator: str
    heat: tuple[str, ...]


LIGHT = Theme(
    name="light",
    canvas="#f5f6f8",
    surface="#ffffff",
    sunken="#eff1f5",
    raised="#ffffff",
    border="#dde1e8",
    border_strong="#b4bdca",
    text="#18202c",
    muted="#556072",
    accent="#3654d4",
    accent_soft="#e9edfc",
    on_accent="#ffffff",
    node_fill="#ffffff",
    node_border="#7b879a",
    node_text="#18202c",
    node_icon="#3654d4",
    dataset_fill="#def2ee",
    dataset_border="#4a9387",
    dataset_text="#10403a",
    dataset_icon="#0d7468",
    memory_fill="#f2f8f7",
    memory_border="#5d8e86",
    memory_text="#2b5a53",
    parameter_fill="#fdf0d3",
    parameter_border="#aa7f28",
    parameter_text="#573b05",
    parameter_icon="#8f5f08",
    namespace_fill="#eae6fb",
    namespace_border="#8579cf",
    namespace_text="#2d2566",
    namespace_icon="#5a4ac2",
    box_fill="#ffffff",
    box_border="#b0b9c8",
    box_text="#4a5567",
    band_fill="#ebeef3",
    band_line="#dde2ea",
    band_text="#5d687a",
    edge="#7c8696",
    edge_lit="#3654d4",
    ok="#17774a",
    ok_soft="#e0f4e9",
    warning="#8f5204",
    warning_soft="#fdf0d8",
    error="#bd1f2d",
    error_soft="#fdeaea",
    info="#23619e",
    info_soft="#e5f0fa",
    idle_fill="#eef0f3",
    idle_border="#808792",
    idle_text="#5b6575",
    load="#4b8fc9",
    compute="#d9680f",
    save="#3f9a86",
    code_keyword="#7c2fb8",
    code_string="#0f6e50",
    code_number="#a04a00",
    code_comment="#5f6a7b",
    code_name="#2448c0",
    code_decorator="#8a4b00",
    heat=("#fff1c9", "#fcd07f", "#f5a03a", "#d3640f", "#8f3606"),
)

DARK = Theme(
    name="dark",
    canvas="#11151b",
    surface="#181d25",
    sunken="#1f2630",
    raised="#212935",
    border="#2d3643",
    border_strong="#4a5668",
    text="#e7ebf1",
    muted="#a0abbc",
    accent="#8ea6ff",
    accent_soft="#252f52",
    on_accent="#0f1525",
    node_fill="#232b37",
    node_border="#6b7a91",
    node_text="#e9edf3",
    node_icon="#9db1ff",
    dataset_fill="#15332f",
    dataset_border="#3f8f82",
    dataset_text="#cfece6",
    dataset_icon="#63c9b8",
    memory_fill="#151f20",
    memory_border="#4a847b",
    memory_text="#a9cdc6",
    parameter_fill="#372b12",
    parameter_border="#a88131",
    parameter_text="#f4dfae",
    parameter_icon="#e5b549",
    namespace_fill="#2a2649",
    namespace_border="#786cc9",
    namespace_text="#dcd7fb",
    namespace_icon="#a99ff0",
    box_fill="#1a2029",
    box_border="#46536a",
    box_text="#aab4c4",
    band_fill="#171c24",
    band_line="#252d38",
    band_text="#8d99ab",
    edge="#6d7a8e",
    edge_lit="#8ea6ff",
    ok="#5ecb93",
    ok_soft="#16301f",
    warning="#eab54e",
    warning_soft="#352a12",
    error="#ff8a8f",
    error_soft="#3d1c20",
    info="#84bdf2",
    info_soft="#182c40",
    idle_fill="#1b212a",
    idle_border="#66738a",
    idle_text="#97a2b3",
    load="#5f9fd6",
    compute="#e58a3a",
    save="#4bb09a",
    code_keyword="#c79bf2",
    code_string="#7fd1ae",
    code_number="#f0ab6e",
    code_comment="#8d99ab",
    code_name="#94b0ff",
    code_decorator="#e3b872",
    heat=("#3b3220", "#6a4715", "#a5650f", "#e69a31", "#ffd98f"),
)

THEMES: dict[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` as WCAG defines it, from 0 (black) to 1 (white)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def css_variables(theme: Theme) -> str:
    """The colours as CSS declarations: `--node-fill:#ffffff;...`."""
    names = (field.name for field in fields(theme) if field.name not in ("name", "heat"))
    declarations = [f"--{name.replace('_', '-')}:{getattr(theme, name)}" for name in names]
    declarations += [f"--heat-{i}:{colour}" for i, colour in enumerate(theme.heat)]
    return ";".join([*declarations, f"color-scheme:{theme.name}"])


def css_themes() -> str:
    """Rules that follow the system's choice of light or dark until `data-theme` on the root says otherwise."""
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return (
        f":root{{{light};--font:{FONT};--mono:{MONOSPACE}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f":root[data-theme=light]{{{light}}}\n:root[data-theme=dark]{{{dark}}}\n"
    )
