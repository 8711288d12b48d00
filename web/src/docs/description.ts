/// What of OpenAPI 3.0 the description of Hubbub's API uses.
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Reference {
  readonly $ref?: string;
}

export interface Answer extends Reference {
  readonly description?: string;
}

export interface Described {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<Record<string, Answer>>;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

export interface Description {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: unknown;
}

/// One thing that can be asked for.
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly its: Described;
  readonly parameters: readonly Parameter[];
}

/// All that can be asked for, in the order of the description.
export function operations(all: Description): Operation[] {
  return Object.entries(all.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, its]) => ({
      method: method.toUpperCase(),
      path,
      tag: its.tags?.[0] ?? '',
      its,
      parameters: (its.parameters ?? []).map((one) => resolved(all, one)),
    })),
  );
}

/// What a reference points to, or the thing itself.
export function resolved<T extends Reference>(all: Description, thing: T): T {
  if (thing.$ref === undefined) return thing;
  const found = thing.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], all);
  return (found ?? thing) as T;
}

/// The schema of an operation's body; undefined if it has none.
export const bodySchema = (operation: Operation): Schema | undefined => operation.its.requestBody?.content?.['application/json']?.schema;

/// A body to begin with: the fields that must be there, and of several ways to say it the first.
export function example(all: Description, of: Schema): unknown {
  const schema = resolved(all, of);
  if (schema.example !== undefined) return schema.example;
  if (schema.type === 'array') return schema.items ? [example(all, schema.items)] : [];
  if (schema.properties) {
    const names = [...(schema.required ?? []), ...(schema.anyOf?.[0]?.required ?? [])];
    return Object.fromEntries(names.map((name) => [name, example(all, schema.properties?.[name] ?? {})]));
  }
  if (schema.type === 'integer') return schema.default ?? schema.minimum ?? 0;
  if (schema.type === 'boolean') return schema.default ?? false;
  if (schema.type === 'object') return {};
  return schema.default ?? schema.enum?.[0] ?? '';
}

/// The fields of a body that may be left out.
export function optionalFields(all: Description, of: Schema): string[] {
  const schema = resolved(all, of);
  const named = new Set([...(schema.required ?? []), ...(schema.anyOf?.[0]?.required ?? [])]);
  return Object.keys(schema.properties ?? {}).filter((name) => !named.has(name));
}

/// What somebody filled in.
export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  readonly body: string;
  readonly key: string;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/// The request that was filled in. Fields of the query that are empty are left out.
export function request(operation: Operation, filled: Filled): Request {
  const value = (one: Parameter): string => filled.values[one.name] ?? '';
  const of = (where: string): Parameter[] => operation.parameters.filter((one) => one.in === where && value(one) !== '');
  const path = of('path').reduce((text, one) => text.replace(`{${one.name}}`, encodeURIComponent(value(one))), operation.path);
  const query = of('query').map((one) => `${encodeURIComponent(one.name)}=${encodeURIComponent(value(one))}`);
  const headers: Record<string, string> = Object.fromEntries(of('header').map((one) => [one.name, value(one)]));
  if (filled.key !== '') headers['Authorization'] = `Bearer ${filled.key}`;
  const whole = { method: operation.method, path: query.length > 0 ? `${path}?${query.join('&')}` : path, headers };
  if (filled.body.trim() === '') return whole;
  headers['Content-Type'] = 'application/json';
  return { ...whole, body: filled.body };
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/// The same with curl. The key is in a variable, so that it gets into nobody's notes.
export function curl(base: string, asked: Request): string {
  const words = ['curl', ...(asked.method === 'GET' ? [] : ['-X', asked.method])];
  for (const [name, value] of Object.entries(asked.headers)) {
    words.push('-H', name === 'Authorization' ? '"Authorization: Bearer $KEY"' : quoted(`${name}: ${value}`));
  }
  if (asked.body !== undefined) words.push('-d', quoted(asked.body));
  return [...words, quoted(base + asked.path)].join(' ');
}
