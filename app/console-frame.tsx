import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AppFrame } from '#components/app-frame.tsx'
import { FrameMenu, MenuLink, MenuNote } from '#components/frame-menu.tsx'
import { SearchPalette } from '#components/search-palette.tsx'
import { ThemeMenu } from '#components/theme-menu.tsx'
import type { Day } from '#domain/day.ts'
import { DayInLinks } from '#features/inventory/view/day-in-links.tsx'
import { leastSought } from '#features/search/search.ts'
import { navigation, type Place, pathOf, placesOfDays } from './navigation.ts'

type ConsoleFrameProps = {
  organisation: string
  /** The ways into the member's other organisations. */
  organisationChoices?: ReactNode
  member: { name: string; role: string }
  /** The organisation's day. */
  today: Day
  /** Places this member may visit; the others are not shown. */
  places: ReadonlySet<Place>
  /** Numbers of things that wait for a person, by place. */
  waiting?: Partial<Record<Place, string>>
  /** The choice of date, and when the tenant was last read, as the server wrote them. */
  asOf?: ReactNode
  lastReading?: ReactNode
  banner?: ReactNode
  languageChoice: ReactNode
  /** Further choices of the member menu, such as signing out. */
  memberChoices?: ReactNode
  children: ReactNode
}

/** The frame with the product's words and places in it. */
export async function ConsoleFrame(props: ConsoleFrameProps) {
  const { organisation, member, places, waiting = {} } = props
  const t = await getTranslations('frame')
  const search = await getTranslations('search')
  return (
    <DayInLinks today={props.today} places={placesOfDays}>
      <AppFrame
        words={{
          skip: t('skip'),
          navigation: t('navigation.label'),
          openNavigation: t('navigation.open'),
        }}
        brand={{ name: t('product'), href: pathOf('overview') }}
        groups={navigation.map((group) => ({
          id: group.id,
          items: group.places
            .filter((place) => places.has(place))
            .map((place) => ({
              href: pathOf(place),
              label: t(`navigation.${place}`),
              badge: waiting[place],
            })),
        }))}
        printed={`${organisation} · ${t('product')}`}
        switcher={
          <FrameMenu shape="block" label={t('organisation.switch')} trigger={organisation}>
            <MenuLink href={pathOf('overview')} current>
              {organisation}
            </MenuLink>
            {props.organisationChoices}
          </FrameMenu>
        }
        search={
          <SearchPalette
            source="/api/search"
            keep="asOf"
            least={leastSought}
            words={{
              open: search('open'),
              label: search('label'),
              placeholder: search('placeholder'),
              hint: search('hint'),
              failed: search('failed'),
              close: search('close'),
            }}
          />
        }
        asOf={props.asOf}
        lastReading={props.lastReading}
        tools={
          <>
            {props.languageChoice}
            <ThemeMenu
              label={t('theme.label')}
              words={{ light: t('theme.light'), dark: t('theme.dark'), auto: t('theme.auto') }}
            />
            <FrameMenu label={t('member.label', { name: member.name })} trigger={initials(member.name)}>
              <MenuNote>
                {member.name}
                <br />
                {member.role}
              </MenuNote>
              {props.memberChoices}
            </FrameMenu>
          </>
        }
        banner={props.banner}
      >
        {props.children}
      </AppFrame>
    </DayInLinks>
  )
}

/** First letters of the first and the last name; a name of one word gives one. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('')
}
