/** Makes PDFs with a letterhead; heavy, so it is fetched when somebody asks for one. */
export const loadPapersPdf = () => import('./document-pdf')
