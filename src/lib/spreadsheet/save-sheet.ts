import { download } from '../download'
import type { Sheet } from './sheet'

/** What a sheet can be saved as. */
export const sheetFormats = ['csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]

/** Saves a sheet on the person's computer; what writes it is loaded when it is asked for. */
export async function saveSheet(
  sheet: Sheet,
  { name, title, format, locale }: { name: string; title: string; format: SheetFormat; locale: string },
): Promise<void> {
  if (format === 'csv') {
    const { toCsv } = await import('./csv')
    download(`${name}.csv`, new Blob([toCsv(sheet, locale)], { type: 'text/csv;charset=utf-8' }))
  } else {
    const { toXlsx } = await import('./xlsx')
    download(`${name}.xlsx`, await toXlsx(sheet, title))
  }
}
