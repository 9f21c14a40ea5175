import { getTranslations } from 'next-intl/server'
import { type ReactNode, Suspense } from 'react'
import { MenuButton } from '#components/frame-menu.tsx'
import { can } from '#domain/actor.ts'
import type { Permission } from '#domain/permission.ts'
import { enterOrganisationAction, signOutAction } from '#features/access/actions.ts'
import { signedIn } from '#features/access/guard.ts'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { ConsoleFrame } from '../console-frame.tsx'
import type { Place } from '../navigation.ts'
import { AsOf } from './as-of.tsx'
import { LastReading } from './last-reading.tsx'

/** The places that exist, and what one must be able to read to be shown the way there. Each page checks again. */
const places: Partial<Record<Place, Permission>> = {
  overview: 'inventory:read',
  inventory: 'inventory:read',
  reviews: 'reviews:read',
  accounts: 'accounts:read',
  connections: 'connections:read',
  authorisations: 'connections:read',
  devices: 'devices:read',
  people: 'people:read',
  offboardings: 'offboardings:read',
  reports: 'reports:read',
  readings: 'readings:read',
  audit: 'audit:read',
  catalogue: 'inventory:read',
  members: 'members:read',
  settings: 'organisations:read',
}

const isPlace = (name: string): name is Place => name in places

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor, member, organisation, role, memberships } = await signedIn()
  const roles = await getTranslations('roles')
  const t = await getTranslations('frame')
  const open = Object.keys(places)
    .filter(isPlace)
    .filter((place) => {
      const permission = places[place]
      return permission !== undefined && can(actor, permission)
    })
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
      places={new Set(open)}
      asOf={<AsOf />}
      lastReading={
        <Suspense>
          <LastReading actor={actor} />
        </Suspense>
      }
      languageChoice={<LanguageChoice />}
      memberChoices={
        <form action={signOutAction}>
          <MenuButton>{t('member.signOut')}</MenuButton>
        </form>
      }
    >
      {children}
    </ConsoleFrame>
  )
}
