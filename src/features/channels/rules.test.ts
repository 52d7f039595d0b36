import { describe, expect, it } from 'vitest'
import {
  accountSidProblem,
  messagingServiceProblem,
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
