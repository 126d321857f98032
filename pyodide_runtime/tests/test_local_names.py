"""Short names of local variables: the code does the same, and whoever asks by name finds the same."""

from __future__ import annotations

from types import CodeType

from pyodide_runtime.library.local_names import shortened

SOURCE = """
def total(first, *others, twice=False, **named):
    result = first
    for number in others:
        result += number
    doubled = lambda: result * 2
    found = [number for number in named.values() if (seen := number) is seen]
    return doubled() if twice else result + sum(found)

class Person:
    def greeting(self):
        words = super().__repr__()
        return words[:7]

def asked():
    answer = 1
    return locals()

many = lambda: None
"""


def run(code: CodeType) -> dict[str, object]:
    """What a module's code leaves."""
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102  our own text
    return names


def names_of(code: CodeType, function: str) -> tuple[str, ...]:
    """The variables of a function in a module's code."""
    found = {one.co_name: one for one in code.co_consts if isinstance(one, CodeType)}
    return found[function].co_varnames


def test_the_code_does_the_same() -> None:
    """Arguments of every kind, closures, loops, `super` and `locals` work as before."""
    before = compile(SOURCE, "module", "exec")
    for code in (before, shortened(before)):
        module = run(code)
        total, person, asked = module["total"], module["Person"], module["asked"]
        assert total(1, 2, 3, named=4) == 10  # type: ignore[operator]
        assert total(1, 2, first_of=5, twice=True) == 6  # type: ignore[operator]
        assert person().greeting().startswith("<")  # type: ignore[operator]
        assert asked() == {"answer": 1}  # type: ignore[operator]


def test_only_what_nobody_asks_for_by_name_is_shortened() -> None:
    """Arguments and shared variables keep their names, and so does all where `locals` is asked for."""
    code = shortened(compile(SOURCE, "module", "exec"))
    names = names_of(code, "total")
    assert names[:4] == ("first", "twice", "others", "named")
    assert {len(name) for name in names[4:]} == {1}
    assert len(set(names)) == len(names)
    assert names_of(code, "asked") == ("answer",)


def test_there_are_names_enough() -> None:
    """Past the last letter names are two letters long, and none comes twice."""
    lines = "".join(f"    variable_{number} = {number}\n" for number in range(60))
    code = shortened(compile(f"def long():\n{lines}    return variable_59\n", "module", "exec"))
    assert len(set(names_of(code, "long"))) == 60
    assert run(code)["long"]() == 59  # type: ignore[operator]
