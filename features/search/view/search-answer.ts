import { getTranslations } from 'next-intl/server'
import type { SearchAnswer, SearchChoice } from '#components/search-answers.ts'
import { textOf } from '#domain/catalogue/catalogue.ts'
import { bestMatches } from '#domain/match.ts'
import type { ServiceGroup } from '#domain/service.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { addressOf } from '#features/inventory/view/as-of-links.ts'
import { type Found, leastSought, mostInGroup } from '../search.ts'

/** Where one can go, or what one can begin there. */
export type Destination = {
  kind: 'action' | 'place'
  href: string
  title: string
  /** Other words it is found by, such as a short name. */
  also?: readonly string[]
}

type Asked = { text: string; destinations: readonly Destination[] }

/** What a search found in the reader's words; a line leads to its page. */
export const searchAnswer = async (found: Found, asked: Asked): Promise<SearchAnswer> => {
  const { text } = asked
  const t = await getTranslations()
  const lang = await langHere()
  const labelOf = (group: ServiceGroup, key: string) => textOf(group, key, lang)?.label ?? key
  const people = found.people.map(({ id, name, upn }) =>
    line(`/people/${id}`, name ?? upn ?? id, name === null ? null : upn),
  )
  const devices = found.devices.map(({ id, serial, name, model }) =>
    line(`/devices/${id}`, name ?? serial ?? id, joined(name === null ? null : serial, model)),
  )
  const accounts = found.accounts.map(({ id, appleId }) => line(`/accounts/${id}`, appleId, null))
  const connections = found.connections.map(({ id, name, service, isStated }) =>
    isStated
      ? line(
          `/connections/stated/${id}`,
          name,
          joined(t(`services.${service}.name`), t('grades.stated.name')),
        )
      : line(`/connections/${id}`, name, t(`services.${service}.name`)),
  )
  const fields = found.fields.map(({ service, group, key }) =>
    line(
      `/inventory/${service}/${key}`,
      labelOf(group, key),
      joined(labelOf(group, key) === key ? null : key, t(`services.${service}.name`)),
    ),
  )
  const destinations = destinationsFound(asked).map(({ kind, href, title }) =>
    line(href, title, t(`search.kind.${kind}`)),
  )
  const choices = { people, devices, accounts, connections, fields, destinations }
  const count = kinds.reduce((sum, kind) => sum + choices[kind].length, 0)
  const more = (kind: (typeof kinds)[number]) =>
    found.more
      .filter((each) => each === kind)
      .map((each) => line(addressOf(`/${each}`, { q: text }), t(`search.more.${each}`), null))
  const groups = kinds
    .map((id) => ({ id, label: t(`search.group.${id}`), choices: [...choices[id], ...more(id)] }))
    .filter((group) => group.choices.length > 0)
  return { status: count === 0 ? t('search.none', { text }) : t('search.found', { count }), groups }
}

const kinds = ['people', 'devices', 'accounts', 'connections', 'fields', 'destinations'] as const

const line = (href: string, title: string, detail: string | null): SearchChoice => ({ href, title, detail })

const joined = (...parts: (string | null)[]): string | null =>
  parts.filter((part) => part !== null).join(' · ') || null

const destinationsFound = ({ text, destinations }: Asked): Destination[] =>
  text.length < leastSought
    ? []
    : bestMatches(text, destinations, ({ title, also = [] }) => [title, ...also], mostInGroup)
