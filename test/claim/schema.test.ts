import { readFileSync } from 'node:fs';
import type { InferInput } from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { claimSchemaText, SCHEMA_FILE } from '../../scripts/write-schema.js';
import type { DerivationInput } from '../../src/claim/document.js';
import type { DerivationSchema } from '../../src/claim/schema.js';
import type { Expression } from '../../src/expression/expression.js';

/** The same type with every part readonly and expressions left out: they have no place in data. */
type AsData<Type> = Type extends Expression
  ? never
  : Type extends (infer Item)[] | readonly (infer Item)[]
    ? number extends Type['length']
      ? readonly AsData<Item>[]
      : { readonly [Key in keyof Type]: AsData<Type[Key]> }
    : Type extends object
      ? { readonly [Key in keyof Type]: AsData<Type[Key]> }
      : Type;

describe('the schema of claim files', () => {
  it('agrees with DerivationInput in both directions', () => {
    type Data = AsData<InferInput<typeof DerivationSchema>>;
    expectTypeOf<Data>().toExtend<AsData<DerivationInput>>();
    expectTypeOf<AsData<DerivationInput>>().toExtend<Data>();
    // The comparison is not vacuous: a type that lacks a key, or has another one for it, is told apart.
    expectTypeOf<Omit<Data, 'title'>>().not.toExtend<AsData<DerivationInput>>();
    expectTypeOf<Data & { title: number }>().not.toEqualTypeOf<AsData<DerivationInput>>();
  });

  it('is committed as it is generated', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(claimSchemaText());
  });

  it('refuses unknown keys and names every kind of claim', () => {
    const schema = JSON.parse(claimSchemaText());
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(['derivation', 'title', 'symbols', 'claims']);
    const kinds = schema.properties.claims.items.anyOf.map(
      (kind: { required: string[] }) => kind.required[1],
    );
    const accumulated = ['integral', 'sum', 'expectation'];
    const others = [
      'equal',
      'chain',
      'holds',
      'derivative',
      'solves',
      'conserved',
      'limit',
      'order',
      'extends',
    ];
    expect(kinds).toEqual([...others, ...accumulated, 'boundary', 'minimiser', 'identity', 'rate']);
  });
});
