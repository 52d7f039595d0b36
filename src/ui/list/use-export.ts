import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { saveSheet, type SheetFormat } from '@/lib/spreadsheet/save-sheet'
import { useAction } from '../use-action'
import { fileColumns, sheetOf } from './columns'
import type { List } from './list'

/** Saves every row that the filters of a list leave, page after page; it can be stopped between two pages. */
export function useExport<Row>(list: List<Row>) {
  const { locale } = useI18n()
  const count = ref(0)
  let stopping = new AbortController()

  const { run, running } = useAction(async (format: SheetFormat) => {
    const { file } = list
    if (!file) return
    stopping = new AbortController()
    const { signal } = stopping
    count.value = 0
    try {
      const rows = await list.fetchAll({ signal, onPage: (rows) => (count.value = rows) })
      signal.throwIfAborted()
      const sheet = sheetOf(file.columns ?? fileColumns(list.columns), rows)
      await saveSheet(sheet, { name: file.name, title: file.title, format, locale: locale.value })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  })

  return { save: run, running, count, stop: () => stopping.abort() }
}
