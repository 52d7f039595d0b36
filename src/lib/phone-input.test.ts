import { describe, expect, it } from 'vitest'
import { caretAfter, formatTyping, toE164 } from './phone-input'

describe('formatTyping', () => {
  it.each([
    ['11987654321', '(11) 98765-4321'],
    ['11 98765 4321', '(11) 98765-4321'],
    ['+55 (11) 98765-4321', '+55 11 98765 4321'],
    ['  +5511987654321', '+55 11 98765 4321'],
    ['abc', ''],
    ['+', '+'],
  ])('shows %s as %s', (typed, shown) => {
    expect(formatTyping(typed).replaceAll('-', ' ')).toBe(shown.replaceAll('-', ' '))
  })
  it('is stable: formatting again changes nothing', () => {
    for (const text of ['1', '119', '1198765', '11987654321', '+1415523']) {
      expect(formatTyping(formatTyping(text))).toBe(formatTyping(text))
    }
  })
})

describe('caretAfter', () => {
  it('keeps the caret behind the digit just typed', () => {
    expect(caretAfter('(11) 98765-4321', 3)).toBe(6)
    expect(caretAfter('+55 11', 0)).toBe(1)
    expect(caretAfter('(11)', 9)).toBe(4)
  })
})

describe('toE164', () => {
  it.each([
    ['(11) 98765-4321', '+5511987654321'],
    ['5511987654321', '+5511987654321'],
    ['+1 415 523 8886', '+14155238886'],
    ['whatsapp: +55 11 98765-4321', '+5511987654321'],
    ['0 15 11 98765-4321', '+5511987654321'],
    ['98765-4321', null],
    ['8765-4321', null],
    ['11 98765-43210', null],
    ['123', null],
    ['', null],
  ])('reads %s', (typed, phone) => expect(toE164(typed)).toBe(phone))
})
