import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { saveSheet, type SheetFormat } from '@/lib/spreadsheet/save-sheet'
import { useAction } from '../use-action'
import { fileColumns, sheetOf } from './columns'
import type { List } from './list'
import { useListMemory, type FileSubject } from './memory'

/** So many rows are made into a file by the browser; more of them by the server. */
const LARGEST = 10_000

/** Saves every row that the filters of a list leave, page after page; it can be stopped between two pages. */
export function useExport<Row>(list: List<Row>) {
  const { locale } = useI18n()
  const keeper = useListMemory().files()
  const count = ref(0)
  /** What is made in the background, once the list was too long. */
  const background = shallowRef<FileSubject | null>(null)
  let stopping = new AbortController()

  const { run, running } = useAction(async (format: SheetFormat) => {
    const { file } = list
    if (!file) return
    stopping = new AbortController()
    const { signal } = stopping
    count.value = 0
    let isTooLong = false
    const onPage = (rows: number) => {
      count.value = rows
      if (rows <= LARGEST || !file.server || !keeper) return
      isTooLong = true
      stopping.abort()
    }
    try {
      const rows = await list.fetchAll({ signal, onPage })
      signal.throwIfAborted()
      const sheet = sheetOf(file.columns ?? fileColumns(list.columns), rows)
      await saveSheet(sheet, { name: file.name, title: file.title, format, locale: locale.value })
      await keeper?.saved(list.key, format, rows.length, list.address)
    } catch (error) {
      if (!signal.aborted) throw error
      if (!isTooLong || !file.server || !keeper) return
      const subject = {
        list: file.server.list,
        search: list.filters['search'] || null,
        // what is not set is no filter
        where: JSON.parse(JSON.stringify(file.server.where(list.filters))),
        format,
      }
      await keeper.request(subject)
      background.value = subject
    }
  })

  return { save: run, running, count, stop: () => stopping.abort(), background, progress: keeper?.progress }
}
