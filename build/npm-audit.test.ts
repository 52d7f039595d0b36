import { describe, expect, it } from 'vitest'
import { auditFaults } from '../tests/runner/npm-audit.mjs'

const hole = (severity: string) => ({
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  title: 'Prototype pollution',
  severity,
})
const report = (severity: string) => ({
  vulnerabilities: { some: { via: [hole(severity)] }, other: { via: ['some'] } },
})
const allowed = [{ advisory: 'GHSA-aaaa-bbbb-cccc', reason: 'not reached by us', until: '2026-12-31' }]

describe('the gate of known holes', () => {
  it('names a grave one once, and lets the others pass', () => {
    expect(auditFaults(report('high'), [], '2026-11-28')).toEqual([
      'some: Prototype pollution (high, https://github.com/advisories/GHSA-aaaa-bbbb-cccc)',
    ])
    expect(auditFaults(report('moderate'), [], '2026-11-28')).toEqual([])
  })

  it('lets one pass that is allowed until its day, and not after it', () => {
    expect(auditFaults(report('critical'), allowed, '2026-12-31')).toEqual([])
    expect(auditFaults(report('critical'), allowed, '2027-01-01')).toHaveLength(1)
  })

  it('does not call no answer a good one', () => {
    expect(auditFaults({}, [], '2026-11-28')).toBeNull()
    expect(auditFaults({ vulnerabilities: {} }, [], '2026-11-28')).toEqual([])
  })
})
