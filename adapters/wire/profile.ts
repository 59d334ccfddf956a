/**
 * Schemas of what every wire profile is made of: operations, signatures, rules. A profile is checked twice: shape here
 * by zod, meaning by `templateProblems`, `undeclared` and the format's own checks, which report all errors at once.
 * Money-moving words are never guessed: a vendor's word without a rule stays `unrecognised`.
 */
import { z } from 'zod';
import { compilePath, pathRoots } from './paths.ts';
import { SIGNATURE_ALGORITHMS } from './signature.ts';
import { placeholders, templateProblems } from './template.ts';
import type { Template } from './template.ts';
import { TIME_FORMATS } from './values.ts';

export const templateSchema: z.ZodType<Template> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(templateSchema),
    z.record(z.string(), templateSchema),
  ]),
);

const recipeShape = {
  alg: z.enum(SIGNATURE_ALGORITHMS),
  key: z.string().min(1).optional(),
  message: z.string().min(1).optional(),
  output: z.enum(['hex', 'base64']).optional(),
  prefix: z.string().min(1).optional(),
};

export const signatureRecipeSchema = z.strictObject(recipeShape);

export const signatureSchemeSchema = z.strictObject({
  ...recipeShape,
  given: z.union([z.strictObject({ header: z.string().min(1) }), z.strictObject({ body: z.string().min(1) })]),
  list: z.strictObject({ timestamp: z.string().min(1), signature: z.string().min(1) }).optional(),
  toleranceSeconds: z.number().int().positive().optional(),
  require: z.array(z.strictObject({ left: z.string().min(1), right: z.string().min(1) })).optional(),
  optional: z.boolean().optional(),
});

export const operationSchema = z.strictObject({
  http: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()).optional(),
  query: z.record(z.string(), templateSchema).optional(),
  encoding: z.enum(['json', 'form']).optional(),
  body: templateSchema.optional(),
  sign: signatureRecipeSchema.optional(),
  timeoutMs: z.number().int().min(100).max(120_000).optional(),
  maxBodyBytes: z.number().int().positive().optional(),
});

/** A path that ends in an instant, with the way it is written. */
export const timePathSchema = z.strictObject({ path: z.string().min(1), format: z.enum(TIME_FORMATS) });

/** What the vendor wants to hear back from its webhook. */
export const replySchema = z.strictObject({
  status: z.number().int().min(200).max(299),
  contentType: z.string().min(1),
  body: z.string(),
});

/** How a vendor tries a webhook address out by GET; see `query.ts`. */
export const challengeSchema = z.strictObject({
  mode: z.strictObject({ param: z.string().min(1), is: z.string().min(1) }).optional(),
  token: z.strictObject({ param: z.string().min(1), key: z.string().min(1) }),
  echo: z.string().min(1),
});

/** Which names placeholders may use: a root without names (`now`) is a value itself. */
export type Declared = Readonly<Record<string, readonly string[] | 'any' | 'value'>>;

/** Everything wrong with the templates of a tree, as lines that begin with `where`. */
export function templateErrors(where: string, template: Template, declared: Declared): string[] {
  const grammar = templateProblems(template).map((problem) => `${where}: ${problem}`);
  if (grammar.length > 0) return grammar;
  return placeholders(template).flatMap(({ expression }) =>
    undeclared(expression, declared).map((name) => `${where}: {${name}} is not declared`),
  );
}

/** Everything wrong with a path expression into a body. */
export function pathErrors(where: string, expression: string): string[] {
  try {
    compilePath(expression);
    return [];
  } catch {
    return [`${where}: not a path: ${expression}`];
  }
}

function undeclared(expression: string, declared: Declared): string[] {
  return pathRoots(expression)
    .filter(({ root, name }) => {
      const names = Object.hasOwn(declared, root) ? declared[root] : undefined;
      if (names === 'any') return name === null;
      if (names === 'value') return name !== null;
      return names === undefined || name === null || !names.includes(name);
    })
    .map(({ full }) => full);
}

/** zod's issues as lines: `ops.create.path: Invalid input`. */
export function shapeErrors(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || '(profile)'}: ${issue.message}`);
}
