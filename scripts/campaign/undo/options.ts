import fc from 'fast-check';
import type { z } from 'zod';
import type { Json } from '../../../src/model/reading.js';

type Schema = z.core.JSONSchema._JSONSchema;

/** Data that fits a JSON Schema, as far as Batten's options use it; what it does not know gives a text. */
export function jsonOf(schema: Schema): fc.Arbitrary<Json> {
  if (typeof schema === 'boolean') return fc.constant('');
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as Json[]));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(jsonOf));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1e9),
        max: Math.min(schema.maximum ?? 99, 1e9),
      });
    case 'array':
      return fc.array(
        typeof schema.items === 'object' && !Array.isArray(schema.items)
          ? jsonOf(schema.items)
          : fc.constant(''),
        { maxLength: 3 },
      );
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, member]) => [name, jsonOf(member)]),
        ),
        { noNullPrototype: true },
      );
    default:
      return fc.constantFrom('a', 'EXAMPLE\\Somebody', 'S-1-5-32-544', 'Ä');
  }
}
