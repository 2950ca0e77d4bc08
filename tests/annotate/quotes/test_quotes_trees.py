"""Quotations over hand-made trees: what subjects, agents and complement clauses add."""

from quotes_samples import build_tree, show

from lagebild.annotate.quotes import find_quotations
from lagebild.schema import Language


def found_in(rows: str, language: Language = Language.GERMAN) -> list[tuple[str, list[str], str | None]]:
    text, tokens, sentences = build_tree(rows)
    return show(find_quotations(tokens, sentences, text=text, language=language), text)


def test_the_speaker_is_the_subject_with_its_apposition() -> None:
    rows = """
    Gestern ADV 2 advmod
    sagte VERB 0 root VerbForm=Fin|Mood=Ind
    der DET 4 det
    Minister NOUN 2 nsubj
    Hans PROPN 4 appos
    Kurz PROPN 5 flat
    am ADP 8 case
    Abend NOUN 2 obl
    , PUNCT 11 punct
    er PRON 11 nsubj
    gehe VERB 2 ccomp VerbForm=Fin|Mood=Sub
    . PUNCT 2 punct
    """
    assert found_in(rows) == [("Indirect", ["er gehe"], "der Minister Hans Kurz")]


def test_the_object_in_front_is_not_the_speaker() -> None:
    rows = """
    Den DET 2 det
    Angriff NOUN 3 obj
    kritisierte VERB 0 root VerbForm=Fin|Mood=Ind
    die DET 5 det
    Partei NOUN 3 nsubj
    . PUNCT 3 punct
    """
    assert found_in(rows) == [("Reported", ["Den Angriff kritisierte die Partei."], "die Partei")]


def test_a_second_verb_shares_the_subject_of_the_first() -> None:
    rows = """
    Kim PROPN 2 nsubj
    kam VERB 0 root VerbForm=Fin|Mood=Ind
    und CCONJ 4 cc
    sagte VERB 2 conj VerbForm=Fin|Mood=Ind
    , PUNCT 8 punct
    er PRON 8 nsubj
    sei AUX 8 cop VerbForm=Fin|Mood=Sub
    müde ADJ 4 ccomp
    . PUNCT 2 punct
    """
    assert found_in(rows) == [("Indirect", ["er sei müde"], "Kim")]


def test_the_agent_of_a_passive_speaks() -> None:
    rows = """
    Von ADP 3 case
    der DET 3 det
    Armee NOUN 5 obl
    wurde AUX 5 aux:pass VerbForm=Fin|Mood=Ind
    bestätigt VERB 0 root VerbForm=Part
    , PUNCT 10 punct
    dass SCONJ 10 mark
    zwei NUM 9 nummod
    Soldaten NOUN 10 nsubj
    starben VERB 5 ccomp VerbForm=Fin|Mood=Ind
    . PUNCT 5 punct
    """
    assert found_in(rows) == [("Indirect", ["dass zwei Soldaten starben"], "der Armee")]


def test_a_relative_clause_is_no_indirect_content() -> None:
    rows = """
    Er PRON 2 nsubj
    lobte VERB 0 root VerbForm=Fin|Mood=Ind
    den DET 4 det
    Mann NOUN 2 obj
    , PUNCT 8 punct
    der PRON 8 nsubj PronType=Rel
    ihn PRON 8 obj
    fand VERB 4 acl:relcl VerbForm=Fin|Mood=Ind
    . PUNCT 2 punct
    """
    assert found_in(rows) == [("Reported", ["Er lobte den Mann, der ihn fand."], "Er")]


def test_english_content_without_a_comma_is_the_complement_clause() -> None:
    rows = """
    The DET 2 det
    general NOUN 3 nsubj
    said VERB 0 root VerbForm=Fin|Mood=Ind
    on ADP 5 case
    Monday PROPN 3 obl
    the DET 7 det
    port NOUN 9 nsubj
    was AUX 9 cop VerbForm=Fin|Mood=Ind
    closed ADJ 3 ccomp
    . PUNCT 3 punct
    """
    assert found_in(rows, Language.ENGLISH) == [("Indirect", ["the port was closed"], "The general")]


def test_english_infinitive() -> None:
    rows = """
    Seoul PROPN 2 nsubj
    vowed VERB 0 root VerbForm=Fin|Mood=Ind
    to PART 4 mark
    respond VERB 2 xcomp VerbForm=Inf
    . PUNCT 2 punct
    """
    assert found_in(rows, Language.ENGLISH) == [("Indirect", ["to respond"], "Seoul")]


def test_a_noun_that_looks_like_a_verb_is_no_cue() -> None:
    rows = """
    Die DET 2 det
    Klagen NOUN 3 nsubj
    enden VERB 0 root VerbForm=Fin|Mood=Ind
    , PUNCT 6 punct
    weil SCONJ 6 mark
    es PRON 8 nsubj
    Geld NOUN 8 obj
    gibt VERB 3 advcl VerbForm=Fin|Mood=Ind
    . PUNCT 3 punct
    """
    assert found_in(rows) == []


def test_an_adjective_is_a_verb_when_its_form_is_konjunktiv() -> None:
    rows = """
    Er PRON 2 nsubj
    sagte VERB 0 root VerbForm=Fin|Mood=Ind
    , PUNCT 7 punct
    die DET 5 det
    Brücke NOUN 7 nsubj
    bleibe ADJ 7 advmod
    gesperrt VERB 2 ccomp VerbForm=Part
    . PUNCT 2 punct
    """
    assert found_in(rows) == [("Indirect", ["die Brücke bleibe gesperrt"], "Er")]


def test_content_ends_where_a_second_predicate_of_the_frame_starts() -> None:
    rows = """
    Sie PRON 2 nsubj
    versprach VERB 0 root VerbForm=Fin|Mood=Ind
    , PUNCT 6 punct
    dass SCONJ 6 mark
    er PRON 6 nsubj
    komme VERB 2 ccomp VerbForm=Fin|Mood=Sub
    , PUNCT 9 punct
    und CCONJ 9 cc
    ging VERB 2 conj VerbForm=Fin|Mood=Ind
    . PUNCT 2 punct
    """
    assert found_in(rows) == [("Indirect", ["dass er komme"], "Sie")]


def test_the_clause_that_holds_the_announcing_one_is_no_content() -> None:
    rows = """
    Als SCONJ 3 mark
    er PRON 3 nsubj
    hörte VERB 12 advcl VerbForm=Fin|Mood=Ind
    und CCONJ 5 cc
    sagte VERB 3 conj VerbForm=Fin|Mood=Ind
    , PUNCT 10 punct
    dass SCONJ 10 mark
    der DET 9 det
    Zug NOUN 10 nsubj
    fährt VERB 5 ccomp VerbForm=Fin|Mood=Ind
    , PUNCT 3 punct
    ging VERB 0 root VerbForm=Fin|Mood=Ind
    . PUNCT 12 punct
    """
    assert found_in(rows) == [("Indirect", ["dass der Zug fährt"], "er")]


def test_the_speaker_of_a_relative_clause_is_its_antecedent() -> None:
    rows = """
    Dort ADV 2 advmod
    steht VERB 0 root VerbForm=Fin|Mood=Ind
    ein DET 4 det
    Mann NOUN 2 nsubj
    , PUNCT 7 punct
    der PRON 7 nsubj PronType=Rel
    behauptet VERB 4 acl:relcl VerbForm=Fin|Mood=Ind
    , PUNCT 11 punct
    er PRON 11 nsubj
    sei AUX 11 cop VerbForm=Fin|Mood=Sub
    krank ADJ 7 ccomp
    . PUNCT 2 punct
    """
    assert found_in(rows) == [("Indirect", ["er sei krank"], "ein Mann")]
