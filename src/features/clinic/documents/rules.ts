import { foldText } from '@/lib/fold-text'
import type { DocumentKind, DocumentTemplate, PatientFile } from './types'

/** Variables that templates may name, in the order in which the form offers them. */
export const VARIABLES = [
  'paciente',
  'cpf',
  'nascimento',
  'data',
  'hora',
  'data_atendimento',
  'hora_inicio',
  'hora_fim',
  'terapeuta',
  'conselho',
  'clinica',
  'cidade',
  'destinatario',
  'finalidade',
  'texto',
] as const

/** The longest text of a template and of a document. */
export const MAX_BODY = 20_000
export const MAX_TITLE = 120

/** What is written in free words, where it stands in the text. */
const WRITTEN = 'texto'

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The text with what is known; what is not stays in sight. */
export function fillIn(body: string, values: Readonly<Record<string, string>>): string {
  return body.replace(VARIABLE, (whole, name: string) => values[name.toLowerCase()]?.trim() || whole)
}

/** Variables of a text that nobody filled in yet, each once. */
export function openVariables(body: string): string[] {
  return [...new Set([...body.matchAll(VARIABLE)].map((match) => (match[1] ?? '').toLowerCase()))]
}

/** Those of them that are asked for in a field: one line each, and not what is written into the text itself. */
export function askedVariables(body: string, known: readonly string[] = []): string[] {
  return openVariables(body).filter((name) => name !== '' && name !== WRITTEN && !known.includes(name))
}

/** Where the first open variable of a text stands; null when all are filled in. */
export function firstOpen(body: string): { start: number; end: number } | null {
  const match = new RegExp(VARIABLE.source).exec(body)
  return match ? { start: match.index, end: match.index + match[0].length } : null
}

/** "12/2026" */
export function documentNumber({ number, year }: { number: number; year: number }): string {
  return `${number}/${year}`
}

/** How a file is shown when it is opened. */
export type Preview = 'image' | 'video' | 'audio' | 'pdf' | 'text' | 'none'

/** What of a file can be shown here. */
export function previewOf(mimeType: string): Preview {
  const [family] = mimeType.split('/')
  if (family === 'image' || family === 'video' || family === 'audio' || family === 'text') return family
  return mimeType === 'application/pdf' ? 'pdf' : 'none'
}

/** Icon that stands for a file. */
export function fileIcon(mimeType: string): string {
  const icons: Record<Preview, string> = {
    image: 'pi-image',
    video: 'pi-video',
    audio: 'pi-volume-up',
    pdf: 'pi-file-pdf',
    text: 'pi-file',
    none: 'pi-file',
  }
  if (mimeType.includes('wordprocessing')) return 'pi-file-word'
  if (mimeType.includes('spreadsheet') || mimeType === 'text/csv') return 'pi-file-excel'
  return icons[previewOf(mimeType)]
}

/** The files that the tab shows: without those of documents, which have a list of their own, and by what is looked for. */
export function shownFiles(
  files: readonly PatientFile[],
  { search, archived }: { search: string; archived: boolean },
): PatientFile[] {
  const words = foldText(search).split(' ').filter(Boolean)
  return files.filter(
    (file) =>
      file.source !== 'document' &&
      (file.archived_at !== null) === archived &&
      words.every((word) => foldText(file.name).includes(word)),
  )
}

/** The name without its ending, for a field; the server puts the ending back. */
export function stemOf(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '')
}

/** Templates that somebody may issue from, those of their profession before those of others. */
export function offeredTemplates(
  templates: readonly DocumentTemplate[],
  kinds: readonly DocumentKind[],
  { treats, council }: { treats: boolean; council: string | null },
): DocumentTemplate[] {
  const mine = council?.split(/[\s/-]/)[0] ?? ''
  const open = templates.filter(({ kind, archived_at }) => {
    const rules = kinds.find(({ key }) => key === kind)
    return archived_at === null && rules !== undefined && (treats || rules.desk_may_issue)
  })
  const isForOthers = ({ councils }: DocumentTemplate) => councils.length > 0 && !councils.includes(mine)
  return [...open.filter((each) => !isForOthers(each)), ...open.filter(isForOthers)]
}
