import { describe, expect, it } from 'vitest'
import {
  askedVariables,
  fillIn,
  firstOpen,
  offeredTemplates,
  openVariables,
  previewOf,
  shownFiles,
  stemOf,
} from './rules'
import type { DocumentKind, DocumentTemplate, PatientFile } from './types'

describe('a text', () => {
  it('is filled in by what is known, however it is spelt; the rest stays in sight', () => {
    const text = '{{Paciente}} esteve aqui das {{ hora_inicio }} às {{hora_fim}}.'
    expect(fillIn(text, { paciente: 'Ana', hora_inicio: '14h', hora_fim: ' ' })).toBe(
      'Ana esteve aqui das 14h às {{hora_fim}}.',
    )
  })

  it('says what is missing, each once, and asks in fields for all but free words', () => {
    const text = '{{texto}} {{cid}} {{texto}} {{data}}'
    expect(openVariables(text)).toEqual(['texto', 'cid', 'data'])
    expect(askedVariables(text, ['data'])).toEqual(['cid'])
    expect(firstOpen(text)).toEqual({ start: 0, end: 9 })
    expect(firstOpen('Tudo preenchido.')).toBeNull()
  })
})

const kinds = [
  { key: 'attendance_note', desk_may_issue: true },
  { key: 'report', desk_may_issue: false },
] as DocumentKind[]
const template = (id: string, kind: string, more: Partial<DocumentTemplate> = {}): DocumentTemplate => ({
  id,
  kind,
  title: id,
  body: 'x',
  version: 0,
  archived_at: null,
  is_default: true,
  is_changed: false,
  councils: [],
  ...more,
})

describe('templates', () => {
  const all = [
    template('fisio', 'report', { councils: ['CREFITO'] }),
    template('nota', 'attendance_note'),
    template('laudo', 'report'),
    template('velho', 'report', { archived_at: '2026-01-01' }),
  ]
  const ids = (treats: boolean, council: string | null = null) =>
    offeredTemplates(all, kinds, { treats, council }).map(({ id }) => id)

  it('are offered to the desk where it may issue', () => {
    expect(ids(false)).toEqual(['nota'])
  })

  it('of another profession come last', () => {
    expect(ids(true, 'CRP 06/123456')).toEqual(['nota', 'laudo', 'fisio'])
    expect(ids(true, 'CREFITO-3 12345')).toEqual(['fisio', 'nota', 'laudo'])
  })
})

describe('files', () => {
  const file = (name: string, more: Partial<PatientFile> = {}) =>
    ({ name, source: 'upload', archived_at: null, ...more }) as PatientFile
  const files = [
    file('Exame de sangue.pdf'),
    file('Declaração 1-2026.pdf', { source: 'document' }),
    file('RG.jpg', { archived_at: '2026-01-01' }),
  ]

  it('are found without accents, apart from documents and from archived ones', () => {
    const names = (search: string, archived = false) =>
      shownFiles(files, { search, archived }).map(({ name }) => name)
    expect(names('')).toEqual(['Exame de sangue.pdf'])
    expect(names('SANGUE exáme')).toEqual(['Exame de sangue.pdf'])
    expect(names('rg')).toEqual([])
    expect(names('rg', true)).toEqual(['RG.jpg'])
  })

  it('are shown as what they are', () => {
    expect(['image/png', 'application/pdf', 'text/csv', 'application/zip'].map(previewOf)).toEqual([
      'image',
      'pdf',
      'text',
      'none',
    ])
  })

  it('are renamed without their ending', () => {
    expect(stemOf('Exame v1.2.pdf')).toBe('Exame v1.2')
    expect(stemOf('sem ponto')).toBe('sem ponto')
  })
})
