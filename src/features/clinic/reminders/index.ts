import { defineAsyncComponent } from 'vue'

/** What will become of the reminders of a session, one line each. */
export const SessionReminders = defineAsyncComponent(async () => {
  const texts = import('@/kit/i18n').then(({ loadAreas }) => loadAreas(['reminders']))
  const [part] = await Promise.all([import('./components/SessionReminders.vue'), texts])
  return part.default
})
