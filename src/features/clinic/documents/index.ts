/** What other features use of this one. */
export { useDocumentPdf } from './use-document-pdf'
export type { Paper, PatientDocument as DocumentPaper } from './types'

/** Makes PDFs with a letterhead; heavy, so it is fetched when somebody asks for one. */
export const loadPapersPdf = () => import('./document-pdf')
