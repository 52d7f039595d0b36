import { describe, expect, it } from 'vitest'
import { formatCpfCnpj, isCpfCnpj, normaliseCpfCnpj } from './cpf-cnpj'

describe('isCpfCnpj', () => {
  it.each([
    '529.982.247-25',
    '52998224725',
    '11.222.333/0001-81',
    '11222333000181',
    ' 11 222 333 0001 81 ',
    '12.ABC.345/01DE-35',
    '12abc34501de35',
  ])('takes %s', (text) => expect(isCpfCnpj(text)).toBe(true))

  it.each([
    '529.982.247-24',
    '111.111.111-11',
    '11.222.333/0001-82',
    '123',
    '5299822472a',
    '12.ABC.345/01DE-36',
    '12ABC34501DEA5',
    '11111111111111',
    '',
  ])('refuses %j', (text) => expect(isCpfCnpj(text)).toBe(false))
})

describe('formatCpfCnpj', () => {
  it('writes both in their usual form and leaves the rest', () => {
    expect(formatCpfCnpj('52998224725')).toBe('529.982.247-25')
    expect(formatCpfCnpj('11222333000181')).toBe('11.222.333/0001-81')
    expect(formatCpfCnpj('12abc34501de35')).toBe('12.ABC.345/01DE-35')
    expect(formatCpfCnpj('123')).toBe('123')
  })
})

describe('normaliseCpfCnpj', () => {
  it.each([
    ['11.222.333/0001-81', '11222333000181'],
    ['CNPJ: 12.abc.345/01de-35', '12ABC34501DE35'],
    ['\u200b529.982.247\u201125 ', '52998224725'],
    ['1234501287', '01234501287'],
    ['123450000171', '00123450000171'],
  ])('makes of %j %s', (text, normalised) => expect(normaliseCpfCnpj(text)).toBe(normalised))
})
