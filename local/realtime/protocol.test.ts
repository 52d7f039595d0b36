import { describe, expect, it } from 'vitest'
import { decodeBinary, decodeText, encodeFrame, SharedFrame } from './protocol.ts'

/** A push as supabase-js writes it: kind, five lengths, encoding, then the fields. */
function push(fields: string[], encoding: number, body: string): Buffer {
  return Buffer.concat([
    Buffer.from([3, ...fields.map((field) => Buffer.byteLength(field)), encoding]),
    Buffer.from(fields.join('') + body),
  ])
}

describe('text frames', () => {
  it('reads both versions into the same frame', () => {
    const frame = {
      joinRef: '6',
      ref: '7',
      topic: 'realtime:a',
      event: 'phx_leave',
      payload: {},
      broadcast: null,
    }
    expect(decodeText('2.0.0', '["6","7","realtime:a","phx_leave",{}]')).toEqual(frame)
    const text = '{"topic":"realtime:a","event":"phx_leave","payload":{},"ref":"7","join_ref":"6"}'
    expect(decodeText('1.0.0', text)).toEqual(frame)
  })

  it('takes a broadcast apart', () => {
    const text = '[null,null,"realtime:a","broadcast",{"type":"broadcast","event":"x","payload":{"b":1}}]'
    expect(decodeText('2.0.0', text)?.broadcast).toEqual({ event: 'x', json: '{"b":1}', binary: null })
  })

  it.each(['{', '[]', '[1,2,3,4]', '[null,null,5,"a",{}]', 'null', '"text"'])('drops %s', (text) => {
    expect(decodeText('2.0.0', text)).toBeNull()
  })

  it('writes replies with the join reference in version 2 only', () => {
    const frame = { joinRef: '1', ref: '2', topic: 't', event: 'phx_reply', payload: { status: 'ok' } }
    expect(encodeFrame('2.0.0', frame)).toBe('["1","2","t","phx_reply",{"status":"ok"}]')
    expect(encodeFrame('1.0.0', frame)).toBe(
      '{"topic":"t","event":"phx_reply","payload":{"status":"ok"},"ref":"2"}',
    )
  })
})

describe('binary pushes', () => {
  it('reads a JSON payload as text', () => {
    const frame = decodeBinary(push(['6', '7', 'realtime:room:1', 'cursor', ''], 1, '{"hello":"ção"}'))
    expect(frame).toMatchObject({ joinRef: '6', ref: '7', topic: 'realtime:room:1', event: 'broadcast' })
    expect(frame?.broadcast).toEqual({ event: 'cursor', json: '{"hello":"ção"}', binary: null })
  })

  it('reads binary payloads, and metadata before them', () => {
    const frame = decodeBinary(push(['', '7', 'realtime:a', 'x', '{"k":1}'], 0, '\u0001'))
    expect(frame?.joinRef).toBeNull()
    expect(frame?.broadcast).toEqual({ event: 'x', json: null, binary: Buffer.from([1]) })
  })

  it('drops other kinds, cut frames and broken JSON', () => {
    const whole = push(['6', '7', 'realtime:a', 'x', ''], 1, '{}')
    expect(decodeBinary(Buffer.from([4, ...whole.subarray(1)]))).toBeNull()
    expect(decodeBinary(whole.subarray(0, 5))).toBeNull()
    expect(decodeBinary(whole.subarray(0, 12))).toBeNull()
    expect(decodeBinary(push(['6', '7', 'realtime:a', 'x', ''], 1, '{'))).toBeNull()
  })
})

describe('shared frames', () => {
  it('pass JSON through untouched and are encoded once for each version', () => {
    const frame = SharedFrame.broadcast('realtime:a', {
      event: 'x',
      json: '{"n": 1.0}',
      binary: null,
      meta: { id: 'i' },
    })
    const second = frame.encode('2.0.0')
    expect(String(second?.data)).toBe(
      '[null,null,"realtime:a","broadcast",{"type":"broadcast","event":"x","payload":{"n": 1.0},"meta":{"id":"i"}}]',
    )
    expect(frame.encode('2.0.0')).toBe(second)
    expect(JSON.parse(String(frame.encode('1.0.0')?.data))).toEqual({
      topic: 'realtime:a',
      event: 'broadcast',
      payload: { type: 'broadcast', event: 'x', payload: { n: 1 }, meta: { id: 'i' } },
      ref: null,
    })
  })

  it('carry bytes to version 2 as kind 4, and to version 1 not at all', () => {
    const frame = SharedFrame.broadcast('ab', { event: 'x', json: null, binary: Buffer.from([9]) })
    expect(frame.encode('2.0.0')).toEqual({
      data: Buffer.from('\u0004\u0002\u0001\u0000\u0000abx\u0009'),
      binary: true,
    })
    expect(frame.encode('1.0.0')).toBeNull()
    const long = SharedFrame.broadcast('a'.repeat(256), { event: 'x', json: null, binary: Buffer.from([9]) })
    expect(long.encode('2.0.0')).toBeNull()
  })
})
