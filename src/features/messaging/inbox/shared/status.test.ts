import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laterStatus, tickOf } from './status'
import type { MessageStatus } from '../types'

const LADDER: MessageStatus[] = ['queued', 'sending', 'sent', 'delivered', 'read']

describe('laterStatus', () => {
  it('never goes back, in whatever order the reports arrive', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(LADDER, { minLength: 1 }), (reports) => {
        const highest = Math.max(...reports.map((status) => LADDER.indexOf(status)))
        expect(reports.reduce(laterStatus)).toBe(LADDER[highest])
      }),
    )
  })
  it('fails a message that was not delivered, and only such a one', () => {
    expect(laterStatus('queued', 'failed')).toBe('failed')
    expect(laterStatus('sent', 'failed')).toBe('failed')
    expect(laterStatus('delivered', 'failed')).toBe('delivered')
    expect(laterStatus('read', 'failed')).toBe('read')
  })
  it('lets a delivery prove a failure wrong, but not a late "sent"', () => {
    expect(laterStatus('failed', 'delivered')).toBe('delivered')
    expect(laterStatus('failed', 'sending')).toBe('failed')
    expect(laterStatus('failed', 'sent')).toBe('failed')
  })
})

describe('tickOf', () => {
  it('marks outbound messages only', () => {
    expect(tickOf({ direction: 'inbound', status: 'received' })).toBeNull()
    expect(tickOf({ direction: 'outbound', status: 'sending' })).toBe('queued')
    expect(tickOf({ direction: 'outbound', status: 'read' })).toBe('read')
    expect(tickOf({ direction: 'outbound', status: 'failed' })).toBe('failed')
  })
})
