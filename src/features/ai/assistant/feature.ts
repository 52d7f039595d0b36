import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  assistant: (tab?: string) => ({ name: 'settings-assistant', query: tab ? { aba: tab } : {} }),
}
const permissions = { 'assistant.manage': leaders }

declare module '@/kit/links' {
  interface Links extends AssistantLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends AssistantPermissions {}
}
type AssistantLinks = typeof links
type AssistantPermissions = typeof permissions

/** Answers people by itself as far as the clinic lets it. */
export default defineFeature({
  module: 'assistant',
  routes: {
    settings: [
      {
        path: 'assistente',
        name: 'settings-assistant',
        component: () => import('./pages/ConfiguracoesAssistentePage.vue'),
        meta: {
          areas: ['assistant', 'autoreply'],
          title: 'assistant.title',
          permission: 'assistant.manage',
        },
      },
    ],
  },
  links,
  permissions,
  settings: [
    {
      key: 'assistant',
      group: 'conversations',
      icon: 'pi-sparkles',
      route: 'settings-assistant',
      position: 18,
    },
  ],
  composer: [
    {
      label: 'shell.assist',
      icon: 'pi-sparkles',
      keys: 'ctrl+j',
      component: () => withTexts(['copilot'], import('./components/ComposerAssist.vue')),
    },
  ],
  contact: [
    {
      component: () => withTexts(['assistant'], import('./components/ConversationAssistant.vue')),
      when: ({ isGroup }) => !isGroup,
      position: 5,
    },
  ],
})
