import { managers } from '@/kit/clinic/roles'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const permissions = {
  /** What only owner and administrators read of the day. */
  'today.owner': managers,
  /** What those read who treat. */
  'today.treats': roles.filter((role) => role === 'therapist' || role === 'supervisor'),
}

declare module '@/kit/permissions' {
  interface Permissions extends TodayPermissions {}
}
type TodayPermissions = typeof permissions

const areas = ['clinicToday']

/** What Hoje shows of the clinic by role: money and occupation, what is to be written, who is to pay, what is to be done. */
export default defineFeature({
  permissions,
  today: [
    {
      component: () => import('./components/OwnerDay.vue'),
      areas: [...areas, 'queue'],
      position: 5,
      permission: 'today.owner',
    },
    {
      component: () => import('./components/EntriesToWrite.vue'),
      areas: [...areas, 'record'],
      position: 20,
      permission: 'today.treats',
    },
    {
      component: () => import('./components/OwnPatientsWaiting.vue'),
      areas: [...areas, 'inbox'],
      position: 25,
      permission: 'today.treats',
    },
    {
      component: () => import('./components/UnpaidToday.vue'),
      areas: [...areas, 'money'],
      position: 30,
      permission: 'money.write',
    },
    { component: () => import('./components/TasksToday.vue'), areas, position: 40 },
  ],
})
