import { describe, expect, it } from 'vitest';
import { domainOf } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { proveEquality } from '../../src/kernel/index.js';

const isProved = (left: string, right: string): boolean =>
  proveEquality({ left: parse(left), right: parse(right), domain: domainOf({}) }, { seed: 1 }).kind ===
  'proved';

describe('angles whose sines are radicals', () => {
  it.each([
    ['asin(1/2)', 'pi/6'],
    ['asin(sqrt(2)/2)', 'pi/4'],
    ['asin(1/sqrt(2))', 'pi/4'],
    ['asin(sqrt(3)/2)', 'pi/3'],
    ['acos(-sqrt(3)/2)', '5*pi/6'],
    ['acos(sqrt(2)/2)', 'pi/4'],
    ['atan(sqrt(2) - 1)', 'pi/8'],
    ['asin((sqrt(6) - sqrt(2))/4)', 'pi/12'],
  ])('%s = %s', (left, right) => {
    expect(isProved(left, right)).toBe(true);
    expect(isProved(left, `${right} + 10^(-40)`)).toBe(false);
    expect(isProved(left, `-(${right})`)).toBe(false);
  });
});
