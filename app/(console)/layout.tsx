import { getTimeZone, getTranslations } from 'next-intl/server'
import { type ReactNode, Suspense } from 'react'
import { MenuButton, MenuLink } from '#components/frame-menu.tsx'
import { dayIn } from '#domain/day.ts'
import { enterOrganisationAction, signOutAction } from '#features/access/actions.ts'
import { signedIn } from '#features/access/guard.ts'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { ConsoleFrame } from '../console-frame.tsx'
import { openPlaces } from '../open-places.ts'
import { AsOf } from './as-of.tsx'
import { LastReading } from './last-reading.tsx'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor, member, organisation, role, memberships } = await signedIn()
  const roles = await getTranslations('roles')
  const t = await getTranslations('frame')
  const today = dayIn(await getTimeZone(), new Date())
  const others = memberships.filter(({ organisationId }) => organisationId !== organisation.id)
  return (
    <ConsoleFrame
      organisation={organisation.name}
      organisationChoices={
        others.length > 0 ? (
          <form action={enterOrganisationAction}>
            {others.map(({ organisationId, name }) => (
              <MenuButton key={organisationId} name="organisation" value={organisationId}>
                {name}
              </MenuButton>
            ))}
          </form>
        ) : null
      }
      member={{ name: member.name, role: roles(`${role}.name`) }}
      today={today}
      places={new Set(openPlaces(actor))}
      asOf={<AsOf today={today} />}
      lastReading={
        <Suspense>
          <LastReading actor={actor} />
        </Suspense>
      }
      languageChoice={<LanguageChoice />}
      memberChoices={
        <>
          <MenuLink href="/your-sign-in">{t('member.yourSignIn')}</MenuLink>
          <form action={signOutAction}>
            <MenuButton>{t('member.signOut')}</MenuButton>
          </form>
        </>
      }
    >
      {children}
    </ConsoleFrame>
  )
}
