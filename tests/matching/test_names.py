"""Names that are alike, and names that are not."""

import pytest

from seatlight.matching.names import MOST_COMPARED, Names, folded

SAME = [
    ("Ada Lovelace", "LOVELACE, Ada"),
    ("José Ñandú", "Nandu Jose"),
    ("Jürgen Weiß", "Jurgen Weiss"),
    ("Jürgen Müller", "juergen.mueller@x.org"),
    ("Åse Grønn", "Aase Groenn"),
    ("Søren Łukasz", "Soren Lukasz"),
    ("Ægir Þór", "Aegir Thor"),
    ("I\u015f\u0131k Đorđe", "Isik Dorde"),
    ("Cafe\u0301 Noir", "Café Noir"),
    ("O'Brien-Smith", "Smith O Brien"),
    ("  Ada   Lovelace ", "Ada_Lovelace"),
    ("ada.lovelace+cursor@x.org", "Ada Lovelace"),
    ("ada-lovelace7@x.org", "Ada Lovelace"),
]  # fmt: skip
ALIKE = [
    ("Ada Lovelace", "Ada Lovelance"),
    ("A. Lovelace", "Ada Lovelace"),
]  # fmt: skip
OTHERS = [
    ("Kathryn Janeway", "Janeway Catherine Kathryn"),
    ("Ada Lovelace", "Ada Byron"),
    ("Ada Lovelace", "Ada"),
    ("Chen Wei", "Wei Zhang"),
    ("Ada Lovelace", "Grace Hopper"),
    ("Test User 17", "Test Person 99"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    """Accents, case, order, marks between words, and what an address makes of it."""
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize("name", ["", "  ", "li", "?!", "+tag@x.org", "17@x.org", "@"])
def test_too_little_of_a_name_folds_to_nothing(name: str) -> None:
    """It would be like too many others."""
    assert folded(name) == ""


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_with_a_slip_are_alike(one: str, other: str) -> None:
    """A letter more, or an initial."""
    ((found, likeness),) = Names([folded(other)]).like(folded(one))
    assert found == folded(other)
    assert 0.85 <= likeness < 1


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_different_people_are_not_alike(one: str, other: str) -> None:
    """One word in common is not enough."""
    assert Names([folded(other)]).like(folded(one)) == []


def test_nothing_is_like_no_name() -> None:
    """Neither among names nor as one."""
    assert Names([""]).like("") == []
    assert Names(["ada lovelace"]).like("") == []
    assert Names([]).like("ada lovelace") == []


def test_the_same_name_is_found_however_many_begin_alike() -> None:
    """Those that are merely alike are passed over once there are too many to compare."""
    many = Names(f"{number:05} test user" for number in range(MOST_COMPARED + 1))
    assert ("00017 test user", 1.0) in many.like("00017 test user")
    crowd = Names(f"testing{number:05}" for number in range(MOST_COMPARED + 1))
    assert crowd.like("testing00017") == [("testing00017", 1.0)]
    assert crowd.like("testing0001") == []


def test_rare_beginnings_are_compared_though_others_are_common() -> None:
    """A first name that everybody has does not hide the last name."""
    names = Names(["ada lovelace", *(f"ada {number:05}x" for number in range(MOST_COMPARED + 1))])
    assert [name for name, _ in names.like("ada lovelance")] == ["ada lovelace"]
