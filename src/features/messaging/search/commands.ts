import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter, type RouteLocationRaw } from 'vue-router'
import { colorModes, useColorMode } from '@/kit/color-mode'
import { useTenant } from '@/kit/clinic/context'
import { links } from '@/kit/links'
import { menuPages, settingsPages } from '@/kit/pages'
import { roleMay } from '@/kit/permissions'

/** Something that the app does when it is chosen in the search. */
export interface Command {
  key: string
  name: string
  /** Where it is found, or what it is about. */
  about: string
  icon: string
  /** A page, or what is done. */
  to?: RouteLocationRaw
  run?: () => void
}

/** What somebody can do from the search: what the menu and the settings lead to, what can be made, how it looks. */
export function useCommands(startConversation: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const { role, isSaasAdmin } = useTenant()
  const { setMode } = useColorMode()
  const may = (to: RouteLocationRaw) => {
    const { permission } = router.resolve(to).meta
    return permission === undefined || roleMay(role.value, permission)
  }

  return computed<Command[]>(() => [
    {
      key: 'new-patient',
      name: t('search.commands.newPatient'),
      about: t('search.commands.create'),
      icon: 'pi-user-plus',
      to: links.newPatient(),
    },
    {
      key: 'new-session',
      name: t('search.commands.newSession'),
      about: t('search.commands.create'),
      icon: 'pi-calendar-plus',
      to: links.newSession(),
    },
    {
      key: 'new-conversation',
      name: t('search.commands.newConversation'),
      about: t('search.commands.create'),
      icon: 'pi-comment',
      run: startConversation,
    },
    ...menuPages()
      .filter(({ audience = 'clinic', to }) => (audience === 'saas' ? isSaasAdmin.value : may(to)))
      .map(({ label, icon, to, path }) => ({
        key: `page-${path}`,
        name: t(label),
        about: t('search.commands.go'),
        icon,
        to,
      })),
    ...settingsPages()
      .filter(({ route }) => may({ name: route }))
      .map(({ key, icon, route }) => ({
        key: `settings-${key}`,
        name: t(`settings.sections.${key}.title`),
        about: `${t('settings.title')} · ${t(`settings.sections.${key}.text`)}`,
        icon,
        to: { name: route },
      })),
    ...colorModes.map((mode) => ({
      key: `theme-${mode}`,
      name: t('search.commands.theme', { theme: t(`shell.user.themes.${mode}`) }),
      about: t('search.commands.look'),
      icon: { light: 'pi-sun', dark: 'pi-moon', system: 'pi-desktop' }[mode],
      run: () => setMode(mode),
    })),
  ])
}
