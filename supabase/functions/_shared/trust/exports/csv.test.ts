import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

it('marks what a spreadsheet would calculate, and quotes what would break a line', () => {
  const rows = [
    { name: '=HYPERLINK("http://evil.test")', note: 'a;b', cents: -5 },
    { name: ' +55', note: 'linha 1\nlinha 2', cents: null },
    { name: '@SUM(A1)', note: '\t=1', cents: true },
  ]
  expect(csvOf(['name', 'note', 'cents'], rows, ['Nome', '-Nota', 'Valor'])).toBe(
    [
      "\uFEFFNome;'-Nota;Valor",
      '"\'=HYPERLINK(""http://evil.test"")";"a;b";-5',
      '\' +55;"linha 1\nlinha 2";',
      "'@SUM(A1);'\t=1;true",
      '',
    ].join('\r\n'),
  )
})
