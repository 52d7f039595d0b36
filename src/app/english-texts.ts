import type { TextFiles } from '@/kit/i18n/texts'

/** The English texts of a clinic's pages; their list is fetched by those who read English. */
export default import.meta.glob('../locales/en/*.json', { import: 'default' }) as TextFiles
