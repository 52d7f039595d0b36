import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  documentTemplates: () => ({ name: 'settings-documents' }),
}
const permissions = { 'documents.manage': managers }

declare module '@/kit/links' {
  interface Links extends DocumentLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends DocumentPermissions {}
}
type DocumentLinks = typeof links
type DocumentPermissions = typeof permissions

/** Fetches the dialog together with its texts. */
async function loadSaveDialog() {
  const { loadAreas } = await import('@/kit/i18n')
  const [dialog] = await Promise.all([
    import('./components/SaveFileDialog.vue'),
    loadAreas(['documents', 'media']),
  ])
  return dialog
}

/** Files of patients, and the documents that a clinic issues for them. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'documentos',
        name: 'settings-documents',
        component: () => import('./pages/ConfiguracoesDocumentosPage.vue'),
        meta: { permission: 'documents.manage', areas: ['documents'], title: 'documents.templates.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'documents', group: 'care', icon: 'pi-file-edit', route: 'settings-documents', position: 19 },
  ],
  fileActs: [{ label: 'shell.files.save', icon: 'pi-folder', dialog: loadSaveDialog }],
  patientTabs: [
    {
      id: 'arquivos',
      label: 'patients.tabs.files',
      component: () => import('./components/PatientFilesTab.vue'),
      areas: ['documents', 'media'],
      order: 50,
    },
  ],
})
