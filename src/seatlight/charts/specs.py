"""The pictures in Altair: Vega-Lite without data, whose colours are roles. Only work on the code needs Altair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import altair as alt

from seatlight.charts.palette import MARK
from seatlight.reports.team_tables import TIERS

WIDTH, HEIGHT, LOW = 640, 240, 84
"""As pictures are drawn where nothing else is said; the page makes them as wide as there is room."""
ROWS = alt.NamedData("rows")
DAY = "utcyearmonthdate(day):T"
"""A UTC day, whatever the viewer's clock: without `utc` axes shift by a day west of Greenwich."""
AMOUNT = "replace(replace(format(datum.value, '.3~s'), 'G', 'B'), regexp('([kMB])$'), ' $1')"
"""Labels of an axis as amounts are told elsewhere: 250 k, 1.2 M, 3 B."""
TITLES = {"premium": "Premium", "fast": "Fast", "auto": "Auto", "untiered": "Tier not known"}
AS_LONG_AS = 52
"""Axes take the same room in every picture, so that their days stand under each other."""

NICE = alt.Scale(nice=True, zero=True)
"""Axes end at a label above whatever is drawn."""

Picture = alt.Chart | alt.LayerChart | alt.VConcatChart | alt.FacetChart


def role(name: str) -> str:
    """A colour or font to be filled in by whoever draws."""
    return f"{MARK}{name}"


def tokens_by_day() -> Picture:
    """Tokens by day as bars of tiers; under them, on a scale of their own, what was read from and written to caches."""
    tiers = [f"{tier}_tokens" for tier in TIERS]
    names = reduce(lambda text, tier: f"datum.key == '{tier}_tokens' ? '{TITLES[tier]}' : {text}", TIERS, "''")
    order = reduce(lambda text, at: f"datum.key == '{tiers[at]}' ? {at} : {text}", range(len(tiers)), "9")
    bars = (
        alt.Chart(ROWS)
        .transform_fold([*tiers], as_=["key", "tokens"])
        .transform_calculate(tier=names, place=order)
        .mark_bar(stroke=role("surface"), strokeWidth=0.5)
        .encode(
            x=_days(),
            y=alt.Y("tokens:Q", stack="zero", scale=NICE, axis=_amounts("Tokens")),
            color=_tier_colours(),
            order=alt.Order("place:Q"),
            opacity=_sure(),
        )
    )
    cached = (
        alt.Chart(ROWS)
        .transform_calculate(cached="datum.cache_read_tokens + datum.cache_write_tokens")
        .mark_bar(color=role("cached"))
        .encode(x=_days(), y=alt.Y("cached:Q", scale=NICE, axis=_amounts("Cached", ticks=3)), opacity=_sure())
    )
    above = alt.layer(_shade(), bars, _may_change(), _touch("above", _TOKENS)).properties(width=WIDTH, height=HEIGHT)
    below = alt.layer(_shade(), cached, _touch("below", _TOKENS)).properties(width=WIDTH, height=LOW)
    return alt.vconcat(above, below, spacing=12)


def active_by_day() -> Picture:
    """How many developers were active on each day; days off are shaded."""
    bars = (
        alt.Chart(ROWS)
        .mark_bar(color=role("accent"), cornerRadiusTopLeft=2, cornerRadiusTopRight=2)
        .encode(x=_days(), y=alt.Y("active_developers:Q", scale=NICE, axis=_counts("Developers")), opacity=_sure())
    )
    touched = {"active_developers": ("Active developers", ","), "total_tokens": ("Tokens", ",")}
    layers = alt.layer(_shade(), bars, _may_change(), _touch("over", touched))
    return layers.properties(width=WIDTH, height=HEIGHT)


def tokens_acceptance() -> Picture:
    """A point per developer: tokens across, acceptance upwards; the medians of those shown make four quadrants."""
    pick = alt.selection_point(name="pick", fields=["developer_id"], on="click", empty=False)
    told = [
        alt.Tooltip("name:N", title="Developer"),
        alt.Tooltip("total_tokens:Q", title="Tokens", format=","),
        alt.Tooltip("acceptance_share:Q", title="Accepted", format=".1%"),
        alt.Tooltip("suggestions_shown:Q", title="Suggestions shown", format=","),
    ]
    points = (
        alt.Chart(ROWS)
        .mark_circle(size=90, color=role("accent"), cursor="pointer", stroke=role("surface"), strokeWidth=0.5)
        .encode(
            x=alt.X("total_tokens:Q", scale=alt.Scale(type="log", nice=False, padding=16), axis=_powers("Tokens")),
            y=alt.Y("acceptance_share:Q", scale=alt.Scale(domain=[0, 1], padding=22), axis=_shares("Accepted")),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.85)),
            size=alt.condition(pick, alt.value(240), alt.value(90)),
            tooltip=told,
        )
        .add_params(pick)
    )
    medians = alt.Chart(ROWS).mark_rule(color=role("subtle"), strokeDash=[4, 4])
    across = medians.encode(x="median(total_tokens):Q")
    upwards = medians.encode(y="median(acceptance_share):Q")
    return alt.layer(across, upwards, *_corners(), points).properties(width=WIDTH, height=380)


def acceptance() -> Picture:
    """How many developers accept which share; apart from them those of whom too little is known."""
    few = alt.FieldEqualPredicate(field="bucket", equal="too few to tell")
    base = alt.Chart(ROWS).encode(
        x=alt.X(
            "bucket:N",
            sort=None,
            axis=alt.Axis(title="Accepted", labelAngle=0, labelOverlap="greedy", labelExpr=_SHORT),
        ),
        y=alt.Y("developers:Q", scale=NICE, axis=_counts("Developers")),
    )
    told = [alt.Tooltip("bucket:N", title="Accepted"), alt.Tooltip("developers:Q", title="Developers", format=",")]
    bars = base.mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(
        color=alt.condition(few, alt.value(role("muted")), alt.value(role("accent"))), tooltip=told
    )
    numbers = (
        base.transform_filter("datum.developers > 0")
        .mark_text(dy=-7, color=role("text"), fontSize=11)
        .encode(text=alt.Text("developers:Q", format=","))
    )
    return alt.layer(bars, numbers).properties(width=WIDTH, height=HEIGHT)


def groups() -> Picture:
    """How many developers are in each group, where groups alone may be shown."""
    told = [
        alt.Tooltip("active_days:N", title="Active days"),
        alt.Tooltip("developers:Q", title="Developers", format=","),
        alt.Tooltip("total_tokens:Q", title="Tokens", format=","),
    ]
    base = alt.Chart(ROWS).encode(
        x=alt.X("active_days:N", sort=None, axis=alt.Axis(title="Active days", labelAngle=0)),
        y=alt.Y("developers:Q", scale=NICE, axis=_counts("Developers")),
    )
    bars = base.mark_bar(color=role("accent"), cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(tooltip=told)
    numbers = base.mark_text(dy=-7, color=role("text"), fontSize=11).encode(text=alt.Text("developers:Q", format=","))
    return alt.layer(bars, numbers).properties(width=WIDTH, height=HEIGHT)


SPECS: Mapping[str, Callable[[], Picture]] = {
    "tokens_by_day": tokens_by_day,
    "active_by_day": active_by_day,
    "tokens_acceptance": tokens_acceptance,
    "acceptance": acceptance,
    "groups": groups,
}
"""Every picture by its name."""


def vega_lite(name: str) -> dict[str, Any]:
    """The picture of that name as Vega-Lite."""
    spec: dict[str, Any] = SPECS[name]().configure(**_looks()).to_dict()
    return spec


_TOKENS = {
    **{f"{tier}_tokens": (title, ",") for tier, title in TITLES.items()},
    "total_tokens": ("Tokens in all", ","),
    "cache_read_tokens": ("Read from the cache", ","),
    "cache_write_tokens": ("Written to it", ","),
}


def _days() -> alt.X:
    axis = alt.Axis(labelExpr=_DAY_LABEL, title=None, grid=False, ticks=False, labelOverlap="greedy", labelSeparation=8,
                    labelPadding=6, tickCount=8)  # fmt: skip
    return alt.X(DAY, axis=axis, scale=alt.Scale(nice=False))


_DAY_LABEL = "utchours(datum.value) == 0 ? utcFormat(datum.value, '%-d %b') : ''"
"""Labels of days; in a window of few days there are ticks inside a day, which stay without."""


def _amounts(title: str, ticks: int = 5) -> alt.Axis:
    return alt.Axis(title=title, labelExpr=AMOUNT, tickCount=ticks, minExtent=AS_LONG_AS)


def _powers(title: str) -> alt.Axis:
    """Labels at powers of ten, and between them where there is room."""
    return alt.Axis(title=title, labelExpr=AMOUNT, labelOverlap="greedy", labelSeparation=12, tickCount=6, grid=False)


def _counts(title: str) -> alt.Axis:
    whole = "datum.value % 1 ? '' : format(datum.value, ',d')"
    return alt.Axis(title=title, labelExpr=whole, tickMinStep=1, tickCount=5, minExtent=AS_LONG_AS)


def _shares(title: str) -> alt.Axis:
    return alt.Axis(title=title, format=".0%", tickCount=5, minExtent=AS_LONG_AS, grid=False)


def _tier_colours() -> alt.Color:
    scale = alt.Scale(domain=[TITLES[tier] for tier in TIERS], range=[role(tier) for tier in TIERS])
    return alt.Color("tier:N", scale=scale, legend=alt.Legend(title=None, orient="top", symbolType="square"))


def _sure() -> Any:
    """Days that may still change, and those that were not wholly read, are drawn paler."""
    return alt.condition("datum.provisional || !datum.known", alt.value(0.55), alt.value(1))


def _shade() -> alt.Chart:
    """A shade behind every day off."""
    shade: alt.Chart = alt.Chart(ROWS).transform_filter("datum.off").mark_rect(color=role("off")).encode(x=_days())
    return shade


def _may_change() -> alt.Chart:
    """Says over the last days that they may still change."""
    words: alt.Chart = (
        alt.Chart(ROWS)
        .transform_filter("datum.provisional")
        .transform_aggregate(day="max(day)")
        .mark_text(align="right", baseline="bottom", dx=2, dy=-4, fontSize=11, fontStyle="italic", color=role("subtle"))
        .encode(x=alt.X(DAY, bandPosition=1), y=alt.value(0), text=alt.value("may still change"))
    )
    return words


def _touch(name: str, told: Mapping[str, tuple[str, str]]) -> alt.Chart:
    """A column per day, as high as the picture: it can be pointed at, and tells the day's numbers."""
    hover = alt.selection_point(name=f"at_{name}", fields=["day"], on="pointerover", clear="pointerout", empty=False)
    day = alt.Tooltip("utcyearmonthdate(day):T", title="Day", format="%a %-d %b %Y")
    more = [alt.Tooltip(f"{key}:Q", title=title, format=form) for key, (title, form) in told.items()]
    columns: alt.Chart = (
        alt.Chart(ROWS)
        .transform_calculate(note=_NOTE)
        .mark_rect(color=role("subtle"))
        .encode(
            x=_days(),
            opacity=alt.condition(hover, alt.value(0.14), alt.value(0)),
            tooltip=[day, *more, alt.Tooltip("note:N", title="Note")],
        )
        .add_params(hover)
    )
    return columns


_SHORT = "datum.value == 'too few to tell' ? 'too few' : datum.value"
_NOTE = (
    "!datum.known ? 'so far: not all of it was read' : datum.provisional ? 'may still change' "
    ": datum.off ? 'day off: hardly anybody worked' : '–'"
)


def _corners() -> list[alt.Chart]:
    """What each quadrant means, in its corner."""
    places: dict[str, tuple[Any, Any, Any, Any]] = {
        "much use, much accepted": ("right", "top", "width", 0),
        "little use, much accepted": ("left", "top", 0, 0),
        "much use, little accepted": ("right", "bottom", "width", "height"),
        "little use, little accepted": ("left", "bottom", 0, "height"),
    }
    return [
        alt.Chart(ROWS)
        .transform_aggregate(n="count()")
        .mark_text(
            align=align,
            baseline=baseline,
            dx=-6 if align == "right" else 6,
            dy=6 if baseline == "top" else -6,
            limit=alt.ExprRef("width / 2 - 14"),
        )
        .encode(x=alt.value(x), y=alt.value(y), text=alt.value(words), color=alt.value(role("subtle")))
        for words, (align, baseline, x, y) in places.items()
    ]


def _looks() -> dict[str, Any]:
    """What all pictures have in common."""
    plain: dict[str, Any] = {
        "labelFont": role("font"),
        "titleFont": role("font"),
        "labelFontSize": 11,
        "titleFontSize": 11,
    }
    return {
        "aria": False,
        "background": "transparent",
        "font": role("font"),
        "view": alt.ViewConfig(stroke=None),
        "axis": alt.AxisConfig(
            **plain, labelColor=role("subtle"), titleColor=role("subtle"), titleFontWeight="normal", titlePadding=8,
            gridColor=role("line"), domainColor=role("line"), tickColor=role("line"),
        ),
        "legend": alt.LegendConfig(
            **plain, labelColor=role("text"), titleColor=role("subtle"), symbolStrokeWidth=0, offset=8,
        ),
        "text": alt.MarkConfig(font=role("font"), fontSize=11),
    }  # fmt: skip
