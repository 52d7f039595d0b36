import { describe, expect, it } from 'vitest'
import { safeBackPath } from './links'

describe('safeBackPath', () => {
  it('takes a path of this app', () => {
    expect(safeBackPath('/conversas/abc?x=1')).toBe('/conversas/abc?x=1')
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'conversas', '', undefined, ['/a']])(
    'refuses %j',
    (value) => {
      expect(safeBackPath(value)).toBeNull()
    },
  )
})
