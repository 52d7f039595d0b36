import type { RouteComponent, RouteMeta, RouteRecordRaw } from 'vue-router'
import { defineFeature } from '@/kit/feature'

const links = {
  signIn: (back?: string) => ({ name: 'sign-in', query: back && back !== '/' ? { voltar: back } : {} }),
  signUp: (back?: string) => ({ name: 'sign-up', query: back ? { voltar: back } : {} }),
  /** The e-mail travels beside the address, so that it stays out of histories and logs. */
  forgotPassword: (email = '') => ({ name: 'forgot-password', state: { email } }),
  noClinic: () => ({ name: 'no-clinic' }),
  resetPassword: () => ({ name: 'reset-password' }),
}

declare module '@/kit/links' {
  interface Links extends AuthLinks {}
}
type AuthLinks = typeof links

/** A page in the frame of the sign-in pages. The router keeps the frame from one to the next. */
function authPage(
  path: string,
  name: string,
  page: () => Promise<RouteComponent>,
  meta: RouteMeta = {},
): RouteRecordRaw {
  return {
    path,
    component: () => import('./components/AuthLayout.vue'),
    meta: { areas: ['auth'], public: true, ...meta },
    children: [{ path: '', name, component: page, props: true }],
  }
}

const pages: RouteRecordRaw[] = [
  authPage('/entrar', 'sign-in', () => import('./pages/SignInPage.vue'), {
    guestOnly: true,
    title: 'auth.signIn.title',
  }),
  authPage('/criar-conta', 'sign-up', () => import('./pages/SignUpPage.vue'), {
    guestOnly: true,
    title: 'auth.signUp.title',
  }),
  authPage('/esqueci-a-senha', 'forgot-password', () => import('./pages/ForgotPasswordPage.vue'), {
    title: 'auth.forgot.title',
  }),
  authPage('/redefinir-senha', 'reset-password', () => import('./pages/ResetPasswordPage.vue'), {
    title: 'auth.reset.title',
  }),
  authPage('/confirmar', 'confirm', () => import('./pages/ConfirmPage.vue'), {
    title: 'auth.confirm.title',
  }),
  // the token of the link is in the tab by now, see lib/link-tokens.ts
  authPage('/convite', 'invitation', () => import('./pages/InvitationPage.vue'), {
    title: 'auth.invitation.title',
  }),
  authPage('/sem-clinica', 'no-clinic', () => import('./pages/NoClinicPage.vue'), {
    public: false,
    withoutTenant: true,
    title: 'auth.noClinic.title',
  }),
]

/** Pages before the shell, in the first load of every page. */
export default defineFeature({ routes: { public: pages }, links })
