import type { RouteRecordRaw } from 'vue-router'

const areas = ['auth']

/** Pages before the shell. */
export const authRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('./components/AuthLayout.vue'),
    meta: { areas, public: true },
    children: [
      {
        path: 'entrar',
        name: 'sign-in',
        component: () => import('./pages/SignInPage.vue'),
        meta: { guestOnly: true, title: 'auth.signIn.title' },
      },
      {
        path: 'criar-conta',
        name: 'sign-up',
        component: () => import('./pages/SignUpPage.vue'),
        meta: { guestOnly: true, title: 'auth.signUp.title' },
      },
      {
        path: 'esqueci-a-senha',
        name: 'forgot-password',
        component: () => import('./pages/ForgotPasswordPage.vue'),
        meta: { title: 'auth.forgot.title' },
      },
      {
        path: 'redefinir-senha',
        name: 'reset-password',
        component: () => import('./pages/ResetPasswordPage.vue'),
        meta: { title: 'auth.reset.title' },
      },
      {
        path: 'convite/:token',
        name: 'invitation',
        component: () => import('./pages/InvitationPage.vue'),
        props: true,
        meta: { title: 'auth.invitation.title' },
      },
      {
        path: 'sem-clinica',
        name: 'no-clinic',
        component: () => import('./pages/NoClinicPage.vue'),
        meta: { public: false, withoutTenant: true, title: 'auth.noClinic.title' },
      },
    ],
  },
]
