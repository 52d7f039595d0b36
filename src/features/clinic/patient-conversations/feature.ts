import { defineFeature } from '@/kit/feature'

/** What a patient and the clinic wrote to each other, as a tab of the patient's page. */
export default defineFeature({
  patientTabs: [
    {
      id: 'conversas',
      label: 'patients.tabs.conversations',
      component: () => import('./components/PatientConversationsTab.vue'),
      areas: ['patientConversations', 'inbox'],
      order: 40,
    },
  ],
})
