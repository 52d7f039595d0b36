import { describe, expect, it } from 'vitest'
import type { Member } from '@/features/account/tenancy'
import { managerNames } from './members'

function aMember(patch: Partial<Member>): Member {
  const row = { user_id: 'u', full_name: 'Rita Reis', email: 'rita@clinica.test', created_at: '' }
  return { ...row, role: 'operator', status: 'active', ...patch }
}

describe('managerNames', () => {
  it('names owners, then administrators, who are still there', () => {
    const members = [
      aMember({}),
      aMember({ full_name: 'Ana Admin', role: 'admin' }),
      aMember({ full_name: 'Davi Desligado', role: 'owner', status: 'disabled' }),
      aMember({ full_name: ' ', email: 'dona@clinica.test', role: 'owner' }),
      aMember({ full_name: 'Sueli', role: 'supervisor' }),
    ]
    expect(managerNames(members)).toEqual(['dona@clinica.test', 'Ana Admin'])
  })
  it('names a few of many', () => {
    const many = Array.from({ length: 9 }, () => aMember({ role: 'admin' }))
    expect(managerNames(many)).toHaveLength(3)
  })
})
