import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  gradientPng,
  onePagePdf,
  sampleFor,
  silentVoiceNote,
} from '../../../../local/simulators/core/samples.ts'
import { testLabelledSet } from '../../../../tests/support/labelled-set.ts'
import { shownAs } from './allowed-types.ts'
import { cleanFileName } from './file-name.ts'
import { inspectMedia, type DeclaredMedia } from './inspect.ts'

const nothing: DeclaredMedia = { type: null, name: null }
const bytesOf = (text: string) => new TextEncoder().encode(text)

async function taken(bytes: Uint8Array, declared = nothing) {
  const found = await inspectMedia(bytes, declared)
  if ('refused' in found) throw new Error(`refused: ${found.refused}`)
  return found
}

describe('what a file is', () => {
  test('is said by its content, not by its label', async () => {
    const found = await taken(gradientPng(12), { type: 'application/pdf', name: 'exame.pdf' })
    expect(found).toMatchObject({ type: 'image/png', extension: 'png', width: 12, height: 12 })
  })

  test('a voice note tells how long it is', async () => {
    expect(await taken(silentVoiceNote(3))).toMatchObject({ type: 'audio/ogg', seconds: 3 })
  })

  test('an iPhone’s film is one, whatever it is called', async () => {
    const film = Buffer.from('0000001466747970717420200000000071742020000000087769646500', 'hex')
    const found = await taken(new Uint8Array(film), { type: 'application/octet-stream', name: 'IMG_1.MOV' })
    expect(found).toMatchObject({ type: 'video/quicktime', extension: 'mov' })
    expect(shownAs(found.type, 'document', false)).toBe('video')
  })

  test('a text is believed when it is declared as one and reads as one', async () => {
    const declared = { type: 'text/csv; charset=utf-8', name: 'Lista.CSV' } as never
    expect(await taken(bytesOf('nome;telefone\nAna;11'), declared)).toMatchObject({ type: 'text/csv' })
    expect(await inspectMedia(bytesOf('oi'), nothing)).toEqual({ refused: 'unknown_type' })
    expect(await inspectMedia(bytesOf('oi'), { type: 'text/plain', name: 'oi.sh' })).toEqual({
      refused: 'unknown_type',
    })
    expect(await inspectMedia(new Uint8Array([0xff, 0x41]), { type: 'text/plain', name: 'a.txt' })).toEqual({
      refused: 'unknown_type',
    })
  })

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'desenho.txt'],
    ['\uFEFF  <!doctype html><script>1</script>', 'a.txt'],
    ['#!/bin/sh\nrm -rf /', 'a.txt'],
  ])('markup and scripts are refused under any name: %s', async (text, name) => {
    expect(await inspectMedia(bytesOf(text), { type: 'text/plain', name })).toEqual({
      refused: 'type_not_allowed',
    })
  })

  test('a picture that breaks off before its pixels is refused', async () => {
    expect(await inspectMedia(gradientPng(40).subarray(0, 60), nothing)).toEqual({ refused: 'corrupt' })
  })

  test.each(['image', 'audio', 'document', 'sticker', 'video'] as const)(
    'what the simulators send as %s is taken',
    async (kind) => {
      const sample = sampleFor(kind)!
      expect(shownAs((await taken(sample.bytes)).type, kind, kind === 'audio')).toBe(
        kind === 'audio' ? 'voice' : kind,
      )
    },
  )

  test('nothing is nothing', async () => {
    expect(await inspectMedia(new Uint8Array(), nothing)).toEqual({ refused: 'empty' })
  })

  test('a document keeps every byte', async () => {
    const pdf = onePagePdf('Laudo')
    expect((await taken(pdf)).bytes).toBe(pdf)
  })
})

describe('the name of a file', () => {
  test.each([
    ['a/../b\\laudo.pdf', 'pdf', 'laudo.pdf'],
    ['laudo\u202efdp.exe', 'pdf', 'laudofdp.exe.pdf'],
    ['CON.pdf', 'pdf', '_CON.pdf'],
    ['..', 'pdf', 'arquivo.pdf'],
    ['foto.JPEG', 'jpg', 'foto.JPEG'],
    ['exame 🩺👩‍⚕️ ok.pdf', 'pdf', 'exame 🩺👩‍⚕️ ok.pdf'],
  ])('%j becomes a safe one', (given, extension, expected) => {
    expect(cleanFileName(given, extension)).toBe(expected)
  })

  test('is shortened between characters', () => {
    const name = cleanFileName(`${'👩‍⚕️'.repeat(60)}.pdf`, 'pdf') ?? ''
    expect(name.length).toBeLessThanOrEqual(150)
    expect(new TextEncoder().encode(name).byteLength).toBeLessThanOrEqual(255)
    expect(name).toMatch(/^(👩‍⚕️)+\.pdf$/u)
  })
})

/** A file of the set that `ZELO_CASES` names, and what must become of it. */
interface Case {
  id: string
  file: string
  declared_mime: string
  declared_name: string
  message_kind?: string
  voice?: boolean
  accepted: boolean
  stored_mime?: string
  stored_extension?: string
  shown_as?: string
  refused?: string | string[]
  display_width?: number
  display_height?: number
  must_not_contain?: string[]
  name_rules?: boolean
}

const folder = process.env.ZELO_CASES && resolve(process.env.ZELO_CASES, 'media')
const cases: Case[] = folder ? (JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Case[]) : []

describe.runIf(cases.length > 0)('the set of files', () => {
  testLabelledSet(cases, 'becomes what it is', async (given) => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${given.file}`))
    const found = await inspectMedia(bytes, { type: given.declared_mime, name: given.declared_name })
    if (!given.accepted) {
      expect([given.refused].flat()).toContain('refused' in found ? found.refused : 'accepted')
      return
    }
    if ('refused' in found) throw new Error(`refused: ${found.refused}`)
    expect(found.type).toBe(given.stored_mime)
    expect(shownAs(found.type, given.message_kind ?? null, given.voice ?? false)).toBe(given.shown_as)
    if (given.stored_extension) expect(found.extension).toBe(given.stored_extension)
    if (given.display_width)
      expect(found).toMatchObject({ width: given.display_width, height: given.display_height })
    const stored = Buffer.from(found.bytes).toString('latin1')
    for (const word of given.must_not_contain ?? []) expect(stored).not.toContain(word)
    const name = cleanFileName(given.declared_name, found.extension)
    if (given.name_rules) {
      expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      expect(name?.length).toBeLessThanOrEqual(150)
      expect(name).toMatch(new RegExp(`[^.]\\.${found.extension}$`))
      expect(name).not.toMatch(/^(con|nul)\./i)
    }
  })
})
