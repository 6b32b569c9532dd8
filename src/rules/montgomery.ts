/**
 * Powers modulo an odd number below 2^61, by Montgomery's multiplication on three limbs of 22 bits held in doubles. Every sum of
 * products stays below 2^53, so all of it is exact, and nothing is allocated.
 */

const LIMB_BITS = 22;
const LIMBS = 3;
const BASE = 2 ** LIMB_BITS;
const LIMB_MASK = BASE - 1;
const LOW_LIMB = BigInt(LIMB_MASK);
/**
 * R = 2^66 exceeds 32p: factors below c·p have a product, divided by R, below (c²/32 + 1)·p. So c stays below 5/4, and below
 * 5/2 where a factor was doubled, and nothing needs to be reduced on the way.
 */
const LOG2_R = BigInt(LIMB_BITS * LIMBS);
/** Adding and subtracting it rounds a double below 2^73 to a multiple of the base. */
const TO_BASE = 1.5 * 2 ** (52 + LIMB_BITS);

/** Moduli of this size or larger are not supported. */
export const MODULUS_BOUND = 1n << 61n;

/** Where residues start in the register file. */
const POWER = 0;
const FACTOR = 3;
const R_SQUARED = 6;
const ONE = 9;
const REGISTERS = 12;

/** Exponents are read in two parts of 31 bits. */
const PART_BITS = 31;
const PART_MASK = (1n << BigInt(PART_BITS)) - 1n;

/** Arithmetic modulo one odd number p with 3 ≤ p < 2^61. */
export class Montgomery {
  readonly #p: bigint;
  /** R modulo p, which stands for 1. */
  readonly #one: bigint;
  readonly #p0: number;
  readonly #p1: number;
  readonly #p2: number;
  /** −1/p modulo the base. */
  readonly #inverse: number;
  /** Residues multiplied by R, each as three limbs of any sign whose value is in [0, 5p/2). */
  readonly #registers = new Float64Array(REGISTERS);

  constructor(p: bigint) {
    this.#p = p;
    this.#one = (1n << LOG2_R) % p;
    this.#write(ONE, this.#one);
    this.#p0 = Number(p & LOW_LIMB);
    this.#p1 = Number((p >> BigInt(LIMB_BITS)) & LOW_LIMB);
    this.#p2 = Number(p >> BigInt(2 * LIMB_BITS));
    // Newton: x = 1/p holds modulo 2^3 for x = p, and each step doubles the bits.
    let x = this.#p0;
    for (let bits = 3; bits < LIMB_BITS; bits *= 2) x = Math.imul(x, 2 - Math.imul(this.#p0, x));
    this.#inverse = -x & LIMB_MASK;
  }

  /** base^exponent modulo p, for 0 ≤ base < p and 0 ≤ exponent < 2^62. */
  power(base: bigint, exponent: bigint): bigint {
    this.#raise(base, exponent);
    // Multiplying by 1 divides by R.
    this.#write(FACTOR, 1n);
    this.#multiply(POWER, FACTOR, POWER);
    return this.#residue(POWER);
  }

  /**
   * Is p a strong probable prime to this base (0 ≤ base < p)? That is base^odd = 1 or base^(odd·2^i) = −1 for some
   * i < twos, where p − 1 = odd·2^twos. True for the base 0, which says nothing.
   */
  isStrongProbablePrime(base: bigint, odd: bigint, twos: number): boolean {
    if (base === 0n) return true;
    this.#raise(base, odd);
    const minusOne = this.#p - this.#one;
    let power = this.#residue(POWER);
    if (power === this.#one) return true;
    for (let i = 1; i < twos && power !== minusOne; i++) {
      this.#multiply(POWER, POWER, POWER);
      power = this.#residue(POWER);
    }
    return power === minusOne;
  }

  /** Leaves base^exponent in POWER. */
  #raise(base: bigint, exponent: bigint): void {
    const doubles = base === 2n;
    if (!doubles) {
      this.#write(R_SQUARED, (this.#one * this.#one) % this.#p);
      this.#write(FACTOR, base);
      this.#multiply(FACTOR, R_SQUARED, FACTOR);
    }
    this.#registers.copyWithin(POWER, ONE, ONE + LIMBS);
    const high = Number(exponent >> BigInt(PART_BITS));
    const low = Number(exponent & PART_MASK);
    this.#raiseByBits(high, 32 - Math.clz32(high), doubles);
    this.#raiseByBits(low, high === 0 ? 32 - Math.clz32(low) : PART_BITS, doubles);
  }

  /** POWER ← POWER^(2^count) · FACTOR^bits, with the factor 2 where `doubles`. */
  #raiseByBits(bits: number, count: number, doubles: boolean): void {
    const r = this.#registers;
    for (let i = count - 1; i >= 0; i--) {
      this.#multiply(POWER, POWER, POWER);
      if (((bits >>> i) & 1) === 0) continue;
      if (doubles) {
        r[POWER] *= 2;
        r[POWER + 1] *= 2;
        r[POWER + 2] *= 2;
      } else this.#multiply(POWER, FACTOR, POWER);
    }
  }

  /** The product of two registers, divided by R modulo p. */
  #multiply(a: number, b: number, out: number): void {
    const r = this.#registers;
    const p0 = this.#p0;
    const p1 = this.#p1;
    const p2 = this.#p2;
    const inverse = this.#inverse;
    const b0 = r[b];
    const b1 = r[b + 1];
    const b2 = r[b + 2];
    // A round for each limb x of the first factor: add x·b and the multiple q·p that clears the lowest limb, then drop that
    // limb. `| 0` takes the low bits of an integer beyond 2^31, which is what is wanted.
    let x = r[a];
    let lowest = x * b0;
    let q = Math.imul(lowest | 0, inverse) & LIMB_MASK;
    let t0 = x * b1 + q * p1 + (lowest + q * p0) / BASE;
    let t1 = x * b2 + q * p2;
    x = r[a + 1];
    lowest = t0 + x * b0;
    q = Math.imul(lowest | 0, inverse) & LIMB_MASK;
    t0 = t1 + x * b1 + q * p1 + (lowest + q * p0) / BASE;
    t1 = x * b2 + q * p2;
    x = r[a + 2];
    lowest = t0 + x * b0;
    q = Math.imul(lowest | 0, inverse) & LIMB_MASK;
    t0 = t1 + x * b1 + q * p1 + (lowest + q * p0) / BASE;
    t1 = x * b2 + q * p2;
    // Limbs between −BASE/2 and BASE/2, but for the last.
    const carry = t0 + TO_BASE - TO_BASE;
    t1 += carry / BASE;
    const next = t1 + TO_BASE - TO_BASE;
    r[out] = t0 - carry;
    r[out + 1] = t1 - next;
    r[out + 2] = next / BASE;
  }

  /** The residue of a register, still multiplied by R. */
  #residue(at: number): bigint {
    const r = this.#registers;
    let value = BigInt(r[at] + r[at + 1] * BASE) + (BigInt(r[at + 2]) << BigInt(2 * LIMB_BITS));
    while (value >= this.#p) value -= this.#p;
    return value;
  }

  #write(at: number, value: bigint): void {
    const r = this.#registers;
    r[at] = Number(value & LOW_LIMB);
    r[at + 1] = Number((value >> BigInt(LIMB_BITS)) & LOW_LIMB);
    r[at + 2] = Number(value >> BigInt(2 * LIMB_BITS));
  }
}
