import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { securityHeaders } from './security-headers.ts'

const headers = securityHeaders('https://projeto.supabase.co/')
const policy = new Map(
  (headers['content-security-policy'] ?? '').split('; ').map((part) => {
    const [directive = '', ...sources] = part.split(' ')
    return [directive, sources] as const
  }),
)

describe('the security headers', () => {
  it('let no inline script and no eval run', () => {
    expect(policy.get('script-src')).toEqual(["'self'"])
    expect(policy.get('object-src')).toEqual(["'none'"])
  })

  it('talk to the project alone, live events included', () => {
    expect(policy.get('connect-src')).toContain('https://projeto.supabase.co')
    expect(policy.get('connect-src')).toContain('wss://projeto.supabase.co')
    expect(policy.get('connect-src')).not.toContain('*')
  })

  it('let nobody put the app into a frame', () => {
    expect(policy.get('frame-ancestors')).toEqual(["'none'"])
    expect(headers['x-frame-options']).toBe('DENY')
  })

  it('are those of the documentation', () => {
    const page = readFileSync(new URL('../docs/security.md', import.meta.url), 'utf8')
    for (const [name, value] of Object.entries(headers)) expect(page).toContain(`${name}: ${value}`)
  })

  it('need no script in the page itself', () => {
    const page = readFileSync(new URL('../index.html', import.meta.url), 'utf8')
    expect(page.match(/<script(?![^>]*\ssrc=)/)).toBeNull()
  })
})
