"""The list of tree paths the role scorer learns: common ones by themselves, rare ones as cases of commoner forms."""

from training.data import ClaimLabel, Window, Words
from training.paths import ENGLISH_PATH_WEIGHT, PATHS, choose_paths

from lagebild.annotate.roles import OTHER_PATH, number_path


def window(style: str, *paths: str) -> Window:
    """One sentence with one claim whose words lie at these paths."""
    claim = ClaimLabel(0, "ASSAULT", None, "happened")
    claim.paths = list(paths)
    return Window([Words(["word"] * max(1, len(paths)), style)], [claim])


def test_the_first_path_is_that_of_all_others_and_the_commonest_come_next() -> None:
    paths = choose_paths([window("gsd", "nsubj/", "nsubj/", "obj/", OTHER_PATH)])
    assert paths[0] == OTHER_PATH
    assert paths[1:3] == ["nsubj/", "obj/"]


def test_english_paths_weigh_more() -> None:
    german = [window("gsd", "obl:durch/")] * (ENGLISH_PATH_WEIGHT - 1)
    paths = choose_paths([*german, window("ewt", "obl:by/")])
    assert paths.index("obl:by/") < paths.index("obl:durch/")


def test_rare_paths_are_read_as_cases_of_general_ones() -> None:
    many = [f"nmod.obl:with/acl.{number}" for number in range(2 * PATHS)]
    paths = choose_paths([window("gsd", *many)])
    numbers = {path: number for number, path in enumerate(paths)}
    assert len(paths) <= PATHS
    left_out = [path for path in many if path not in numbers]
    assert left_out
    assert all(number_path(path, numbers) for path in left_out[: PATHS // 10])
