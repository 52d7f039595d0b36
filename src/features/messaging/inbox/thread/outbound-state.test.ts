import { describe, expect, it } from 'vitest'
import { aMessage } from '../fixtures'
import { outboundStateOf, remediesOf } from './outbound-state'

const own = { direction: 'outbound', origin: 'app', provider_message_id: null } as const
const at = '2026-11-22T23:10:00+00:00'

describe('outboundStateOf', () => {
  it.each([
    ['retrying', { status: 'queued', next_attempt_at: at }],
    ['behind', { status: 'queued' }],
    ['checking', { status: 'sending', next_attempt_at: at }],
    [null, { status: 'sending' }],
    [null, { status: 'sent', next_attempt_at: at }],
    [null, { status: 'failed', next_attempt_at: at }],
  ] as const)('is %s', (state, patch) => {
    expect(outboundStateOf(aMessage({ ...own, ...patch }))).toBe(state)
  })

  it.each([
    ['unsent', 'waiting', null],
    ['unreachable', 'waiting', at],
    [null, 'sending', null],
    [null, 'failed', null],
  ] as const)('is %s on this device', (state, local, next_attempt_at) => {
    expect(outboundStateOf({ ...aMessage({ ...own, status: 'queued', next_attempt_at }), local })).toBe(state)
  })
})

describe('remediesOf', () => {
  it('offers the number where the number is wrong', () => {
    expect(remediesOf(aMessage({ ...own, error_code: 'number_not_on_whatsapp' }))).toEqual({
      text: true,
      number: true,
      discard: true,
    })
  })

  it('keeps what may have arrived', () => {
    expect(remediesOf(aMessage({ ...own, error_code: 'delivery_unknown' })).discard).toBe(false)
    expect(remediesOf(aMessage({ ...own, provider_message_id: 'P1' })).discard).toBe(false)
  })

  it('does not edit a template', () => {
    const content = { template: { id: 't', variables: {} } }
    expect(remediesOf(aMessage({ ...own, content })).text).toBe(false)
  })
})
