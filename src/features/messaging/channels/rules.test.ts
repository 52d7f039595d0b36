import { describe, expect, it } from 'vitest'
import {
  accountSidProblem,
  messagingServiceProblem,
  needsFreshQr,
  normaliseSender,
  senderProblem,
  serverUrlProblem,
  toneOf,
} from './rules'

describe('Twilio credentials', () => {
  it('knows an account SID by its form', () => {
    expect(accountSidProblem('ACdemo00000000000000000000000000')).toBeNull()
    expect(accountSidProblem(' AC0123456789abcdef0123456789abcdef ')).toBeNull()
    expect(accountSidProblem('SK0123456789abcdef0123456789abcdef')).toBe('channels.twilio.accountSidProblem')
    expect(accountSidProblem('')).toBe('channels.twilio.accountSidProblem')
  })

  it('lets the messaging service be absent but not wrong', () => {
    expect(messagingServiceProblem('')).toBeNull()
    expect(messagingServiceProblem('MG0123456789abcdef0123456789abcdef')).toBeNull()
    expect(messagingServiceProblem('AC0123456789abcdef0123456789abcdef')).not.toBeNull()
  })

  it('takes a sender as people paste it', () => {
    expect(normaliseSender('whatsapp:+1 (415) 523-8886')).toBe('+14155238886')
    expect(senderProblem('whatsapp:+14155238886')).toBeNull()
    expect(senderProblem('8886')).not.toBeNull()
  })
})

describe('serverUrlProblem', () => {
  it('asks for a whole address', () => {
    expect(serverUrlProblem('https://evolution.clinica.com.br')).toBeNull()
    expect(serverUrlProblem('evolution.clinica.com.br')).not.toBeNull()
  })
})

describe('toneOf', () => {
  it('keeps coral for what needs a person now', () => {
    expect([toneOf('open'), toneOf('connecting'), toneOf('unknown'), toneOf('close')]).toEqual([
      'ok',
      'warn',
      'warn',
      'coral',
    ])
  })
})

describe('needsFreshQr', () => {
  it.each([
    [{ state: 'close', qr_code: null, last_error: 'logged_out' }, true],
    [{ state: 'close', qr_code: null, last_error: 'qr_code_expired' }, true],
    [{ state: 'close', qr_code: null, last_error: 'number_in_use' }, false],
    [{ state: 'close', qr_code: 'data:', last_error: null }, false],
    [{ state: 'connecting', qr_code: null, last_error: null }, false],
    [{ state: 'open', qr_code: null, last_error: null }, false],
  ] as const)('of %j is %s', (evolution, needed) => expect(needsFreshQr(evolution)).toBe(needed))
})
