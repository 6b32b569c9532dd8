"""Times SymPy's simplify(left - right) on identities.

Reads {"seconds": limit of one identity, "identities": [{"left", "right", "symbols"}]} from the standard input; formulas are
trees, never text. Writes a line of JSON: first {"version"}, then for each identity {"ms", "proved", "end"}, where `end` is
"done", "timeout" or the name of an exception.
"""

import json
import resource
import signal
import sys
import time

import sympy

FUNCTIONS = {
    "sqrt": sympy.sqrt, "cbrt": sympy.cbrt, "exp": sympy.exp, "log": sympy.log,
    "sinh": sympy.sinh, "cosh": sympy.cosh, "tanh": sympy.tanh,
    "asinh": sympy.asinh, "acosh": sympy.acosh, "atanh": sympy.atanh,
    "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan,
    "asin": sympy.asin, "acos": sympy.acos, "atan": sympy.atan,
    "abs": sympy.Abs, "sign": sympy.sign, "min": sympy.Min, "max": sympy.Max,
}
OPERATIONS = {
    "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b, "power": lambda a, b: a**b, "negate": lambda a: -a,
}
CONSTANTS = {"pi": sympy.pi, "e": sympy.E}


class OutOfTime(BaseException):
    """Not an Exception: SymPy must not catch it."""


def out_of_time(_signal, _frame):
    raise OutOfTime


def build(tree, symbols):
    head, *rest = tree
    if head == "number":
        return sympy.Rational(int(rest[0]), int(rest[1]))
    if head == "symbol":
        return symbols[rest[0]]
    if head == "constant":
        return CONSTANTS[rest[0]]
    if head == "call":
        return FUNCTIONS[rest[0]](*(build(part, symbols) for part in rest[1:]))
    return OPERATIONS[head](*(build(part, symbols) for part in rest))


def attempt(identity, seconds):
    symbols = {n: sympy.Symbol(n, **{a: True for a in facts}) for n, facts in identity["symbols"].items()}
    left, right = (build(identity[side], symbols) for side in ("left", "right"))
    proved, end = False, "done"
    begun = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        proved = sympy.simplify(left - right) == 0
    except OutOfTime:
        end = "timeout"
    except Exception as error:  # SymPy's own failures count as not proved.
        end = type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"ms": (time.perf_counter() - begun) * 1000, "proved": proved, "end": end}


def say(line):
    print(json.dumps(line), flush=True)


def main():
    sys.setrecursionlimit(10_000)
    signal.signal(signal.SIGALRM, out_of_time)
    task = json.load(sys.stdin)
    say({"version": sympy.__version__})
    x = sympy.Symbol("x", real=True)
    sympy.simplify(sympy.sin(x) ** 2 + sympy.cos(x) ** 2 - sympy.sqrt(x**2))  # loads what simplify imports late
    for identity in task["identities"]:
        say(attempt(identity, task["seconds"]))
    say({"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})


main()
