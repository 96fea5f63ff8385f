import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, load } from '../scripts/load.mjs';

const { Frames } = await load('/src/lib/frames.ts');
const router = await load('/src/lib/router.ts');
const client = await load('/src/api/client.ts');
const format = await load('/src/lib/format.ts');

after(close);

const STREAM =
  'retry: 2500\n\n: heartbeat\n\nid: 7\nevent: journal\ndata: {"a":\ndata: "é中"}\n\nevent: server\r\ndata:{}\r\n\r\nid\nevent: reset\rdata: x\r\r';
const EVENTS = [
  { id: '7', event: 'journal', data: '{"a":\n"é中"}' },
  { event: 'server', data: '{}' },
  { id: '', event: 'reset', data: 'x' },
];

test('a stream means the same wherever the network cuts it', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const frames = new Frames();

    const events = [...frames.of(STREAM.slice(0, cut)), ...frames.of(STREAM.slice(cut)), ...frames.of('\n')];

    assert.deepEqual(events, EVENTS, `cut at ${cut}`);
  }
});

test('a stream says how long to wait before it is asked for again', () => {
  const said = [];

  [...new Frames((millis) => said.push(millis)).of('retry: 2500\n\nretry: soon\n\n')];

  assert.deepEqual(said, [2500]);
});

test('an event that is not whole is not told', () => {
  assert.deepEqual([...new Frames().of('id: 8\ndata: {}\n')], []);
});

test('a name of any characters leads to its own page', () => {
  for (const name of ['%RETRY%billing', 'a/b', 'a?b#c', '100%', '主题', 'a b', '+', '..']) {
    location.hash = router.link(['topics', name], { search: name });

    const place = router.read();

    assert.deepEqual(place.segments, ['topics', name]);
    assert.equal(place.query.get('search'), name);
  }
});

test('no name leads to the path of something else', () => {
  for (const name of ['..', '.', 'a/../b', '%2E%2E', '?', '#', '\\..']) {
    const url = client.address(['kv', 'orders', name], { search: name });

    assert.match(url.pathname, /^\/behind\/api\/v1\/kv\/orders\/[^/]+$/, name);
    assert.equal(url.searchParams.get('search'), name);
  }
});

test('a lone percent sign in the address means itself', () => {
  location.hash = '#/topics/100%';

  assert.deepEqual(router.read().segments, ['topics', '100%']);
});

test('a countdown keeps its width and goes below zero', () => {
  assert.equal(format.countdown(119_001), '2:00');
  assert.equal(format.countdown(61_000), '1:01');
  assert.equal(format.countdown(0), '0:00');
  assert.equal(format.countdown(-5_000), '−0:05');
});

test('a length of time is told by its two largest units', () => {
  assert.equal(format.duration(59_400), '59 s');
  assert.equal(format.duration(61_000), '1 min 1 s');
  assert.equal(format.duration(3_600_000), '1 h');
  assert.equal(format.duration(90_061_000), '1 d 1 h');
});
