/** What other features may use of this one. */
export type { TemplateChoice, TemplateMessage } from './types'

/** The dialog in which a template is chosen and filled; its texts are the area `templates`. */
export const loadTemplatePicker = () => import('./components/TemplatePickerDialog.vue')

export { useTemplates } from './queries'
