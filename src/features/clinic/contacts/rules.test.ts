import { describe, expect, it } from 'vitest'
import {
  e164Of,
  emailDrafts,
  emailProblems,
  emailsToSend,
  newEmail,
  newPhone,
  phoneDrafts,
  phoneProblems,
  phonesToSend,
  threadKeyOf,
  withPrimary,
  without,
} from './rules'

const stored = phoneDrafts([
  {
    id: 'a',
    phone: '+5511912345678',
    type: 'mobile',
    note: null,
    is_primary: true,
    thread_key: 'whatsapp:+5511912345678',
  },
  { id: 'b', phone: '+551134567890', type: 'home', note: 'à noite', is_primary: false, thread_key: null },
])

describe('the phones of a form', () => {
  it('are sent as they are stored, and empty lines are not', () => {
    expect(phonesToSend([...stored, newPhone(stored), newPhone(stored, ' 21 98765-4321 ')])).toEqual([
      { phone: '+5511912345678', type: 'mobile', note: null, is_primary: true },
      { phone: '+551134567890', type: 'home', note: 'à noite', is_primary: false },
      { phone: '+5521987654321', type: 'mobile', note: null, is_primary: false },
    ])
  })

  it('have one primary, also when it is taken away', () => {
    expect(withPrimary(stored, 'b').map(({ isPrimary }) => isPrimary)).toEqual([false, true])
    expect(without(stored, 'a').map(({ key, isPrimary }) => [key, isPrimary])).toEqual([['b', true]])
    expect(without(stored, 'b').map(({ key, isPrimary }) => [key, isPrimary])).toEqual([['a', true]])
    expect(newPhone([]).isPrimary).toBe(true)
    expect(newPhone(stored).isPrimary).toBe(false)
  })

  it('tell their conversation as long as the number is the stored one', () => {
    const [first] = stored
    expect(threadKeyOf(first!)).toBe('whatsapp:+5511912345678')
    expect(threadKeyOf({ ...first!, phone: '11912345678' })).toBe('whatsapp:+5511912345678')
    expect(threadKeyOf({ ...first!, phone: '11912345679' })).toBeNull()
  })

  it('say which is no number and which stands there twice', () => {
    const wrong = { ...newPhone(stored, '9123'), key: 'c' }
    const twice = { ...newPhone(stored, '011 91234-5678'), key: 'd' }
    expect(phoneProblems([...stored, wrong, newPhone(stored), twice])).toEqual({ c: 'phone', d: 'twice' })
    expect(e164Of(wrong)).toBeNull()
  })
})

describe('the e-mail addresses of a form', () => {
  const line = (email: string, key = email) => ({ ...newEmail([]), key, email })

  it('are read as people paste them', () => {
    expect(
      emailsToSend([line('Ana <ANA@exemplo.test>'), line('mailto:bia@exemplo.test'), line(' ')]).map(
        ({ email }) => email,
      ),
    ).toEqual(['ana@exemplo.test', 'bia@exemplo.test'])
    const kept = { id: 'a', email: 'a@b.test', type: 'work', note: null, is_primary: true } as const
    expect(emailsToSend(emailDrafts([kept]))).toEqual([
      { email: 'a@b.test', type: 'work', note: null, is_primary: true },
    ])
  })

  it('say which is none and which stands there twice', () => {
    expect(
      emailProblems([
        line('ana@exemplo.test'),
        line('ana@exemplo'),
        line('ana', 'x'),
        line('ANA@exemplo.test'),
      ]),
    ).toEqual({ 'ana@exemplo': 'email', x: 'email', 'ANA@exemplo.test': 'twice' })
  })
})
