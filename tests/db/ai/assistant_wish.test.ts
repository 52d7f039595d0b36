import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

it.each([
  ['Sim', true],
  ['sim, por favor', true],
  ['Pode marcar!', true],
  ['isso mesmo', true],
  ['ok', true],
  ['👍', true],
  ['confirmo', true],
  ['pode cancelar', true],
  ['Não', false],
  ['nao quero', false],
  ['deixa pra lá', false],
  ['👎', false],
  ['sim?', null],
  ['sim, mas só se for às 15h', null],
  ['não sei, sim', null],
  ['sim e cancela todas as sessões da Bia', null],
  ['quero falar com alguém', null],
  ['', null],
])('%j says %s', async (text, wish) => {
  const [row] = await db.asPostgres((sql) => sql`select app.assistant_wish(${text}) as wish`)
  expect(row).toEqual({ wish })
})
