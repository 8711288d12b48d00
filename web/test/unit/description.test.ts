import { describe, expect, test } from 'vitest';
import { bodySchema, curl, example, operations, optionalFields, request, type Description } from '../../src/docs/description.js';

const ALL: Description = {
  info: { title: 'Hubbub' },
  paths: {
    '/api/v1/topics/{topic}/mute': {
      post: {
        tags: ['Commands'],
        parameters: [
          { name: 'topic', in: 'path', required: true },
          { $ref: '#/components/parameters/Id', name: '', in: 'header' },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Mute' } } } },
      },
    },
    '/api/v1/audit': { get: { parameters: [{ name: 'act', in: 'query' }, { name: 'by', in: 'query' }] } },
  },
  components: {
    parameters: { Id: { name: 'Idempotency-Key', in: 'header' } },
    schemas: {
      Mute: {
        type: 'object',
        required: ['silent'],
        anyOf: [{ required: ['member'] }, { required: ['account'] }],
        properties: {
          member: { type: 'string' },
          account: { type: 'string' },
          silent: { type: 'boolean' },
          ttl_ms: { type: 'integer', minimum: 1 },
        },
      },
    },
  },
};

const [MUTE, AUDIT] = operations(ALL) as [ReturnType<typeof operations>[0], ReturnType<typeof operations>[0]];

describe('a body to begin with', () => {
  test('has what must be there, said in the first of several ways', () => {
    expect(example(ALL, bodySchema(MUTE)!)).toEqual({ silent: false, member: '' });
  });
  test('leaves the rest out', () => {
    expect(optionalFields(ALL, bodySchema(MUTE)!)).toEqual(['account', 'ttl_ms']);
  });
  test('of a list has one entry', () => {
    expect(example(ALL, { type: 'array', items: { type: 'integer', minimum: 3 } })).toEqual([3]);
  });
});

describe('a request', () => {
  test('encodes what was filled in, and has the key', () => {
    const asked = request(MUTE, { values: { topic: 'room:a/b', 'Idempotency-Key': '7' }, body: '{}', key: 'hbk_x' });
    expect(asked).toEqual({
      method: 'POST',
      path: '/api/v1/topics/room%3Aa%2Fb/mute',
      headers: { 'Idempotency-Key': '7', Authorization: 'Bearer hbk_x', 'Content-Type': 'application/json' },
      body: '{}',
    });
  });
  test('leaves out empty fields of the query, and a body that is none', () => {
    expect(request(AUDIT, { values: { act: 'ban&', by: '' }, body: '', key: '' })).toEqual({
      method: 'GET',
      path: '/api/v1/audit?act=ban%26',
      headers: {},
    });
  });
  test('with curl names the key by a variable, and quotes what a shell would read', () => {
    const asked = request(MUTE, { values: { topic: 'room:a' }, body: `{"text":"it's"}`, key: 'hbk_secret' });
    const line = curl('http://127.0.0.1:4000', asked);
    expect(line).not.toContain('hbk_secret');
    expect(line).toContain(`-d '{"text":"it'\\''s"}'`);
    expect(line).toContain(`'http://127.0.0.1:4000/api/v1/topics/room%3Aa/mute'`);
  });
});
