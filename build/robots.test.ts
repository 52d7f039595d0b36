import { expect, test } from 'vitest'
import { robotsText } from './robots.ts'

test('search engines hear of the shops, and of nothing else', () => {
  expect(robotsText('https://app.zelo.test/').split('\n')).toEqual([
    'User-agent: *',
    'Allow: /loja/',
    'Disallow: /',
    '',
    'Sitemap: https://app.zelo.test/loja/sitemap.xml',
    '',
  ])
  expect(robotsText(undefined)).not.toContain('Sitemap')
})
