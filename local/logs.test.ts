import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { limitLog, rotateLog } from './logs.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zelo-logs-'))
  file = join(folder, 'api.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

it('keeps the logs of the last three runs', () => {
  for (const run of ['one', 'two', 'three', 'four', 'five']) {
    rotateLog(file)
    appendFileSync(file, run)
  }
  expect(readdirSync(folder).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2', 'api.log.3'])
  expect(['api.log', 'api.log.1', 'api.log.2', 'api.log.3'].map(read)).toEqual([
    'five',
    'four',
    'three',
    'two',
  ])
})

it('puts nothing aside where nothing was written', () => {
  rotateLog(file)
  appendFileSync(file, '')
  rotateLog(file)
  expect(readdirSync(folder)).toEqual(['api.log'])
})

it('bounds a log whose writer goes on', () => {
  const writer = openSync(file, 'a')
  writeSync(writer, 'long before')
  limitLog(file, 5)
  writeSync(writer, 'then')
  limitLog(file, 5)
  closeSync(writer)
  expect([read('api.log'), read('api.log.1')]).toEqual(['then', 'long before'])
})
