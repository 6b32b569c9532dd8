/** Primes for searching: always the same ones, since what a search finds is checked modulo others. */
import { randomPrime, WordStream } from '../rules/prime-field.js';

const words = new WordStream(61n);
const primes: bigint[] = [];

/** The i-th prime of the search. */
export function searchPrime(i: number): bigint {
  while (primes.length <= i) primes.push(randomPrime(words));
  return primes[i];
}
