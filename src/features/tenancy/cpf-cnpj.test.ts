import { describe, expect, it } from 'vitest'
import { formatCpfCnpj, isCpfCnpj, normaliseCpfCnpj } from './cpf-cnpj'

describe('isCpfCnpj', () => {
  it.each(['529.982.247-25', '52998224725', '11.222.333/0001-81', '11222333000181', ' 11 222 333 0001 81 '])(
    'takes %s',
    (text) => expect(isCpfCnpj(text)).toBe(true),
  )

  it.each(['529.982.247-24', '111.111.111-11', '11.222.333/0001-82', '123', '5299822472a', ''])(
    'refuses %j',
    (text) => expect(isCpfCnpj(text)).toBe(false),
  )
})

describe('formatCpfCnpj', () => {
  it('writes both in their usual form and leaves the rest', () => {
    expect(formatCpfCnpj('52998224725')).toBe('529.982.247-25')
    expect(formatCpfCnpj('11222333000181')).toBe('11.222.333/0001-81')
    expect(formatCpfCnpj('123')).toBe('123')
  })
})

describe('normaliseCpfCnpj', () => {
  it('keeps the digits', () => expect(normaliseCpfCnpj('11.222.333/0001-81')).toBe('11222333000181'))
})
