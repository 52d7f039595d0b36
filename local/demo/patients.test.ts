import { describe, expect, it } from 'vitest'
import { isCpfCnpj } from '../../src/lib/cpf-cnpj.ts'
import { demoNames } from '../simulators/demo.ts'
import { phoneKey } from '../simulators/core/br-phone.ts'
import { demoPatients } from './patients.ts'

describe('the demo patients', () => {
  const people = demoPatients()

  it('are sixty different people, with CPFs that exist', () => {
    expect(people).toHaveLength(60)
    expect(new Set(people.map(({ id }) => id)).size).toBe(60)
    const cpfs = people.flatMap(({ cpf }) => cpf ?? [])
    expect(new Set(cpfs).size).toBe(cpfs.length)
    expect(cpfs.filter((cpf) => !isCpfCnpj(cpf))).toEqual([])
  })

  it('are partly those who write to the clinic, and somebody of them is there twice', () => {
    const keys = people.flatMap(({ phone }) => (phone ? [phoneKey(phone.slice(1))] : []))
    expect(keys.filter((key) => demoNames().has(key)).length).toBeGreaterThan(20)
    expect(keys.length - new Set(keys).size).toBe(1)
    expect(demoPatients(5).filter(({ phone }) => phone === '+5511912345678')).toHaveLength(2)
  })
})
