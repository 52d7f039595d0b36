import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

const render = async (body: string, variables: Record<string, string>) => {
  const [row] = await db.asPostgres(
    (sql) => sql<{ text: string }[]>`
      select app.render_template(${body}, ${JSON.stringify(variables)}::text::jsonb) as text`,
  )
  return row!.text
}

describe('render_template', () => {
  it.each([
    ['no variable', 'Bom dia!', {}, 'Bom dia!'],
    ['variables anywhere', '{{1}}, em {{2}}{{3}}', { 1: 'Ana', 2: '10/09', 3: '!' }, 'Ana, em 10/09!'],
    ['one variable twice', '{{1}} e {{1}}', { 1: 'Ana' }, 'Ana e Ana'],
    ['names and spaces inside', 'Olá, {{ nome }}', { nome: 'Ana' }, 'Olá, Ana'],
    ['a value that looks like a variable', '{{1}} {{2}}', { 1: '{{2}}', 2: 'b' }, '{{2}} b'],
    ['a value with a backslash', '{{1}}', { 1: String.raw`\1 \\ $1` }, String.raw`\1 \\ $1`],
    ['a value that nobody gave', 'Olá, {{1}}', {}, 'Olá, {{1}}'],
    ['line breaks of the template', 'Olá,\n\n{{1}}\n', { 1: 'Ana' }, 'Olá,\n\nAna\n'],
  ])('%s', async (_what, body, variables, text) => {
    expect(await render(body, variables)).toBe(text)
  })
})
