import { describe, expect, test } from 'vitest'
import { digitsOf, phoneKey, registeredNumber } from './br-phone.ts'

describe('digitsOf', () => {
  test.each([
    ['whatsapp:+5511912345678', '5511912345678'],
    ['5511912345678@s.whatsapp.net', '5511912345678'],
    ['578858720995:24@s.whatsapp.net', '578858720995'],
    ['+55 (11) 91234-5678', '5511912345678'],
  ])('reads %s', (address, digits) => expect(digitsOf(address)).toBe(digits))
})

describe('phoneKey', () => {
  test('gives both spellings of a mobile one key', () => {
    expect(phoneKey('553187654321@s.whatsapp.net')).toBe('5531987654321')
    expect(phoneKey('+5531987654321')).toBe('5531987654321')
  })
  test('leaves landlines and foreign numbers alone', () => {
    expect(phoneKey('551132345678')).toBe('551132345678')
    expect(phoneKey('+14155238886')).toBe('14155238886')
  })
})

describe('registeredNumber', () => {
  test('drops the ninth digit from area code 31 up', () => {
    expect(registeredNumber('5531987654321')).toBe('553187654321')
    expect(registeredNumber('5511987654321')).toBe('5511987654321')
  })
})
