import { expect, it } from 'vitest'
import { describeWeights } from './weights.ts'

it('names the heaviest script first, with the packages and folders in it', () => {
  const text = describeWeights([
    { fileName: 'assets/small.js', code: 'a()', modules: { '/z/src/main.ts': { renderedLength: 10 } } },
    {
      fileName: 'assets/large.js',
      code: Array.from({ length: 2000 }, (_, n) => `f${n}(${n * 7919})`).join(';'),
      modules: {
        '/z/node_modules/@scope/lib/a.mjs': { renderedLength: 3000 },
        '/z/node_modules/@scope/lib/b.mjs': { renderedLength: 2000 },
        '/z/src/ui/list/ListCard.vue?vue&type=script': { renderedLength: 7000 },
      },
    },
  ])
  const lines = text.split('\n').slice(1)
  expect(lines.map((line) => line.replace(/^.*kB\s+/, ''))).toEqual([
    'assets/large.js',
    'src/ui/list',
    '@scope/lib',
    'assets/small.js',
    'src',
    'in 2 scripts',
  ])
  expect(lines[2]).toContain('5.0 kB')
})
