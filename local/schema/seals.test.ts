import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { brokenSeals } from './seals.ts'

let home = ''
const folder = () => join(home, 'migrations')
const seals = () => join(home, 'migrations.sha256')
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zelo-seals-'))
  mkdirSync(folder())
  writeFileSync(join(folder(), '1_first.sql'), 'select 1;')
  writeFileSync(seals(), `${hashOf('select 1;')}  1_first.sql\n`)
})
afterEach(() => rmSync(home, { recursive: true }))

test('sealed migrations that were left alone are well', () => {
  expect(brokenSeals(folder(), seals())).toEqual([])
})

test('a changed migration is named', () => {
  writeFileSync(join(folder(), '1_first.sql'), 'select 2;')
  expect(brokenSeals(folder(), seals())).toEqual([
    'supabase/migrations/1_first.sql was changed after it was sealed',
  ])
})

test('a removed and an unsealed migration are named', () => {
  rmSync(join(folder(), '1_first.sql'))
  writeFileSync(join(folder(), '2_second.sql'), 'select 2;')
  expect(brokenSeals(folder(), seals())).toEqual([
    'supabase/migrations/2_second.sql is not sealed',
    'supabase/migrations/1_first.sql is missing',
  ])
})

test('the migrations of the product are what was sealed', () => {
  expect(brokenSeals()).toEqual([])
})
