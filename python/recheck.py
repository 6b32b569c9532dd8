"""Re-checks exported claims with mpmath and SymPy: no line of flowproof's own arithmetic runs here.

Every formula is a Python function of a point. A claim is tried at random points of its domain, at two precisions; what
the higher one moves is the error that is allowed for. What cannot be decided that way is said to be so, with the reason.
A proved claim that fails anywhere, or a refuted one that holds at its counterexample, is a disagreement.
"""

import argparse
import random
import signal
import sys
import time
from fractions import Fraction

import mpmath
import sympy
from mpmath import mp

LOW, HIGH = 400, 1200  # digits of the two evaluations: differences of hyperbolic functions lose hundreds
LARGEST_EXPONENT = 600  # beyond it a point is passed over, so that more digits than there are can never be lost
CLAIM_SECONDS = 20


class Undefined(Exception):
    """The formula has no real value at the point."""


class Undecided(Exception):
    """This script has no way to decide the claim."""


# Formulas -------------------------------------------------------------------------------------------------------------
# One function a name, for numbers of mpmath and for expressions of SymPy.


def symbolic(*xs):
    return any(isinstance(x, sympy.Basic) for x in xs)


SYMBOLIC = False
FAR = False  # a limit goes where exponents are large


def N(text):
    """An exact decimal."""
    value = Fraction(text)
    if SYMBOLIC:
        return sympy.Rational(value.numerator, value.denominator)
    return mp.mpf(value.numerator) / value.denominator


def pi():
    return sympy.pi if SYMBOLIC else +mp.pi


def e():
    return sympy.E if SYMBOLIC else +mp.e


def real(name, within=lambda x: True):
    def call(x):
        if symbolic(x):
            return getattr(sympy, name)(x)
        if not within(x):
            raise Undefined(name)
        return getattr(mp, name)(x)

    return call


sqrt = real("sqrt", lambda x: x >= 0)
log = real("log", lambda x: x > 0)
asin = real("asin", lambda x: abs(x) <= 1)
acos = real("acos", lambda x: abs(x) <= 1)
acosh = real("acosh", lambda x: x >= 1)
atanh = real("atanh", lambda x: abs(x) < 1)
tanh, asinh = real("tanh"), real("asinh")
exp, sinh, cosh = (real(f, lambda x: FAR or abs(x) <= LARGEST_EXPONENT) for f in ("exp", "sinh", "cosh"))
sin, cos, tan, atan = (real(f) for f in ("sin", "cos", "tan", "atan"))


def cbrt(x):
    if symbolic(x):
        return sympy.real_root(x, 3)
    return mp.sign(x) * mp.cbrt(abs(x))


def absolute(x):
    return sympy.Abs(x) if symbolic(x) else abs(x)


def sign(x):
    return sympy.sign(x) if symbolic(x) else mp.sign(x)


def minimum(*xs):
    return sympy.Min(*xs) if symbolic(*xs) else min(xs)


def maximum(*xs):
    return sympy.Max(*xs) if symbolic(*xs) else max(xs)


def divide(a, b):
    if symbolic(a, b):
        return a / b
    if b == 0:
        raise Undefined("division by zero")
    return a / b


def power(a, b):
    if symbolic(a, b):
        return a**b
    if b == int(b):
        if a == 0 and b <= 0:
            raise Undefined("zero to a power that is not positive")
        return a ** int(b)
    if a < 0 or (a == 0 and b <= 0):
        raise Undefined("a negative number to a broken power")
    return mp.power(a, b)


class Point(dict):
    """Values of the symbols: fractions, turned into floats of the precision that is current."""

    def __call__(self, name):
        value = self[name]
        if isinstance(value, Fraction):
            return mp.mpf(value.numerator) / value.denominator
        return value

    def moved(self, name, value):
        return Point({**self, name: value})


def value(f, point, digits):
    with mp.workdps(digits):
        try:
            found = f(point)
        except (ZeroDivisionError, OverflowError) as why:
            raise Undefined(str(why)) from why
        if isinstance(found, mpmath.mpc) or not mp.isfinite(found):
            raise Undefined("no finite real number")
        return found


def compare(f, g, point):
    """-1, 0 or 1 for f below, equal to or above g; None where the two precisions leave it open."""
    low = [value(h, point, LOW) for h in (f, g)]
    high = [value(h, point, HIGH) for h in (f, g)]
    with mp.workdps(HIGH):
        difference = high[0] - high[1]
        size = max(abs(high[0]), abs(high[1]))
        noise = sum(abs(a - b) for a, b in zip(low, high))
        if abs(difference) > 1000 * noise + size * mp.mpf(10) ** -30:
            return 1 if difference > 0 else -1
        if noise <= size * mp.mpf(10) ** -20 or size <= mp.mpf(10) ** -20:
            return 0
        return None


# Domains --------------------------------------------------------------------------------------------------------------


class Range:
    def __init__(self, integer=False, lower=None, lower_strict=False, upper=None, upper_strict=False):
        self.integer = integer
        self.lower = None if lower is None else Fraction(lower)
        self.upper = None if upper is None else Fraction(upper)
        self.lower_strict, self.upper_strict = lower_strict, upper_strict

    def holds(self, x):
        if self.integer and x.denominator != 1:
            return False
        low = self.lower is None or x > self.lower or (x == self.lower and not self.lower_strict)
        high = self.upper is None or x < self.upper or (x == self.upper and not self.upper_strict)
        return low and high

    def draw(self, rng):
        for _ in range(200):
            x = self.candidate(rng)
            if self.integer:
                x = Fraction(round(x))
            if self.holds(x):
                return x
        raise Undecided("no value found in the range of a symbol")

    def candidate(self, rng):
        size = Fraction(rng.randint(1, 32), rng.choice([1, 2, 3, 5, 7, 16])) * Fraction(10) ** rng.choice([0, 0, 0, -1, -2])
        if self.lower is not None and self.upper is not None:
            return self.lower + (self.upper - self.lower) * Fraction(rng.randint(0, 997), 997)
        if self.lower is not None:
            return self.lower + size
        if self.upper is not None:
            return self.upper - size
        return rng.choice([size, -size])


HOLDS = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
    "!=": lambda sign: sign != 0,
}


def allows(relations, point):
    for operator, left, right in relations:
        try:
            found = compare(left, right, point)
        except Undefined:
            return False
        if found is None or not HOLDS[operator](found):
            return False
    return True


def draws(claim, rng, wanted):
    """Points of the domain; fewer where the relations leave little room."""
    found = []
    for _ in range(wanted * 60):
        point = Point({name: r.draw(rng) for name, r in claim["symbols"].items()})
        if allows(claim["relations"], point):
            found.append(point)
            if len(found) == wanted:
                return found
    if not found:
        raise Undecided("no point of the domain was found")
    return found


# Statements: each gives True, False or None (nothing to compare) at one point ----------------------------------------


def equality(claim, point):
    found = compare(claim["left"], claim["right"], point)
    return None if found is None else found == 0


def chain(claim, point):
    steps = [compare(f, g, point) for f, g in zip(claim["steps"], claim["steps"][1:])]
    if any(step not in (0, None) for step in steps):
        return False
    return None if None in steps else True


def inequality(claim, point):
    found, operator = compare(claim["left"], claim["right"], point), claim["operator"]
    # Too near to tell: that is equality at a counterexample, and nothing anywhere else.
    if found is None or (found == 0 and operator in "<>" and claim["verdict"] != "refuted"):
        return None
    return HOLDS[operator](found)


def slope(f, point, name, order=1):
    """The derivative by one symbol, by differences at a precision far above what is compared."""

    def line(x):
        found = f(point.moved(name, x))
        if isinstance(found, mpmath.mpc):
            raise Undefined("not real")
        return found

    try:
        return mp.diff(line, point(name), order)
    except (ZeroDivisionError, OverflowError) as why:
        raise Undefined(str(why)) from why


def close(a, b, allowed="1e-12"):
    size = max(abs(a), abs(b), mp.mpf(10) ** -20)
    gap = abs(a - b)
    if gap <= size * mp.mpf(allowed):
        return True
    return False if gap > size * mp.mpf("1e-9") else None


def derivative(claim, point):
    with mp.workdps(LOW):
        return close(slope(claim["of"], point, claim["by"]), claim["value"](point))


def solves(claim, point):
    with mp.workdps(LOW):
        t = claim["variable"]
        at = point
        for name, form in claim["forms"].items():
            at = at.moved(name, form(point))
        verdicts = [close(slope(form, point, t), claim["field"][name](at)) for name, form in claim["forms"].items()]
        if "initial" in claim:
            start = point.moved(t, claim["at"](point))
            verdicts += [close(claim["forms"][name](start), f(start)) for name, f in claim["initial"].items()]
        return all_of(verdicts)


def conserved(claim, point):
    with mp.workdps(LOW):
        terms = []
        for name, rate in claim["field"].items():
            terms.append(slope(claim["quantity"], point, name) * rate(point))
        total, size = sum(terms), sum(abs(x) for x in terms)
        if abs(total) <= mp.mpf("1e-12") * max(size, mp.mpf("1e-20")):
            return True
        return False if abs(total) > mp.mpf("1e-9") * size else None


def all_of(verdicts):
    if False in verdicts:
        return False
    return None if None in verdicts else True


def approaching(claim, point):
    """Values of `of` nearer and nearer to where the variable goes, from every side that counts."""
    global FAR
    FAR = True
    name, approach = claim["variable"], claim["approach"]
    sides = {"both": [1, -1], "right": [1], "left": [-1]}.get(approach["side"], [approach["side"]])
    for side in sides:
        values = []
        for k in (6, 12, 24, 48):
            with mp.workdps(60 + 8 * k):
                h = mp.mpf(10) ** -k
                x = side / h if approach["at"] is None else approach["at"](point) + side * h
                try:
                    found = claim["of"](point.moved(name, x))
                except (ZeroDivisionError, OverflowError, Undefined):
                    values = None
                    break
                if isinstance(found, mpmath.mpc):
                    raise Undefined("not real")
                values.append((h, found))
        if values is None or any(not mp.isfinite(v) for _, v in values):
            continue
        yield values


def limit(claim, point):
    verdicts = []
    for values in approaching(claim, point):
        with mp.workdps(60):
            if claim["value"] in ("inf", "-inf"):
                way = 1 if claim["value"] == "inf" else -1
                sizes = [way * v for _, v in values]
                growing = all(b > a for a, b in zip(sizes, sizes[1:])) and sizes[-1] > 5
                verdicts.append(True if growing else None)
                continue
            goal = claim["value"](point)
            gaps = [abs(v - goal) for _, v in values]
            scale = 1 + abs(goal)
            if gaps[-1] <= mp.mpf("1e-6") * scale:
                verdicts.append(True)
            elif gaps[-1] < gaps[-2] * 0.75 < gaps[-3] * 0.75 * 0.75 and gaps[-1] < 0.1 * scale:
                verdicts.append(True)
            elif gaps[-1] > 0.9 * gaps[-2] and abs(gaps[-1] - gaps[-2]) <= mp.mpf("1e-6") * gaps[-1]:
                verdicts.append(False)
            else:
                verdicts.append(None)
    return all_of(verdicts) if verdicts else None


def order(claim, point):
    verdicts = []
    for values in approaching(claim, point):
        with mp.workdps(60):
            (h1, v1), (h2, v2) = values[-2:]
            if v1 == 0 or v2 == 0:
                verdicts.append(True if v1 == v2 == 0 and not claim["exact"] else None)
                continue
            found = mp.log(abs(v2 / v1)) / mp.log(h2 / h1)
            wanted = claim["exponent"](point) * (-1 if claim["approach"]["at"] is None else 1)
            if abs(found - wanted) < 0.02:
                verdicts.append(True)
            elif found > wanted + 0.05:
                verdicts.append(not claim["exact"])
            else:
                verdicts.append(False if found < wanted - 0.05 else None)
    return all_of(verdicts) if verdicts else None


def antiderivative(claim, point):
    with mp.workdps(LOW):
        return close(slope(claim["value"], point, claim["by"]), claim["of"](point))


def integral(claim, point):
    global FAR
    FAR = True
    with mp.workdps(25):
        ends = [claim["start"](point), claim["end"](point)]
        of = lambda x: claim["of"](point.moved(claim["by"], x))
        try:
            found, error = mp.quad(of, ends, error=True, maxdegree=8)
        except (ZeroDivisionError, OverflowError, Undefined):
            return None
        wanted = claim["value"](point)
        gap, size = abs(found - wanted), max(abs(wanted), mp.mpf("1e-15"))
        if error > mp.mpf("1e-10") * size:
            return None
        return True if gap <= 100 * error + mp.mpf("1e-10") * size else (False if gap > mp.mpf("1e-6") * size else None)


def total(claim, point):
    with mp.workdps(30):
        first, last, wanted = claim["start"](point), claim["end"](point), claim["value"](point)
        of = lambda k: claim["of"](point.moved(claim["over"], mp.mpf(k)))
        if mp.isinf(last):
            found = mp.nsum(of, [int(first), mp.inf])
            return True if abs(found - wanted) <= mp.mpf("1e-8") * (1 + abs(wanted)) else None
        if last - first > 400:
            return None
        found = sum((of(k) for k in range(int(first), int(last) + 1)), mp.mpf(0))
        return close(found, wanted)


def expectation(claim, point):
    names = list(claim["over"])
    if len(names) > 2:
        raise Undecided(f"an expectation over {len(names)} variables")
    with mp.workdps(20):
        laws = [(mean(point), variance(point)) for mean, variance in claim["over"].values()]
        if any(v < 0 for _, v in laws):
            return None
        # Probabilists' Gauss-Hermite nodes, exact for polynomials; what more nodes move is the error.
        found = [gauss_hermite(claim["of"], point, names, laws, count) for count in (20, 32)]
        wanted = claim["value"](point)
        error = abs(found[1] - found[0])
        gap, size = abs(found[1] - wanted), gauss_hermite(lambda at: abs(claim["of"](at)), point, names, laws, 20)
        if error > mp.mpf("1e-7") * size:
            return None
        return True if gap <= 100 * error + mp.mpf("1e-9") * size else (False if gap > mp.mpf("1e-5") * size else None)


def gauss_hermite(of, point, names, laws, count):
    rule = hermite_rule(count)

    def inner(at, k):
        if k == len(names):
            return of(at)
        mean, variance = laws[k]
        return sum(w * inner(at.moved(names[k], mean + mp.sqrt(variance) * x), k + 1) for x, w in rule)

    return inner(point, 0)


RULES = {}


def hermite_rule(count):
    if count not in RULES:
        with mp.workdps(40):
            x = sympy.Symbol("x")
            polynomial = sympy.Poly(sympy.hermite_prob(count, x), x)
            before = sympy.Poly(sympy.hermite_prob(count - 1, x), x)
            nodes = mp.polyroots([mp.mpf(int(c)) for c in polynomial.all_coeffs()], maxsteps=400, extraprec=400)
            weight = lambda z: mp.factorial(count) / (count**2 * mp.polyval([mp.mpf(int(c)) for c in before.all_coeffs()], z) ** 2)
            RULES[count] = [(mp.re(z), weight(mp.re(z))) for z in nodes]
    return RULES[count]


def minimiser(claim, point):
    """Along the flow every slope of the penalty moves at the same positive multiple of X^T r, from 0: the condition of Lagrange."""
    other = claim["other"]
    with mp.workdps(60):
        state = claim["state"]
        rates = [slope(claim["of"], at, state, 2) * claim["speed"](at) for at in (point, other)]
        starts = [slope(claim["of"], at.moved(state, claim["initial"](at)), state) for at in (point, other)]
        if any(rate <= 0 for rate in rates):
            return False
        if any(abs(start) > mp.mpf("1e-12") for start in starts):
            return False
        return close(*rates)


DECIDERS = {
    "equality": equality,
    "chain": chain,
    "inequality": inequality,
    "derivative": derivative,
    "solves": solves,
    "conserved": conserved,
    "limit": limit,
    "extends": limit,
    "order": order,
    "antiderivative": antiderivative,
    "integral": integral,
    "sum": total,
    "expectation": expectation,
    "minimiser": minimiser,
}

# Claims ---------------------------------------------------------------------------------------------------------------

CLAIMS = []


def claim(name, kind, verdict, symbols, relations=(), counterexample=None, **parts):
    """Registers a claim; `parts` are its formulas, functions of a point."""
    CLAIMS.append(
        {
            "name": name,
            "kind": kind,
            "verdict": verdict,
            "symbols": symbols,
            "relations": relations,
            "counterexample": counterexample,
            **parts,
        }
    )


def examine(claim, rng, wanted):
    """('agrees' | 'disagrees' | 'cannot decide', why)."""
    global FAR
    FAR = False
    decide = DECIDERS.get(claim["kind"])
    if decide is None:
        raise Undecided(f"a claim of the kind {claim['kind']}")
    if claim["verdict"] == "refuted":
        return examine_refuted(claim, decide, rng, wanted)
    if claim["verdict"] not in ("proved", "certified", "supported"):
        raise Undecided(f"its verdict is {claim['verdict']}")
    held, open_ = 0, 0
    for point in draws(claim, rng, wanted):
        if claim["kind"] == "minimiser":
            claim["other"] = elsewhere(claim, point, rng)
        try:
            found = decide(claim, point)
        except Undefined:
            continue
        if found is False:
            return "disagrees", f"it fails at {shown(point)}"
        if found:
            held += 1
        else:
            open_ += 1
    if held == 0:
        raise Undecided(f"nothing could be compared at {wanted} points" if open_ == 0 else f"{open_} points stayed open")
    return "agrees", f"at {held} points"


def examine_refuted(claim, decide, rng, wanted):
    given = claim["counterexample"]
    if given is None:
        raise Undecided("its counterexample is no point of numbers")
    point = Point({name: Fraction(text) for name, text in given.items()})
    for name, allowed in claim["symbols"].items():
        if name in given and not allowed.holds(point[name]):
            return "disagrees", f"its counterexample is outside the domain: {name} = {point[name]}"
    # What the counterexample does not name (the variable of a limit) may be anything.
    for name in [name for name in claim["symbols"] if name not in given]:
        point[name] = claim["symbols"][name].draw(rng)
    if not allows([r for r in claim["relations"] if names_only(r, given)], point):
        return "disagrees", f"its counterexample is outside the domain: {shown(point)}"
    if claim["kind"] == "minimiser":
        claim["other"] = Point({**point, **{n[: -len("_other")]: v for n, v in point.items() if n.endswith("_other")}})
    try:
        found = decide(claim, point)
    except Undefined as why:
        raise Undecided(f"a side has no value at the counterexample: {why}") from why
    if found is None:
        raise Undecided("the counterexample stayed open")
    return ("agrees", f"false at {shown(point)}") if found is False else ("disagrees", f"it holds at {shown(point)}")


def names_only(relation, given):
    """Does a relation speak of symbols of the counterexample only?"""
    asked = set()

    class Asking(Point):
        def __call__(self, name):
            asked.add(name)
            return mp.mpf(1) + mp.mpf(1) / 3

    for side in relation[1:]:
        try:
            side(Asking())
        except Undefined:
            pass
    return asked <= set(given)


def elsewhere(claim, point, rng):
    """Another coordinate: the state and what may differ between coordinates is drawn anew."""
    moved = point
    for name in (claim["state"], *claim["each"]):
        moved = moved.moved(name, claim["symbols"][name].draw(rng))
    return moved


def shown(point):
    return ", ".join(f"{name} = {x}" for name, x in sorted(point.items()))


class TooLong(Exception):
    """A claim took all of its time."""


def out_of_time(*_):
    raise TooLong()


def prove_symbolically(claim):
    """Does SymPy simplify the difference of the sides to 0? It need not manage."""
    global SYMBOLIC
    SYMBOLIC = True
    try:
        point = Point({n: sympy.Symbol(n, real=True) for n in claim["symbols"]})
        return sympy.simplify(claim["left"](point) - claim["right"](point)) == 0
    finally:
        SYMBOLIC = False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only claims whose derivation/id contains this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--points", type=int, default=12, help="points a claim is tried at")
    parser.add_argument("--symbolic", action="store_true", help="ask SymPy, too, to simplify equalities to 0 = 0")
    parser.add_argument("--verbose", action="store_true", help="a line a claim, not only where it matters")
    options = parser.parse_args()
    chosen = [c for c in CLAIMS if options.only in c["name"]]
    if not chosen:
        print(f"no claim contains {options.only}")
        return 2
    signal.signal(signal.SIGALRM, out_of_time)
    start, counts, reasons, proved = time.time(), {}, {}, 0
    for k, one in enumerate(chosen):
        if sys.stderr.isatty():
            print(f"\r{k}/{len(chosen)} {one['name'][:60]:60}", end="", file=sys.stderr)
        rng = random.Random(f"{options.seed} {one['name']}")
        signal.alarm(CLAIM_SECONDS)
        try:
            verdict, why = examine(one, rng, options.points)
            if options.symbolic and one["kind"] == "equality" and one["verdict"] == "proved":
                proved += prove_symbolically(one)
        except Undecided as reason:
            verdict, why = "cannot decide", str(reason)
        except TooLong:
            verdict, why = "cannot decide", f"more than {CLAIM_SECONDS} s"
        finally:
            signal.alarm(0)
        counts[verdict] = counts.get(verdict, 0) + 1
        if verdict == "cannot decide":
            reasons[why] = reasons.get(why, 0) + 1
        if verdict == "disagrees" or options.verbose:
            print(f"{verdict:13} {one['name']} ({one['verdict']}): {why}")
    if sys.stderr.isatty():
        print("\r" + " " * 80 + "\r", end="", file=sys.stderr)
    for why, count in sorted(reasons.items(), key=lambda item: -item[1]):
        print(f"cannot decide {count}: {why}")
    if options.symbolic:
        print(f"SymPy itself simplifies {proved} proved equalities to 0 = 0")
    totals = ", ".join(f"{counts.get(v, 0)} {v}" for v in ("agrees", "disagrees", "cannot decide"))
    print(f"{len(chosen)} claims: {totals} (seed {options.seed}, {time.time() - start:.0f} s)")
    return 1 if counts.get("disagrees") else 0
